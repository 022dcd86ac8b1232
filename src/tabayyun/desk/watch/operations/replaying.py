"""A second try for what is in the quarantine, or the end of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from tabayyun.desk.watch.models import QuarantinedLine, Source
from tabayyun.desk.watch.operations.collecting import take_in
from tabayyun.desk.watch.queries import bytes_of, quarantined, reason_in_words, waiting
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.plugins.sources import post_format, table_format
from tabayyun.plugins.sources.base import RawPost, Rejected

AT_ONCE = 500
"""Lines in one transaction, so that a click is answered soon."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many lines became posts, and how many stay."""

    done: int
    left: int


def replay_quarantined(*, line: QuarantinedLine, repair: bool = False, now: datetime, by: User) -> None:
    """Read the line again; it becomes a post. Raises Refused with the reason when it still is none.

    ``repair`` puts U+FFFD for what cannot be stored and leaves out dates and fields that cannot be
    right; what was said is never changed otherwise.
    """
    with transaction.atomic():
        line = _locked(line)
        _replay(line, repair, now)
        audit.record(verb="watch.replayed", subject=line, now=now, actor=by, **_facts(line, repair))


def replay_all(
    *, source: str = "", reason: str = "", repair: bool = False, now: datetime, by: User
) -> Replayed:
    """Try the oldest waiting lines of a source, with a reason, or all: at most `AT_ONCE`."""
    done = 0
    with transaction.atomic():
        lines = list(quarantined(source, reason).order_by("id")[:AT_ONCE])
        for line in lines:
            try:
                _replay(line, repair, now)
            except Refused:
                continue
            done += 1
            audit.record(verb="watch.replayed", subject=line, now=now, actor=by, **_facts(line, repair))
    return Replayed(done, len(lines) - done)


def discard_quarantined(*, line: QuarantinedLine, now: datetime, by: User) -> None:
    """The line will not become a post. Its bytes stay until the retention ends."""
    with transaction.atomic():
        line = _locked(line)
        line.discarded_at = now
        line.save(update_fields=["discarded_at"])
        audit.record(verb="watch.discarded", subject=line, now=now, actor=by, **_facts(line, False))


def discard_all(*, source: str = "", reason: str = "", now: datetime, by: User) -> int:
    """Discard all waiting lines of a source, or with a reason; one audit entry for each source."""
    with transaction.atomic():
        lines = quarantined(source, reason).order_by()
        counts = dict(lines.values_list("source").annotate(Count("id")))
        waiting().filter(pk__in=lines.values("pk")).update(discarded_at=now)
        for place in Source.objects.filter(pk__in=counts):
            facts: dict[str, Any] = {"lines": counts[place.pk], "reason": reason}
            audit.record(verb="watch.discarded_lines", subject=place, now=now, actor=by, **facts)
    return sum(counts.values())


def _locked(line: QuarantinedLine) -> QuarantinedLine:
    found = waiting().select_related("source").select_for_update(of=("self",)).filter(pk=line.pk).first()
    if found is None:
        raise Refused(_("Somebody has already dealt with this line."))
    return found


def _facts(line: QuarantinedLine, repair: bool) -> dict[str, Any]:
    return {"origin": line.origin, "line": line.line_number, "reason": line.reason, "repair": repair}


def _replay(line: QuarantinedLine, repair: bool, now: datetime) -> None:
    found = _read(line, repair)
    if isinstance(found, Rejected):
        raise Refused(reason_in_words(found.reason))
    if repair:
        found = post_format.repaired(found, now)
    wrong = post_format.fault(found, now)
    if wrong is not None:
        raise Refused(reason_in_words(wrong[0]))
    _new, _seen, other_text = take_in(line.source, [replace(found, raw=b"")], now)
    if other_text:
        raise Refused(reason_in_words(other_text[0].reason))
    line.replayed_at = now
    line.save(update_fields=["replayed_at"])


def _read(line: QuarantinedLine, repair: bool) -> RawPost | Rejected:
    raw = bytes_of(line)
    if line.header:
        return table_format.reparse(raw, bytes(line.header), lenient=repair)
    return post_format.parse(raw, lenient=repair)
