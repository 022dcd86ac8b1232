from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "tabayyun.desk.press"
    label = "press"

    def ready(self) -> None:
        from tabayyun.desk.press.operations import keep_digest
        from tabayyun.desk.press.views.panel import bench_panel, case_panel
        from tabayyun.kit import panels, publiclog

        panels.register("case", case_panel)
        panels.register("bench", bench_panel)
        publiclog.kept_by(keep_digest)
