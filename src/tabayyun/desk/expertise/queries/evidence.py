"""What was kept as evidence, and who had it."""

from __future__ import annotations

from django.db.models import QuerySet

from tabayyun.desk.expertise.models import Capture, CustodyEntry, Evidence
from tabayyun.desk.signals.models import Content


def evidence_of(content: Content) -> QuerySet[Evidence]:
    """What was kept on ``content``, oldest first."""
    return Evidence.objects.filter(content=content).select_related("received_by").order_by("id")


def unkept_captures(content: Content) -> QuerySet[Capture]:
    """Addresses that were ordered and are not captured: under way, or failed. Oldest first."""
    return Capture.objects.filter(content=content).exclude(state=Capture.State.DONE)


def custody_of(evidence: Evidence) -> QuerySet[CustodyEntry]:
    """Who had a piece of evidence, oldest first."""
    return evidence.custody.order_by("id")
