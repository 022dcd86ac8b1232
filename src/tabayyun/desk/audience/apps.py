from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "tabayyun.desk.audience"
    label = "audience"
