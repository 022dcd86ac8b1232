from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "tabayyun.desk.signals"
    label = "signals"
