from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "tabayyun.desk.report"
    label = "report"
