"""The outbox of e-mails: queued in the transaction that decides them, sent by a job.

A mail server that is down delays a letter and loses none. A process killed while sending leaves its lease
behind; when that ends, the letter is tried again under the same Message-ID, so that even a letter the
server had just accepted is recognised as the same one.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.models import Case, Inquiry, Letter
from tabayyun.kit import jobs
from tabayyun.kit.models import Institution, User

LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
AT_ONCE = 100
log = logging.getLogger(__name__)


def queue(
    *,
    key: str,
    to: str,
    language: str,
    kind: str,
    context: Mapping[str, Any],
    now: datetime,
    inquiry: Inquiry | None = None,
) -> None:
    """Put one letter into the outbox, worded in ``language``; one with the same ``key`` is not put twice.

    ``kind`` names a template of ``cases/mail``: its first line is the subject, the rest the text. With
    ``inquiry`` the letter ends with the link to answer it.
    """
    with translation.override(language):
        institution = Institution.current().in_language(language)
        text = render_to_string(f"cases/mail/{kind}.txt", {**context, "institution": institution})
    subject, body = text.strip().split("\n", 1)
    Letter.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": " ".join(subject.split())[:300],
            "body": body.strip(),
            "language": language,
            "inquiry": inquiry,
            "created_at": now,
            "next_try_at": now,
        },
    )
    transaction.on_commit(lambda: jobs.soon("tabayyun.desk.cases.jobs.send_letters"))


def send_letters(*, now: datetime) -> int:
    """Send what is due; how many left. No transaction is open while the mail server is spoken to."""
    sent = 0
    for _ in range(AT_ONCE):
        letter = _claim(now)
        if letter is None:
            break
        sent += _send(letter, now)
    return sent


def _claim(now: datetime) -> Letter | None:
    """Take the next letter that is due, so that no other process sends it meanwhile."""
    while (
        letter := Letter.objects.filter(sent_at=None, next_try_at__lte=now).select_related("inquiry").first()
    ):
        mine = Letter.objects.filter(pk=letter.pk, sent_at=None, next_try_at=letter.next_try_at)
        if mine.update(next_try_at=now + LEASE, attempts=F("attempts") + 1):
            letter.attempts += 1
            return letter
    return None


def _send(letter: Letter, now: datetime) -> bool:
    try:
        _message(letter).send()
    except Exception as error:  # whatever the mail server or the address did, the letter stays in the outbox
        log.warning("letter %s not sent: %s", letter.key, error)
        pause = min(FIRST_PAUSE * 2 ** min(letter.attempts - 1, 10), LONGEST_PAUSE)
        reason = f"{type(error).__name__}: {error}"[:300]
        Letter.objects.filter(pk=letter.pk).update(next_try_at=now + pause, last_error=reason)
        return False
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(sent_at=now, last_error="")
        if letter.inquiry_id:
            Inquiry.objects.filter(pk=letter.inquiry_id, sent_at=None).update(sent_at=now)
    return True


def _message(letter: Letter) -> EmailMessage:
    body = letter.body
    if letter.inquiry:
        body = f"{body}\n\n{queries.answer_link(letter.inquiry)}\n"
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<{letter.key}.{letter.created_at:%Y%m%d%H%M%S}@{domain}>",
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject=letter.subject, body=body, to=[letter.to], headers=headers)


def language_of(person: User) -> str:
    """The language in which ``person`` is written to."""
    return person.language or settings.LANGUAGE_CODE


def case_link(case: Case) -> str:
    """The full address of the page of ``case``."""
    return settings.ORIGIN + reverse("cases:case", args=[case.reference])
