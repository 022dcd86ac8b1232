from django.urls import URLPattern

app_name = "magazine"

urlpatterns: list[URLPattern] = []
