"""The signed link with which a unit answers without an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from tabayyun.desk.cases.models import Inquiry

# A late answer is still worth having; a link found in an old mailbox months later is not.
ANSWER_GRACE = timedelta(days=3)
_signer = Signer(salt="cases.answer", sep=".")


def token(inquiry: Inquiry) -> str:
    """What proves that its bearer was sent ``inquiry``; bound to this inquiry alone."""
    return _signer.sign(str(inquiry.pk))


def answer_link(inquiry: Inquiry) -> str:
    """The full address of the page on which ``inquiry`` is answered."""
    return settings.ORIGIN + reverse("cases:answer", args=[token(inquiry)])


def inquiry_by(token: str) -> Inquiry | None:
    """The inquiry that ``token`` was made for; None when it was not made here."""
    try:
        number = _signer.unsign(token)
    except BadSignature:
        return None
    return Inquiry.objects.select_related("case", "unit").filter(pk=number).first()


def has_expired(inquiry: Inquiry, now: datetime) -> bool:
    """Whether it is too late to answer: three days after the deadline."""
    return now > inquiry.due_at + ANSWER_GRACE
