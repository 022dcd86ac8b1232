from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "tabayyun.desk.watch"
    label = "watch"
