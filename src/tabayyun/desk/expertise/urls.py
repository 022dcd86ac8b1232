from django.urls import path

from tabayyun.desk.expertise.views import evidence, examinations

app_name = "expertise"
urlpatterns = [
    path("", examinations.recent, name="list"),
    path("<int:content_id>/record/", examinations.record, name="record"),
    path("<int:content_id>/run/", examinations.run, name="run"),
    path("<int:content_id>/evidence/", evidence.receive, name="receive"),
    path("<int:content_id>/export/", evidence.export, name="export"),
    path("evidence/<int:pk>/", evidence.piece, name="piece"),
    path("evidence/<int:pk>/file/", evidence.download, name="download"),
    path("evidence/<int:pk>/examine/", evidence.examine, name="examine"),
    path("evidence/<int:pk>/hold/", evidence.hold, name="hold"),
    path("evidence/<int:pk>/erase/", evidence.erase, name="erase"),
]
