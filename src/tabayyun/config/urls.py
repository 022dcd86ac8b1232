"""Addresses: the newsroom at ``/``, the desk at ``/desk/``."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("tabayyun.kit.urls")),
    path("desk/imports/", include("tabayyun.kit.sheets.urls")),
    path("desk/", include("tabayyun.desk.urls")),
    path("", include("tabayyun.newsroom.urls")),
]

handler404 = "tabayyun.newsroom.views.about.not_found"
handler500 = "tabayyun.newsroom.views.about.failed"
