from django.apps import AppConfig


class MediaDeskConfig(AppConfig):
    name = "tabayyun.desk.mediadesk"
    label = "mediadesk"
