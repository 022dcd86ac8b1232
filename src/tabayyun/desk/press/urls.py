from django.urls import path

from tabayyun.desk.press.views import actions, lists, texts

app_name = "press"
urlpatterns = [
    path("", lists.statements, name="list"),
    path("new/", lists.new, name="new"),
    path("s/<str:reference>/", lists.statement, name="statement"),
    path("s/<str:reference>/language/", actions.add_language, name="add_language"),
    path("texts/<int:pk>/", texts.text, name="text"),
    path("texts/<int:pk>/review/", texts.review, name="review"),
    path("texts/<int:pk>/changes/", texts.changes, name="changes"),
    path("texts/<int:pk>/schedule/", texts.schedule, name="schedule"),
    path("texts/<int:pk>/submit/", actions.submit, name="submit"),
    path("texts/<int:pk>/take-back/", actions.take_back, name="take_back"),
    path("texts/<int:pk>/draft-again/", actions.draft_again, name="draft_again"),
    path("texts/<int:pk>/quote/", actions.quote, name="quote"),
    path("texts/<int:pk>/send-back/", actions.send_back, name="send_back"),
    path("texts/<int:pk>/approve/", actions.approve, name="approve"),
    path("texts/<int:pk>/publish/", actions.publish, name="publish"),
    path("texts/<int:pk>/unschedule/", actions.unschedule, name="unschedule"),
    path("texts/<int:pk>/correct/", actions.correct, name="correct"),
    path("texts/<int:pk>/withdraw/", actions.withdraw, name="withdraw"),
    path("deliveries/<int:pk>/retry/", actions.retry, name="retry"),
]
