from django.urls import path

from tabayyun.desk.expertise import views

app_name = "expertise"
urlpatterns = [
    path("", views.recent, name="list"),
    path("<int:content_id>/record/", views.record, name="record"),
    path("<int:content_id>/run/", views.run, name="run"),
]
