from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tabayyun.desk.cases"
    label = "cases"
