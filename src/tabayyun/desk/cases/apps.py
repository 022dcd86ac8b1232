from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tabayyun.desk.cases"
    label = "cases"

    def ready(self) -> None:
        from tabayyun.desk.cases.views.earlier import match_panel
        from tabayyun.kit import panels

        panels.register("match", match_panel)
