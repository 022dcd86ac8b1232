from django.urls import path

from tabayyun.desk.expertise.views import bench, captures, evidence, examinations, looking, pictures, place

app_name = "expertise"
urlpatterns = [
    path("", examinations.recent, name="list"),
    path("<int:content_id>/record/", examinations.record, name="record"),
    path("<int:content_id>/run/", examinations.run, name="run"),
    path("<int:content_id>/evidence/", evidence.receive, name="receive"),
    path("<int:content_id>/export/", evidence.export, name="export"),
    path("<int:content_id>/capture/", captures.order, name="order"),
    path("<int:content_id>/sun/", place.sun, name="sun"),
    path("<int:content_id>/map/", place.on_map, name="map"),
    path("<int:content_id>/day/", place.day, name="day"),
    path("<int:content_id>/day/enter/", place.enter, name="enter"),
    path("<int:content_id>/weather/", place.weather, name="weather"),
    path("capture/<int:pk>/", captures.show, name="capture"),
    path("evidence/<int:pk>/", evidence.piece, name="piece"),
    path("evidence/<int:pk>/file/", evidence.download, name="download"),
    path("evidence/<int:pk>/examine/", evidence.examine, name="examine"),
    path("evidence/<int:pk>/hold/", evidence.hold, name="hold"),
    path("evidence/<int:pk>/erase/", evidence.erase, name="erase"),
    path("<int:content_id>/reveal/", pictures.reveal, name="reveal"),
    path("match/<int:pk>/", bench.judge, name="match"),
    path("<int:content_id>/", bench.bench, name="bench"),
    path("evidence/<int:pk>/look/", looking.look, name="look"),
    path("evidence/<int:pk>/beside/", looking.beside, name="beside"),
    path("comparison/<int:pk>/", looking.comparison, name="comparison"),
    path("evidence/<int:pk>/tags/", bench.tag, name="tag"),
    path("evidence/<int:pk>/preview/", pictures.preview, name="preview"),
    path("evidence/<int:pk>/veil/", pictures.preview_veil, name="preview_veil"),
    path("illustration/<int:pk>/", pictures.illustration, name="illustration"),
    path("illustration/<int:pk>/veil/", pictures.illustration_veil, name="illustration_veil"),
]
