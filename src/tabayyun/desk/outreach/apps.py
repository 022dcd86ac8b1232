from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "tabayyun.desk.outreach"
    label = "outreach"

    def ready(self) -> None:
        from tabayyun.desk.outreach.operations.importing import TABLES
        from tabayyun.kit.sheets import tables

        tables.register(*TABLES)
