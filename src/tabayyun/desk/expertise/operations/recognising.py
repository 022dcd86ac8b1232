"""Fingerprint what arrives, find where it was seen before, and say so."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import Evidence, Examination, MediaMatch, MediaPrint, Preview
from tabayyun.desk.expertise.operations import bank, previews
from tabayyun.desk.expertise.operations.examining import record
from tabayyun.desk.expertise.operations.illustrating import Prepared, prepared
from tabayyun.desk.expertise.operations.tagging import weigh
from tabayyun.desk.signals import operations as signals
from tabayyun.desk.signals.models import Content, Signal
from tabayyun.engine.media.features import features
from tabayyun.kit import audit, vault
from tabayyun.kit.models import User
from tabayyun.plugins.examiners import comparing
from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.previewing import Look

VERSION = "1"
FINDINGS = 3
"""Matches of one piece that become a finding; the others are listed."""
SURE, LIKELY = 0.8, 0.6
log = logging.getLogger(__name__)


def take_in_picture(*, evidence: Evidence, now: datetime) -> list[MediaMatch] | None:
    """Make the preview of a piece, fingerprint it, and record where it was seen before: what is new of that.

    None when it is no picture. Raises `Refused` when it was erased, UnexaminableError when it
    cannot be looked at.
    """
    look = previews.look_at(evidence=evidence, now=now)
    if look is None:
        return None
    with transaction.atomic():
        previews.keep_preview(evidence=evidence, look=look)
    asked = printed(content=evidence.content, evidence=evidence, sha256=evidence.sha256, look=look, now=now)
    matches = recognised(asked=asked, look=look, now=now)
    for match in [one for one in matches if one.examination_id is None][:FINDINGS]:
        say(match, evidence, now)
    return matches


@transaction.atomic
def printed(
    *, content: Content, evidence: Evidence | None, sha256: str, look: Look, now: datetime
) -> MediaPrint:
    """The fingerprint of a picture of ``content``; entered into the desk's bank unless it is there."""
    known = MediaPrint.objects.filter(content=content, evidence=evidence, sha256=sha256).first()
    if known:
        return known
    number = bank.enter(sha256=sha256, grey=look.grey)
    seen = features(look.small)
    made = MediaPrint.objects.create(
        number=number,
        sha256=sha256,
        content=content,
        evidence=evidence,
        seen_at=content.first_posted_at,
        features=seen.tobytes(),
        violence=queries.violence(seen, look.square),
    )
    weigh(content=content, now=now)
    return made


def recognised(*, asked: MediaPrint, look: Look, now: datetime) -> list[MediaMatch]:
    """The new matches of a picture with what was known before, pictures of its own content left out."""
    content = asked.content
    if content is None:
        return []
    mine = MediaPrint.objects.filter(content=content).values_list("number", flat=True)
    own = [number for number in mine if number is not None]
    with transaction.atomic():
        found = [
            match
            for hit in bank.hits(sha256=asked.sha256, grey=look.grey, own=own)
            if (match := _matched(asked, content, hit, now))
        ]
        if found:
            tell(content, now)
    return found


def _matched(asked: MediaPrint, content: Content, hit: bank.Hit, now: datetime) -> MediaMatch | None:
    """The match, when it is new and nobody said that these two are not the same."""
    known = None
    if hit.bank == bank.DESK:
        prints = MediaPrint.objects.filter(number=hit.number).exclude(content=content)
        known = prints.order_by("seen_at", "id").first()
        if known is None:
            return None
    name = str(known.pk) if known else hit.name[:300]
    if (hit.bank, known.sha256 if known else name) in queries.refused_matches(asked):
        return None
    values = {"content": content, "known": known, "by": hit.by, "score": hit.score, "change": hit.change}
    match, new = MediaMatch.objects.get_or_create(
        asked=asked, bank=hit.bank, name=name, defaults={**values, "at": now}
    )
    return match if new else None


def tell(content: Content, now: datetime) -> None:
    """Tell the queue, or take it back: only matches that nobody called wrong count."""
    right = MediaMatch.objects.filter(content=content, wrong_at__isnull=True).select_related("known")
    best = right.first()
    if best is None:
        signals.unmark(content=content, kind=Signal.Kind.KNOWN_MEDIA, now=now)
        return
    seen = [match.known.seen_at for match in right if match.known]
    reason = {"since": min(seen).isoformat()} if seen else {"bank": best.bank}
    signals.mark(content=content, kind=Signal.Kind.KNOWN_MEDIA, score=best.score, reason=reason, now=now)


def say(match: MediaMatch, evidence: Evidence, now: datetime) -> Examination:
    """Record a match as a finding, with both pictures laid over each other where the desk has both."""
    change, pictures = _compared(match, evidence)
    with transaction.atomic():
        if change:
            match.change = change
        examination = record(
            content=evidence.content,
            evidence=evidence,
            method="known_media",
            version=VERSION,
            finding=queries.match_in_words(match),
            confidence=_confidence(match),
            limits=queries.match_limits()["ar"],
            parameters={
                "bank": match.bank,
                "name": match.name,
                "by": match.by,
                "score": round(match.score, 4),
                "change": match.change,
                "limits": queries.match_limits(),
            },
            illustrations=pictures,
            by=None,
            now=now,
        )
        match.examination = examination
        match.save(update_fields=["examination", "change"])
    return examination


def _compared(match: MediaMatch, evidence: Evidence) -> tuple[dict[str, object], Sequence[Prepared]]:
    """What was done to the known picture, and the pictures that show it; nothing when there is only one.

    Nothing of a clip either: the frames it is shown by are two of many.
    """
    if match.asked.number is None:
        return {}, ()
    known = match.known and match.known.evidence_id
    asked = Preview.objects.filter(evidence=evidence, wrapped_key__isnull=False).first()
    other = Preview.objects.filter(evidence=known, wrapped_key__isnull=False).first() if known else None
    if asked is None or other is None:
        return {}, ()
    try:
        found = comparing.compare(previews.shown(asked), previews.shown(other), queries.comparison_captions())
        return found.change, prepared(found.illustrations)
    except (UnexaminableError, vault.VaultError) as error:
        log.warning("match %s could not be shown: %s", match.pk, error)
        return {}, ()


def _confidence(match: MediaMatch) -> str:
    if match.by == "bytes" or match.score >= SURE:
        return Examination.Confidence.HIGH
    return Examination.Confidence.MEDIUM if match.score >= LIKELY else Examination.Confidence.LOW


@transaction.atomic
def judge_match(*, match: MediaMatch, wrong: bool, by: User, now: datetime) -> None:
    """Say that two pictures are not the same, or take that back. The same pair is not matched again."""
    match.wrong_at, match.wrong_by = (now, by) if wrong else (None, None)
    match.save(update_fields=["wrong_at", "wrong_by"])
    tell(match.content, now)
    audit.record(
        verb="expertise.match_judged", subject=match.content, actor=by, now=now, match=match.pk, wrong=wrong
    )
