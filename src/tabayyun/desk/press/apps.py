from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "tabayyun.desk.press"
    label = "press"
