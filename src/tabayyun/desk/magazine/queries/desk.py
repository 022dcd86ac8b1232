"""What the desk sees, in a fixed number of queries."""

from __future__ import annotations

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from tabayyun.desk.magazine.models import LANGS, Article, ArticleText, Issue, Picture, Section
from tabayyun.kit.models import User
from tabayyun.kit.roles import may

State = ArticleText.State


def issues() -> QuerySet[Issue]:
    """Every issue, newest first, with how many articles it has and how many wait for approval."""
    waiting = Count("articles__texts", filter=Q(articles__texts__state=State.SUBMITTED), distinct=True)
    return Issue.objects.annotate(size=Count("articles", distinct=True), waiting=waiting)


def issue_page(number: int) -> QuerySet[Issue]:
    """One issue with its articles, their newest texts first, and the pictures in them."""
    texts = ArticleText.objects.select_related("author", "approver").order_by("lang", "-version")
    articles = Article.objects.select_related("section").prefetch_related(
        Prefetch("texts", texts), Prefetch("texts__pictures", Picture.objects.all())
    )
    return Issue.objects.filter(number=number).prefetch_related(Prefetch("articles", articles), "prints")


def article_page(pk: int) -> QuerySet[ArticleText]:
    """One text with what its pages show."""
    texts = ArticleText.objects.select_related("article__issue", "article__section", "author", "approver")
    return texts.filter(pk=pk).prefetch_related("pictures")


def sections(*, retired: bool = False) -> QuerySet[Section]:
    """The sections in use; with ``retired`` all of them."""
    return Section.objects.all() if retired else Section.objects.filter(retired_at__isnull=True)


def next_number() -> int:
    """The number after the last one."""
    return (Issue.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def missing_languages(article: Article) -> list[tuple[str, str]]:
    """Languages in which ``article`` has no text yet: code and name."""
    there = {text.lang for text in article.texts.all()}
    return [(code, str(name)) for code, name in LANGS.items() if code not in there]


def waiting_for(user: User) -> QuerySet[ArticleText]:
    """The texts that wait for ``user``'s approval."""
    if not may(user, "magazine.approve"):
        return ArticleText.objects.none()
    texts = ArticleText.objects.filter(state=State.SUBMITTED).exclude(author=user)
    return texts.select_related("article__issue", "author")
