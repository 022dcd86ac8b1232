"""What the public reads, and the figure of the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from tabayyun.desk.magazine.models import Article, ArticleText, Issue, Picture, Print


@dataclass(frozen=True, slots=True)
class Published:
    """The issues published in a period: how many, and which."""

    first: date
    last: date
    issues: list[Issue]

    @property
    def value(self) -> int:
        return len(self.issues)


@dataclass(frozen=True, slots=True)
class Contents:
    """One published issue as it reads in one language."""

    issue: Issue
    lang: str
    texts: list[ArticleText]
    """The current texts in the order of the issue."""
    prints: list[Print]
    """Its PDFs in this language, the current one first."""

    @property
    def title(self) -> str:
        return self.issue.in_language(self.lang)

    @property
    def cover(self) -> Picture | None:
        """The first picture of the first article that has one."""
        return next((picture for text in self.texts for picture in text.pictures.all()), None)

    @property
    def corrected(self) -> list[ArticleText]:
        """The texts that stand corrected."""
        return [text for text in self.texts if text.version > 1]


def issues_in(first: date, last: date) -> Published:
    """The issues published from ``first`` to ``last``, both included, by the day they went out."""
    days = {"published_at__date__gte": first, "published_at__date__lte": last}
    return Published(first, last, list(Issue.objects.filter(**days).order_by("published_at")))


def public_issues() -> QuerySet[Issue]:
    """Every published issue, newest first, with its current texts and their pictures."""
    return Issue.objects.filter(published_at__isnull=False).prefetch_related(_articles(), "prints")


def latest_issue() -> Issue | None:
    """The issue that came out last; None before the first."""
    return Issue.objects.filter(published_at__isnull=False).order_by("-published_at").first()


def contents(issue: Issue, lang: str) -> Contents:
    """``issue`` (of `public_issues`) in ``lang``."""
    texts = [text for article in issue.articles.all() for text in article.texts.all() if text.lang == lang]
    return Contents(issue, lang, texts, [one for one in issue.prints.all() if one.lang == lang])


def public_article(number: int, place: int, lang: str, version: int | None = None) -> ArticleText | None:
    """One published text: the current one, or the version asked for."""
    texts = ArticleText.objects.filter(
        article__issue__number=number, article__place=place, lang=lang, published_at__isnull=False
    )
    texts = texts.filter(version=version) if version else texts.order_by("-version")
    return texts.select_related("article__issue", "article__section").prefetch_related("pictures").first()


def public_texts() -> QuerySet[ArticleText]:
    """Every article as it stands, newest issue first."""
    texts = ArticleText.objects.filter(state=ArticleText.State.PUBLISHED)
    return texts.select_related("article__issue").order_by(
        "-article__issue__number", "article__place", "lang"
    )


def versions(article: Article, lang: str) -> list[ArticleText]:
    """Every published version in ``lang``, newest first."""
    return list(article.texts.filter(lang=lang, published_at__isnull=False).order_by("-version"))


def public_picture(sha256: str) -> bool:
    """Whether a published text shows this picture."""
    return Picture.objects.filter(sha256=sha256, published_at__isnull=False).exists()


def public_prints(number: int, lang: str) -> list[Print]:
    """The PDFs of a published issue in ``lang``, the current one first."""
    found = Print.objects.filter(issue__number=number, issue__published_at__isnull=False, lang=lang)
    return list(found.order_by("-version"))


def _articles() -> Prefetch[str]:
    current = ArticleText.objects.filter(state=ArticleText.State.PUBLISHED).prefetch_related("pictures")
    articles = Article.objects.select_related("section").order_by("place")
    return Prefetch("articles", articles.prefetch_related(Prefetch("texts", current)))
