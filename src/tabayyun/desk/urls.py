"""The rooms of the desk, each under its own word."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="signals:queue"), name="desk"),
    path("watch/", include("tabayyun.desk.watch.urls")),
    path("queue/", include("tabayyun.desk.signals.urls")),
    path("expertise/", include("tabayyun.desk.expertise.urls")),
    path("cases/", include("tabayyun.desk.cases.urls")),
    path("press/", include("tabayyun.desk.press.urls")),
    path("media/", include("tabayyun.desk.mediadesk.urls")),
    path("outreach/", include("tabayyun.desk.outreach.urls")),
    path("open-days/", include("tabayyun.desk.opendays.urls")),
    path("accounts/", include("tabayyun.desk.audience.urls")),
    path("magazine/", include("tabayyun.desk.magazine.urls")),
    path("report/", include("tabayyun.desk.report.urls")),
]
