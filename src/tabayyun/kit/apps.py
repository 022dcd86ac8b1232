from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "tabayyun.kit"
    label = "kit"
