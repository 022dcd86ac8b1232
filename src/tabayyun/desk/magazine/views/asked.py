"""What every view of this room takes from the request."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from tabayyun.desk.magazine import queries
from tabayyun.desk.magazine.models import Article, ArticleText, Issue
from tabayyun.kit.models import User


def person(request: HttpRequest) -> User:
    """Who asks; the guard of the view has let them in."""
    return cast("User", request.user)


def issue_or_404(number: int) -> Issue:
    return get_object_or_404(Issue, number=number)


def article_or_404(pk: int) -> Article:
    return get_object_or_404(Article.objects.select_related("issue"), pk=pk)


def text_or_404(pk: int) -> ArticleText:
    """The text with what its pages show."""
    return get_object_or_404(queries.article_page(pk), pk=pk)


def to_issue(issue: Issue) -> HttpResponse:
    return redirect("magazine:issue", issue.number)
