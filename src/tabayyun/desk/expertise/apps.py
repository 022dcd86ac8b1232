from django.apps import AppConfig


class ExpertiseConfig(AppConfig):
    name = "tabayyun.desk.expertise"
    label = "expertise"

    def ready(self) -> None:
        from tabayyun.desk.expertise.views import evidence, examinations, place, words
        from tabayyun.kit import panels

        panels.register("content", examinations.panel)
        panels.register("content", evidence.panel)
        panels.register("bench", words.panel)
        panels.register("content", place.panel)
        panels.register("bench", place.panel)
