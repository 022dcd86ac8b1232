from django.apps import AppConfig


class MediaDeskConfig(AppConfig):
    name = "tabayyun.desk.mediadesk"
    label = "mediadesk"

    def ready(self) -> None:
        from tabayyun.desk.mediadesk.operations.importing import COVERAGE
        from tabayyun.kit.sheets import tables

        tables.register(COVERAGE)
