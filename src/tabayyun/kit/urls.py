from django.urls import path

from tabayyun.kit import views

app_name = "kit"
urlpatterns = [
    path("login/", views.login, name="login"),
    path("logout/", views.logout, name="logout"),
    path("language/", views.language, name="language"),
    path("audit/", views.audit, name="audit"),
]
