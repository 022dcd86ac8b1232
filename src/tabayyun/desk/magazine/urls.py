from django.urls import path

from tabayyun.desk.magazine.views import articles, issues

app_name = "magazine"

urlpatterns = [
    path("", issues.issues, name="list"),
    path("new/", issues.new, name="new"),
    path("sections/", issues.sections, name="sections"),
    path("sections/<int:pk>/", issues.section, name="section"),
    path("<int:number>/", issues.issue, name="issue"),
    path("<int:number>/edit/", issues.edit, name="edit"),
    path("<int:number>/submit/", issues.submit, name="submit_issue"),
    path("<int:number>/send-back/", issues.send_back, name="send_issue_back"),
    path("<int:number>/approve/", issues.approve, name="approve_issue"),
    path("<int:number>/publish/", issues.publish, name="publish"),
    path("<int:number>/preview-<str:lang>.pdf", issues.preview, name="preview"),
    path("<int:number>/articles/", articles.add, name="add_article"),
    path("articles/<int:pk>/language/", articles.add_language, name="add_language"),
    path("articles/<int:pk>/move/", articles.move, name="move"),
    path("articles/<int:pk>/place/", articles.place, name="place"),
    path("articles/<int:pk>/remove/", articles.remove, name="remove_article"),
    path("texts/<int:pk>/", articles.text, name="text"),
    path("texts/<int:pk>/review/", articles.review, name="review"),
    path("texts/<int:pk>/pictures/", articles.add_picture, name="add_picture"),
    path("texts/<int:pk>/submit/", articles.submit, name="submit"),
    path("texts/<int:pk>/take-back/", articles.take_back, name="take_back"),
    path("texts/<int:pk>/send-back/", articles.send_back, name="send_back"),
    path("texts/<int:pk>/approve/", articles.approve, name="approve"),
    path("texts/<int:pk>/correct/", articles.correct, name="correct"),
    path("pictures/<int:pk>/describe/", articles.describe, name="describe"),
    path("pictures/<int:pk>/remove/", articles.remove_picture, name="remove_picture"),
    path("pictures/<slug:sha256>.jpg", articles.picture, name="picture"),
]
