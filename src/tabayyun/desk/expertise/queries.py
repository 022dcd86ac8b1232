"""What was examined, what was kept as evidence, and what an examiner needs to see."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils import timezone

from tabayyun.desk.expertise.models import METHODS, CustodyEntry, Evidence, Examination
from tabayyun.desk.signals.models import Content
from tabayyun.engine.evidence.custody import first_break
from tabayyun.plugins.examiners.base import Appearance, Subject


def of(content: Content) -> QuerySet[Examination]:
    """The examinations of ``content``, oldest first."""
    return Examination.objects.filter(content=content).select_related("by").order_by("id")


def recent() -> QuerySet[Examination]:
    """Every examination, newest first, with its content."""
    return Examination.objects.select_related("by", "content").order_by("-id")


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


def evidence_of(content: Content) -> QuerySet[Evidence]:
    """What was kept on ``content``, oldest first."""
    return Evidence.objects.filter(content=content).select_related("received_by").order_by("id")


def custody_of(evidence: Evidence) -> QuerySet[CustodyEntry]:
    """Who had a piece of evidence, oldest first."""
    return evidence.custody.order_by("id")


def custody_is_whole(evidence: Evidence) -> bool:
    """Whether no entry of its chain was changed, left out or put in."""
    return first_break(evidence.sha256, [entry.as_row() for entry in custody_of(evidence)]) is None
