from django.urls import path

from tabayyun.desk.report.views import actions, chapters, dashboard, errata, lists, rows

app_name = "report"
urlpatterns = [
    path("", lists.reports, name="list"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("rows/<slug:key>/", rows.rows, name="rows"),
    path("<int:year>/<int:number>/", chapters.chapter, name="chapter"),
    path("<int:year>/<int:number>/write/<str:lang>/", chapters.write, name="write"),
    path("<int:year>/<int:number>/schedule/", chapters.schedule, name="schedule"),
    path("<int:year>/<int:number>/<str:lang>.<str:kind>", chapters.file, name="file"),
    path("<int:year>/<int:number>/submit/", actions.submit, name="submit"),
    path("<int:year>/<int:number>/send-back/", actions.send_back, name="send_back"),
    path("<int:year>/<int:number>/approve/", actions.approve, name="approve"),
    path("<int:year>/<int:number>/publish/", actions.publish, name="publish"),
    path("<int:year>/<int:number>/unschedule/", actions.unschedule, name="unschedule"),
    path("<int:year>/<int:number>/errata/<slug:figure>/", errata.write, name="erratum"),
    path("errata/<int:pk>/publish/", errata.publish, name="publish_erratum"),
    path("errata/<int:pk>/drop/", errata.drop, name="drop_erratum"),
]
