from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "tabayyun.desk.press"
    label = "press"

    def ready(self) -> None:
        from tabayyun.desk.press.views.panel import case_panel
        from tabayyun.kit import panels

        panels.register("case", case_panel)
