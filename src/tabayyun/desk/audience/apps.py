from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "tabayyun.desk.audience"
    label = "audience"

    def ready(self) -> None:
        from tabayyun.desk.audience.operations.importing import FAMILY, table_of
        from tabayyun.kit.sheets import tables

        tables.register_family(FAMILY, table_of)
