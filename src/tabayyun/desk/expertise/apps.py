from django.apps import AppConfig


class ExpertiseConfig(AppConfig):
    name = "tabayyun.desk.expertise"
    label = "expertise"
