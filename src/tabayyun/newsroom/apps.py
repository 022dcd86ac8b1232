from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "tabayyun.newsroom"
    label = "newsroom"
