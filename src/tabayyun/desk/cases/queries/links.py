"""The signed link with which a unit answers without an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from tabayyun.desk.cases.models import Case, Inquiry
from tabayyun.kit.links import Link, opened

# A late answer is still worth having; a link found in an old mailbox months later is not.
ANSWER_GRACE = timedelta(days=3)
ANSWER = "cases:answer"


def answer_link(inquiry: Inquiry) -> Link:
    """The link to the page on which ``inquiry`` is answered; bound to this inquiry alone."""
    return Link(ANSWER, str(inquiry.pk))


def case_link(case: Case) -> str:
    """The full address of the page of ``case``."""
    return settings.ORIGIN + reverse("cases:case", args=[case.reference])


def inquiry_by(token: str) -> Inquiry | None:
    """The inquiry that ``token`` was made for; None when it was not made here."""
    number = opened(ANSWER, token)
    return Inquiry.objects.select_related("case", "unit").filter(pk=number).first() if number else None


def has_expired(inquiry: Inquiry, now: datetime) -> bool:
    """Whether it is too late to answer: three days after the deadline."""
    return now > inquiry.due_at + ANSWER_GRACE
