"""Reading the accounts from their platforms: once a day each, later again after an error."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tabayyun.desk.audience.models import Account, Reading
from tabayyun.desk.audience.operations.accounts import HEALTHY
from tabayyun.desk.audience.operations.recording import record
from tabayyun.desk.audience.queries.tokens import token
from tabayyun.kit.errors import Refused
from tabayyun.kit.plugins import UnknownPluginError, load
from tabayyun.plugins.readers.base import Measured, ReaderError
from tabayyun.plugins.sources.base import OptionError

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(hours=12)
"""After the first error, and at the most, unless the platform asks for more."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """How a round went, in accounts."""

    read: int
    failed: int


def read_due(*, now: datetime) -> Read:
    """Read every account that was not read today and does not wait after an error."""
    read = failed = 0
    for account in _due(now):
        if read_account(account=account, now=now):
            read += 1
        else:
            failed += 1
    return Read(read, failed)


def read_account(*, account: Account, now: datetime) -> bool:
    """Ask the platform, and note what it says; whether it said it.

    Doing it twice on a day notes nothing twice. An error is noted with the time of the next try. A process
    that dies while the platform keeps it waiting begins with another account the next time.
    """
    Account.objects.filter(pk=account.pk).update(retry_at=now + FIRST_WAIT)
    try:
        plugin = load("readers", account.reader)
        options = plugin.parse(account.options)
        measured: list[Measured] = plugin.read(options, token(account), timezone.localdate(now))
        _note(account, measured, now)
    except (ReaderError, UnknownPluginError, OptionError, Refused) as error:
        _failed(account, error, now)
        return False
    return True


@transaction.atomic
def _note(account: Account, measured: list[Measured], now: datetime) -> None:
    for one in measured:
        if account.opened_on is None or one.day >= account.opened_on:
            record(
                account=account,
                day=one.day,
                figures=one.figures,
                origin=Reading.Origin.READER,
                source=account.reader,
                now=now,
            )
    Account.objects.filter(pk=account.pk).update(read_at=now, **HEALTHY)


def _due(now: datetime) -> list[Account]:
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    due = Account.objects.filter(Q(read_at=None) | Q(read_at__lt=today), active=True).exclude(reader="")
    return list(due.filter(Q(retry_at=None) | Q(retry_at__lte=now)).order_by("pk"))


def _failed(account: Account, error: Exception, now: datetime) -> None:
    """Twice the wait after each error; never earlier than the platform asks."""
    errors = account.errors_in_a_row + 1
    wait = min(FIRST_WAIT * 2 ** min(errors - 1, 10), LONGEST_WAIT)
    asked = getattr(error, "retry_after", None)
    if asked is not None:
        wait = max(wait, timedelta(seconds=min(asked, 86_400.0)))
    Account.objects.filter(pk=account.pk).update(
        errors_in_a_row=errors, last_error=str(error)[:2000], retry_at=now + wait
    )
    logger.warning(
        "account %s (%s) could not be read: %s", account.pk, account.platform, type(error).__name__
    )
