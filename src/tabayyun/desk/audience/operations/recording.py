"""Taking a reading in: each day of an account once, and every correction in sight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.audience.models import FIGURES, Account, Reading
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User

LARGEST = 10**15
"""No account has that many of anything; the database would take nine times more."""


class Recorded(StrEnum):
    """What became of a reading."""

    NEW = "new"
    KNOWN = "known"
    COMPLETED = "completed"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The reading that stands now, and what was done for it."""

    reading: Reading
    recorded: Recorded


@transaction.atomic
def record(
    *,
    account: Account,
    day: date,
    figures: Mapping[str, int | None],
    origin: str,
    source: str = "",
    correction: str = "",
    by: User | None = None,
    now: datetime,
) -> Outcome:
    """Note ``figures`` (name of `models.FIGURES` → number, None where nothing was measured) of one day.

    The same figures again change nothing. Figures that were missing complete the day; other figures
    correct it, which somebody who types them has to explain. Either makes a new version, and the one
    before stays. Raises `Refused`.
    """
    measured = {name: value for name, value in figures.items() if value is not None}
    _refuse_impossible(account, day, measured, now)
    serialise(f"account {account.pk}")
    before = Reading.objects.filter(account=account, day=day, superseded_at=None).first()
    changed = {
        name: value for name, value in measured.items() if before is None or before.figures.get(name) != value
    }
    if before is not None and not changed:
        return Outcome(before, Recorded.KNOWN)
    became = _what_it_is(before, changed)
    if became == Recorded.CORRECTED and origin == Reading.Origin.HAND and not correction.strip():
        raise Refused(_("This day has other figures already: say why you correct them."))
    reading = Reading(
        account=account,
        day=day,
        version=_next_version(account, day),
        origin=origin,
        source=source[:200],
        correction=correction.strip() if became == Recorded.CORRECTED else "",
        taken_at=now,
        taken_by=by,
        **((before.figures if before else {}) | measured),
    )
    return _kept(reading, became, by, now)


@transaction.atomic
def restore(
    *,
    account: Account,
    day: date,
    figures: Mapping[str, int | None],
    source: str,
    by: User | None,
    now: datetime,
) -> None:
    """Let exactly ``figures`` stand for a day, as a further version; nothing stands without any.

    An import or its undoing says which: the version before stays, and shows what was there.
    """
    serialise(f"account {account.pk}")
    measured = {name: value for name, value in figures.items() if value is not None}
    before = Reading.objects.filter(account=account, day=day, superseded_at=None).first()
    if before is not None and before.figures == measured:
        return
    if measured:
        reading = Reading(account=account, day=day, version=_next_version(account, day), **measured)
        reading.origin, reading.source = Reading.Origin.EXPORT, source[:200]
        reading.taken_at, reading.taken_by = now, by
        _kept(reading, Recorded.CORRECTED if before else Recorded.NEW, by, now)
    elif before is not None:
        Reading.objects.filter(pk=before.pk).update(superseded_at=now)
        audit.record(
            verb="audience.reading_withdrawn",
            subject=account,
            now=now,
            actor=by,
            label="imports",
            day=day.isoformat(),
            version=before.version,
        )


def _next_version(account: Account, day: date) -> int:
    versions = Reading.objects.filter(account=account, day=day)
    return (versions.aggregate(last=Max("version"))["last"] or 0) + 1


def _what_it_is(before: Reading | None, changed: Mapping[str, int]) -> Recorded:
    if before is None:
        return Recorded.NEW
    return Recorded.CORRECTED if set(changed) & set(before.figures) else Recorded.COMPLETED


def _kept(reading: Reading, became: Recorded, by: User | None, now: datetime) -> Outcome:
    Reading.objects.filter(account=reading.account, day=reading.day, superseded_at=None).update(
        superseded_at=now
    )
    reading.save(force_insert=True)
    audit.record(
        verb=f"audience.reading_{became}",
        subject=reading.account,
        now=now,
        actor=by,
        label="readings",
        day=reading.day.isoformat(),
        version=reading.version,
        figures=reading.figures,
        origin=reading.origin,
        correction=reading.correction,
    )
    return Outcome(reading, became)


def _refuse_impossible(account: Account, day: date, measured: Mapping[str, int], now: datetime) -> None:
    if not measured:
        raise Refused(_("Give at least one figure."))
    if unknown := set(measured) - set(FIGURES):
        raise Refused(_("There is no figure called %(name)s.") % {"name": sorted(unknown)[0]})
    if any(not 0 <= value <= LARGEST for value in measured.values()):
        raise Refused(_("A figure is a whole number from 0 on."))
    if day > timezone.localdate(now):
        raise Refused(_("This day has not come yet."))
    if account.opened_on and day < account.opened_on:
        raise Refused(_("The account was not open yet on this day."))
