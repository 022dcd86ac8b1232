from django.apps import AppConfig


class ExpertiseConfig(AppConfig):
    name = "tabayyun.desk.expertise"
    label = "expertise"

    def ready(self) -> None:
        from tabayyun.desk.expertise import views
        from tabayyun.kit import panels

        panels.register("content", views.panel)
