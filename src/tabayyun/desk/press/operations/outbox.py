"""The outbox: one row for each text and channel, written with the publication, sent by a job.

At least once: a delivery is tried until there is a receipt. A worker that dies between the
channel's yes and our receipt leads to a second try with the same key, which the channel shows once.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tabayyun.desk.press.models import Publication, StatementText
from tabayyun.kit import audit, plugins
from tabayyun.kit.errors import Refused
from tabayyun.kit.jobs import soon
from tabayyun.kit.models import User
from tabayyun.plugins.channels.base import Message, Receipt

CHANNELS = ("website", "feed")
LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 12  # with the waits below: half a day
AT_ONCE = 50
State = Publication.State
logger = logging.getLogger(__name__)


def queue(text: StatementText, now: datetime) -> None:
    """Owe ``text`` to every channel. Runs in the transaction that publishes it."""
    Publication.objects.bulk_create(
        [Publication(text=text, channel=channel, next_try_at=now) for channel in CHANNELS]
    )
    soon("tabayyun.desk.press.jobs.deliver")
    soon("tabayyun.desk.press.jobs.stamp")


def deliver_due(*, now: datetime) -> int:
    """Deliver what is due; how many got through. Never raises for one that does not."""
    _drop_superseded()
    due = Publication.objects.filter(state=State.QUEUED, next_try_at__lte=now).order_by("next_try_at", "id")
    return sum(_deliver(publication, now) for publication in due.select_related("text__statement")[:AT_ONCE])


@transaction.atomic
def retry(*, publication: Publication, by: User, now: datetime) -> None:
    """Try a delivery that was given up once more. Raises `Refused` when it was not."""
    again = Publication.objects.filter(
        pk=publication.pk, state=State.FAILED, text__state=StatementText.State.PUBLISHED
    ).update(state=State.QUEUED, attempts=0, next_try_at=now)
    if not again:
        raise Refused(_("Only a failed delivery of a published text can be tried again."))
    audit.record(verb="press.delivery_retried", subject=publication, now=now, actor=by)
    soon("tabayyun.desk.press.jobs.deliver")


def message(publication: Publication) -> Message:
    """What the channel is given. Its key is the same at every try."""
    text = publication.text
    if text.published_at is None:
        raise ValueError(f"publication {publication.pk} of an unpublished text")
    return Message(
        key=f"{text.statement.reference}/{text.lang}/{text.version}/{publication.channel}",
        lang=text.lang,
        title=text.title,
        body=text.body,
        link=text.link,
        published_at=text.published_at,
    )


def wait_after(attempts: int) -> timedelta:
    """1, 2, 4 … minutes, an hour at the most."""
    return min(timedelta(minutes=2 ** max(attempts - 1, 0)), LONGEST_WAIT)


def _drop_superseded() -> None:
    """What was corrected or withdrawn before it left does not leave any more."""
    late = Publication.objects.filter(state=State.QUEUED).exclude(text__state=StatementText.State.PUBLISHED)
    late.update(state=State.FAILED, last_error="superseded")


def _deliver(publication: Publication, now: datetime) -> bool:
    if not _take(publication, now):
        return False
    try:
        plugin = plugins.load("channels", publication.channel)
        receipt = plugin.deliver(message(publication))
    except Exception as error:  # a plugin is somebody else's code: none may hold up the others
        _put_off(publication, error, now)
        return False
    _receive(publication, receipt, now)
    return True


def _take(publication: Publication, now: datetime) -> bool:
    """Only one worker at a time; one that dies frees the row when its lease ends."""
    mine = Publication.objects.filter(
        pk=publication.pk, state=State.QUEUED, next_try_at=publication.next_try_at
    )
    publication.attempts += 1
    return bool(mine.update(next_try_at=now + LEASE, attempts=F("attempts") + 1))


def _put_off(publication: Publication, error: Exception, now: datetime) -> None:
    logger.warning("%s not delivered: %s", publication, error)
    given_up = publication.attempts >= MOST_ATTEMPTS
    Publication.objects.filter(pk=publication.pk, state=State.QUEUED).update(
        state=State.FAILED if given_up else State.QUEUED,
        next_try_at=now + wait_after(publication.attempts),
        last_error=f"{type(error).__name__}: {error}",
    )


@transaction.atomic
def _receive(publication: Publication, receipt: Receipt, now: datetime) -> None:
    received = (
        Publication.objects.filter(pk=publication.pk)
        .exclude(state=State.SENT)
        .update(state=State.SENT, remote_id=receipt.remote_id, link=receipt.link, sent_at=now, last_error="")
    )
    if received:
        audit.record(
            verb="press.delivered",
            subject=publication,
            now=now,
            label="outbox",
            channel=publication.channel,
            link=receipt.link,
        )
