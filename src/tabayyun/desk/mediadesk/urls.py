from django.urls import URLPattern

app_name = "mediadesk"

urlpatterns: list[URLPattern] = []
