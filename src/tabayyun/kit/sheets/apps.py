from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "tabayyun.kit.sheets"
    label = "sheets"
