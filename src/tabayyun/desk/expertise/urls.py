from django.urls import URLPattern

app_name = "expertise"
urlpatterns: list[URLPattern] = []
