from django.apps import AppConfig


class OpenDaysConfig(AppConfig):
    name = "tabayyun.desk.opendays"
    label = "opendays"
