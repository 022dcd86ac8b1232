"""What was examined, and what an examiner needs to see."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils import timezone

from tabayyun.desk.expertise.models import METHODS, Examination
from tabayyun.desk.signals.models import Content
from tabayyun.plugins.examiners.base import Appearance, Subject


def of(content: Content) -> QuerySet[Examination]:
    """The examinations of ``content``, oldest first."""
    found = Examination.objects.filter(content=content).select_related("by", "evidence")
    return found.prefetch_related("illustrations").order_by("id")


def recent() -> QuerySet[Examination]:
    """Every examination, newest first, with its content."""
    found = Examination.objects.select_related("by", "content", "evidence")
    return found.prefetch_related("illustrations").order_by("-id")


def subject(content: Content) -> Subject:
    """``content`` as an examiner sees it: its posts, oldest first, in the institution's time zone."""
    rows = (
        content.copy_set.order_by(F("post__posted_at").asc(nulls_last=True), "post_id")
        .values_list("post__source__slug", "post__posted_at", "post__url", "post__text")
        .iterator()
    )
    return Subject(
        text=content.text,
        appearances=[
            Appearance(source, timezone.localtime(at) if at else None, url, text)
            for source, at, url, text in rows
        ],
    )


def method_name(method: str) -> str:
    """What a method is called in the reader's language; its code when it has no name."""
    return str(METHODS.get(method, method))
