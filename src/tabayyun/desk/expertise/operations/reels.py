"""What arrives: a picture, or a clip or sound that is found in the banks and entered into the desk's own."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import Evidence, MediaMatch, MediaPrint
from tabayyun.desk.expertise.operations import bank, previews
from tabayyun.desk.expertise.operations.evidence import opened
from tabayyun.desk.expertise.operations.recognising import say, take_in_picture, tell
from tabayyun.plugins.examiners import posters
from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.media.bank import Match

SHOWN = 3
"""Known media that become a finding."""
log = logging.getLogger(__name__)


def take_in(*, evidence: Evidence, now: datetime) -> list[MediaMatch]:
    """Fingerprint what arrived, whatever kind it is, and record where it was before; the new matches.

    Raises `Refused` when it was erased, UnexaminableError or UndecodableError when it cannot be looked at.
    """
    found = take_in_picture(evidence=evidence, now=now)
    if found is None and queries.kinds_of_name(evidence.name) in {"clip", "sound"}:
        return take_in_reel(evidence=evidence, now=now)
    return found or []


def take_in_reel(*, evidence: Evidence, now: datetime) -> list[MediaMatch]:
    """Find a clip or sound in every bank, and enter it; show a clip by one of its frames. The new matches.

    Raises `Refused` when it was erased, UndecodableError when it is neither or cannot be read.
    """
    if MediaPrint.objects.filter(evidence=evidence).exists():
        return []
    with opened(evidence=evidence, by=None, purpose="preview and fingerprint", now=now) as path:
        _keep_poster(evidence, path)
        found = bank.reel_hits(path)
        bank.enter_reel(path, evidence.sha256)
    return _kept(evidence, found, now)


def _keep_poster(evidence: Evidence, path: Path) -> None:
    """A clip that cannot be shown is looked up in the banks all the same."""
    try:
        look = posters.poster(path)
    except UnexaminableError as error:
        log.info("evidence %s is not shown: %s", evidence.sha256, error)
        return
    if look:
        with transaction.atomic():
            previews.keep_preview(evidence=evidence, look=look)


@transaction.atomic
def _kept(evidence: Evidence, found: list[tuple[str, Match]], now: datetime) -> list[MediaMatch]:
    content = evidence.content
    asked = MediaPrint.objects.create(
        sha256=evidence.sha256, content=content, evidence=evidence, seen_at=content.first_posted_at
    )
    matches = [match for name, one in found if (match := _matched(asked, name, one, now))]
    for match in matches[:SHOWN]:
        say(match, evidence, now)
    if matches:
        tell(content, now)
    return matches


def _matched(asked: MediaPrint, name: str, one: Match, now: datetime) -> MediaMatch | None:
    """The match, unless it is with its own content, was there already, or is called wrong."""
    known = None
    if name == bank.DESK:
        prints = MediaPrint.objects.filter(sha256=one.sha256).exclude(content=asked.content)
        known = prints.order_by("seen_at", "id").first()
        if known is None:
            return None
    shown = str(known.pk) if known else one.name[:300]
    if (name, known.sha256 if known else shown) in queries.refused_matches(asked):
        return None
    change = (one.change.as_dict() if one.change else {}) | {"time_range": one.time_range()}
    values = {"content": asked.content, "known": known, "by": one.by, "score": one.score, "change": change}
    match, new = MediaMatch.objects.get_or_create(
        asked=asked, bank=name, name=shown, defaults={**values, "at": now}
    )
    return match if new else None
