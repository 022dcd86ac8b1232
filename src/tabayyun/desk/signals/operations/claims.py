"""Known claims: what was already answered, by this desk or by others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from tabayyun.desk.signals.models import KnownClaim
from tabayyun.desk.signals.operations.reviews import Malformed, Review
from tabayyun.desk.signals.operations.revision import next_revision

TOGETHER = 500


@dataclass(slots=True)
class Imported:
    """What an import did. ``malformed`` entries were left out, each with its place and reason."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    malformed: list[Malformed] = field(default_factory=list)


@transaction.atomic
def add_claim(
    *,
    external_id: str,
    origin: str,
    text: str,
    title: str = "",
    lang: str = "",
    verdict: str = "",
    url: str = "",
    reference: str = "",
    publisher: str = "",
    rating: str = "",
    reviewed_at: datetime | None = None,
    now: datetime,
) -> KnownClaim:
    """Add a claim, or bring the one with ``external_id`` up to date. Running engines take it in at once."""
    values = {
        "origin": origin,
        "text": text,
        "title": title,
        "lang": lang,
        "verdict": verdict,
        "url": url,
        "reference": reference,
        "publisher": publisher,
        "rating": rating,
        "reviewed_at": reviewed_at,
        "withdrawn_at": None,
        "revision": next_revision(now),
    }
    claim, _made = KnownClaim.objects.update_or_create(
        external_id=external_id, defaults=values, create_defaults={**values, "added_at": now}
    )
    return claim


@transaction.atomic
def withdraw_claim(*, external_id: str, now: datetime) -> None:
    """From now on the claim matches nothing; contents that it answered stay as they are."""
    standing = KnownClaim.objects.filter(external_id=external_id, withdrawn_at=None)
    standing.update(withdrawn_at=now, revision=next_revision(now))


def import_reviews(*, reviews: Iterable[Review | Malformed], now: datetime) -> Imported:
    """Save what a feed says. The same feed again changes nothing; a later review replaces the earlier."""
    done = Imported()
    stream = iter(reviews)
    while together := list(islice(stream, TOGETHER)):
        good = {entry.external_id: entry for entry in together if isinstance(entry, Review)}
        done.malformed += [entry for entry in together if isinstance(entry, Malformed)]
        _save(good, done, now)
    return done


@transaction.atomic
def _save(reviews: dict[str, Review], done: Imported, now: datetime) -> None:
    known = {claim.external_id: claim for claim in KnownClaim.objects.filter(external_id__in=reviews)}
    revision = next_revision(now)
    fresh = [
        KnownClaim(origin=KnownClaim.Origin.FEED, added_at=now, revision=revision, **review.values())
        for key, review in reviews.items()
        if key not in known
    ]
    KnownClaim.objects.bulk_create(fresh)
    done.added += len(fresh)
    for key, claim in known.items():
        _bring_up_to_date(claim, reviews[key].values(), revision, done)


def _bring_up_to_date(claim: KnownClaim, values: dict[str, Any], revision: int, done: Imported) -> None:
    if claim.origin != KnownClaim.Origin.FEED or all(getattr(claim, k) == v for k, v in values.items()):
        done.unchanged += 1
        return
    claim.revision = revision
    for name, value in values.items():
        setattr(claim, name, value)
    claim.save(update_fields=["revision", *values])
    done.changed += 1
