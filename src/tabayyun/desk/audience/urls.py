from django.urls import path

from tabayyun.desk.audience.views import accounts

app_name = "audience"

urlpatterns = [
    path("", accounts.accounts, name="list"),
    path("add/", accounts.add, name="add"),
    path("<int:pk>/", accounts.account, name="account"),
    path("<int:pk>/edit/", accounts.edit, name="edit"),
    path("<int:pk>/readings/", accounts.record, name="record"),
    path("<int:pk>/token/", accounts.token, name="token"),
    path("<int:pk>/read/", accounts.read_now, name="read_now"),
    path("<int:pk>/switch/", accounts.switch, name="switch"),
]
