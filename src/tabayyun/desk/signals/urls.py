from django.urls import path

from tabayyun.desk.signals import views

app_name = "signals"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("events/", views.events, name="events"),
    path("models/", views.models, name="models"),
    path("models/train/", views.train, name="train"),
    path("models/packaged/", views.use_packaged, name="use_packaged"),
    path("models/<int:pk>/use/", views.use, name="use"),
    path("matching/", views.matching, name="matching"),
    path("<int:pk>/", views.content, name="content"),
    path("<int:pk>/dismiss/", views.dismiss, name="dismiss"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/same/", views.same, name="same"),
    path("<int:pk>/not-same/", views.not_same, name="not_same"),
    path("<int:pk>/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/handle/", views.handle, name="handle"),
    path("<int:pk>/release/", views.release, name="release"),
]
