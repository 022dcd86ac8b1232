from django.urls import path

from tabayyun.desk.watch import views

app_name = "watch"
urlpatterns = [
    path("", views.sources, name="sources"),
    path("quarantine/", views.quarantine, name="quarantine"),
    path("quarantine/replay/", views.replay_all, name="replay_all"),
    path("quarantine/discard/", views.discard_all, name="discard_all"),
    path("quarantine/<int:pk>/raw/", views.raw, name="raw"),
    path("quarantine/<int:pk>/replay/", views.replay, name="replay"),
    path("quarantine/<int:pk>/discard/", views.discard, name="discard"),
    path("add/<slug:plugin>/", views.add, name="add"),
    path("source/<slug:slug>/", views.source, name="source"),
    path("source/<slug:slug>/edit/", views.edit, name="edit"),
    path("source/<slug:slug>/pause/", views.pause, name="pause"),
    path("source/<slug:slug>/resume/", views.resume, name="resume"),
]
