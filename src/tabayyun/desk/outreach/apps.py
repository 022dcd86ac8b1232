from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "tabayyun.desk.outreach"
    label = "outreach"
