from django.apps import AppConfig


class MagazineConfig(AppConfig):
    name = "tabayyun.desk.magazine"
    label = "magazine"
