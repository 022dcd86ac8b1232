from django.urls import path

from tabayyun.kit.sheets import views

app_name = "sheets"
urlpatterns = [
    path("<str:key>/", views.new, name="new"),
    path("<str:key>/template.xlsx", views.template, name="template"),
    path("<str:key>/<int:number>/", views.show, name="show"),
    path("<str:key>/<int:number>/columns/", views.columns, name="columns"),
    path("<str:key>/<int:number>/lines/", views.lines, name="lines"),
    path("<str:key>/<int:number>/import/", views.carry_out, name="carry_out"),
    path("<str:key>/<int:number>/undo/", views.undo, name="undo"),
    path("<str:key>/<int:number>/discard/", views.discard, name="discard"),
    path("<str:key>/<int:number>/refused.xlsx", views.refused, name="refused"),
]
