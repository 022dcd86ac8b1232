"""The outbox of e-mails, shared by the rooms: queued in the transaction that decides them, sent by a job.

A mail server that is down delays a letter and loses none. A process killed while sending leaves its lease
behind; when that ends, the letter is tried again under the same Message-ID, so that even a letter the
server had just accepted is recognised as the same one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from tabayyun.kit import jobs
from tabayyun.kit.links import Link
from tabayyun.kit.models import Institution, Letter, User

LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
AT_ONCE = 100
JOB = "tabayyun.kit.letters.send"
_MESSAGE_ID = re.compile(r"<(?P<key>[^<>@\s]{1,120})\.\d{14}@[^<>\s]+>")
log = logging.getLogger(__name__)


def queue(
    *,
    key: str,
    to: str,
    language: str,
    template: str,
    context: Mapping[str, Any],
    now: datetime,
    link: Link | None = None,
    reply_to: str = "",
) -> None:
    """Put one letter into the outbox, worded in ``language``; one with the same ``key`` is not put twice.

    ``key`` says what it tells to whom, beginning with its room: «inquiry-12-asked». The first line of
    ``template`` is the subject, the rest the text; both may name the ``institution``. With ``link`` the
    letter ends with that link, which is signed only when the letter leaves.
    """
    with translation.override(language):
        institution = Institution.current().in_language(language)
        text = render_to_string(template, {**context, "institution": institution})
    subject, body = text.strip().split("\n", 1)
    Letter.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "reply_to": reply_to,
            "subject": " ".join(subject.split())[:300],
            "body": body.strip(),
            "language": language,
            "link_page": link.page if link else "",
            "link_value": link.value if link else "",
            "created_at": now,
            "next_try_at": now,
        },
    )
    jobs.soon(JOB)


def send_due(*, now: datetime) -> int:
    """Send what is due; how many left. No transaction is open while the mail server is spoken to."""
    sent = 0
    for _ in range(AT_ONCE):
        letter = _claim(now)
        if letter is None:
            break
        sent += _send(letter, now)
    return sent


def with_link(page: str) -> QuerySet[Letter]:
    """The letters that end with a link to ``page``."""
    return Letter.objects.filter(link_page=page)


def keys_in(text: str) -> list[str]:
    """The keys of our letters that an In-Reply-To or References header names, in its order."""
    return _MESSAGE_ID.findall(text)


def erase(letters: QuerySet[Letter], *, now: datetime) -> int:
    """Empty letters of what they said and to whom; how many. That they were written stays.

    One that has not left yet never will.
    """
    letters.filter(sent_at=None).update(sent_at=now, last_error="erased")
    return letters.update(to="", reply_to="", subject="", body="")


def language_of(person: User) -> str:
    """The language in which ``person`` is written to."""
    return person.language or settings.LANGUAGE_CODE


def schedule() -> None:
    """Declare the job that sends."""
    jobs.every(1, JOB)


def send() -> int:
    """The job. Harmless when it runs twice, also at the same time."""
    return send_due(now=timezone.now())


def _claim(now: datetime) -> Letter | None:
    """Take the next letter that is due, so that no other process sends it meanwhile."""
    while letter := Letter.objects.filter(sent_at=None, next_try_at__lte=now).first():
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
    Letter.objects.filter(pk=letter.pk).update(sent_at=now, last_error="")
    return True


def _message(letter: Letter) -> EmailMessage:
    body = letter.body
    if letter.link_page:
        body = f"{body}\n\n{Link(letter.link_page, letter.link_value).address(letter.language)}\n"
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<{letter.key}.{letter.created_at:%Y%m%d%H%M%S}@{domain}>",
        "Content-Language": letter.language,
        "Auto-Submitted": "auto-generated",
    }
    reply_to = [letter.reply_to] if letter.reply_to else None
    return EmailMessage(subject=letter.subject, body=body, to=[letter.to], reply_to=reply_to, headers=headers)
