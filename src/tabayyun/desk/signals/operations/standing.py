"""Where the engine stands: its state, the post it has read up to, and the contents it hears of often.

Lives in the process. Everything in it can be made again from the database.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max

from tabayyun.desk.signals.models import (
    Checkpoint,
    Content,
    Copy,
    Fingerprint,
    KnownClaim,
    MatchDecision,
    Signal,
)
from tabayyun.desk.signals.operations.revision import QUEUE
from tabayyun.desk.signals.operations.tally import Tally, happened
from tabayyun.desk.signals.queries.claims import (
    as_engine_claims,
    claim_index,
    encoder_problem,
    recipe,
    saved_index,
)
from tabayyun.desk.signals.queries.matching import folded, refused, threshold
from tabayyun.desk.signals.queries.models_in_use import in_use, version
from tabayyun.desk.watch.queries import PostRow
from tabayyun.engine import stream
from tabayyun.engine.claims import ClaimIndex
from tabayyun.engine.stream import Finding, Item, Restored
from tabayyun.engine.triage import Triage
from tabayyun.kit import arrays
from tabayyun.kit.claims_beside import with_help

log = logging.getLogger(__name__)

KEPT = 20_000
"""Tallies kept in memory; the others are read again when a copy comes."""
IDS_AT_ONCE = 500


class GoneError(LookupError):
    """The engine knows a content that is no longer in the database: its state has to be made again."""


@dataclass(slots=True)
class Standing:
    """The engine's state with the checkpoint it belongs to."""

    database: str
    cursor: int
    posts: int
    state: stream.State
    claims_revision: int
    corrections_revision: int
    problem: str
    """Why claims are matched by their words alone; empty when that is not so, or is meant."""
    made_at: datetime
    models: tuple[tuple[int, datetime | None], ...]
    """Which trained models the state scores with."""
    tallies: OrderedDict[str, Tally] = field(default_factory=OrderedDict)
    signal: int = 0
    """The latest that was taken in. What is not at hand in `tallies` is read with its severity."""

    def belongs_to(self, checkpoint: Checkpoint) -> bool:
        """False when another process, or another database, has gone on from elsewhere."""
        return (self.database, self.cursor, self.posts) == (
            str(connection.settings_dict["NAME"]),
            checkpoint.post_cursor,
            checkpoint.posts,
        )

    def is_stale(self, now: datetime) -> bool:
        """True once a day: the engine forgets by number, what is too old is left out when it is restored."""
        return now - self.made_at > timedelta(days=1)

    def learn_models(self) -> None:
        """Score with the models that were chosen since the last time."""
        latest = version()
        if latest != self.models:
            self.state = stream.with_models(self.state, in_use().values())
            self.models = latest

    def learn_claims(self) -> None:
        """Take in the claims that were added, changed or withdrawn since the last time."""
        changed = KnownClaim.objects.filter(revision__gt=self.claims_revision)
        latest = changed.aggregate(latest=Max("revision"))["latest"]
        if latest is None:
            return
        added = as_engine_claims(changed.filter(withdrawn_at=None, revision__lte=latest))
        withdrawn = changed.exclude(withdrawn_at=None).values_list("id", flat=True)
        self.state = stream.with_claims(self.state, added, list(withdrawn))
        self.claims_revision = latest

    def learn_threshold(self) -> None:
        """Find claims repeated from the probability on that is in force now."""
        self.state = stream.with_threshold(self.state, threshold())

    def learn_corrections(self) -> None:
        """Take in what people said of matches since the last time, before those tallies are saved."""
        changed = MatchDecision.objects.filter(revision__gt=self.corrections_revision)
        rows = changed.values_list("revision", "content__key", "content__claim_score")
        for revision, key, score in rows.order_by("revision"):
            self.corrections_revision = revision
            if key in self.tallies:
                self.tallies[key].claim_score = score

    def learn_imagery(self) -> None:
        """Take in which contents people, or a model, found violent to see since the last time."""
        latest = Signal.objects.aggregate(latest=Max("pk"))["latest"] or 0
        marked = Signal.objects.filter(pk__gt=self.signal, pk__lte=latest, kind=Signal.Kind.IMAGERY)
        for key, severity in marked.values_list("content__key", "content__severity"):
            if key in self.tallies:
                self.tallies[key].severity = severity
        self.signal = latest

    def feed(self, posts: Sequence[PostRow]) -> list[Finding]:
        """What the engine finds in ``posts``, one finding a post."""
        items = [
            Item(post.id, f"{post.source}:{post.external_id}", post.text, happened(post), post.lang)
            for post in posts
        ]
        self.state, findings = stream.feed(self.state, items)
        return _uncorrected(findings, posts)

    def recall(self, keys: Iterable[str]) -> None:
        """Have the tallies of ``keys`` at hand. Raises GoneError."""
        missing = list(dict.fromkeys(key for key in keys if key not in self.tallies))
        for start in range(0, len(missing), IDS_AT_ONCE):
            wanted = missing[start : start + IDS_AT_ONCE]
            found = tallies(wanted)
            if len(found) < len(wanted):
                raise GoneError(next(key for key in wanted if key not in found))
            self.tallies.update(found)

    def forget_quiet_ones(self) -> None:
        """Keep the tallies that were used last."""
        while len(self.tallies) > KEPT:
            self.tallies.popitem(last=False)


def restore(checkpoint: Checkpoint, now: datetime) -> Standing:
    """The standing that ``checkpoint`` was saved with, from the fingerprints of the window."""
    revision = KnownClaim.objects.aggregate(latest=Max("revision"))["latest"] or 0
    corrections = MatchDecision.objects.aggregate(latest=Max("revision"))["latest"] or 0
    index = claim_index()
    problem = encoder_problem()
    _keep(index, problem)
    models = version()
    state = stream.new_state(
        with_help(index, recipe()),
        window=settings.CONTENT_WINDOW_SIZE,
        restored=_window(),
        triage=Triage(in_use().values()),
    )
    name = str(connection.settings_dict["NAME"])
    return Standing(
        *(name, checkpoint.post_cursor, checkpoint.posts, state, revision, corrections, problem),
        made_at=now,
        models=models,
        signal=Signal.objects.aggregate(latest=Max("pk"))["latest"] or 0,
    )


def _uncorrected(findings: list[Finding], posts: Sequence[PostRow]) -> list[Finding]:
    """``findings`` without the matches that a person refused for the same text, long ago perhaps."""
    matched = {finding.claim.claim_id for finding in findings if finding.claim}
    wrong = refused(matched)
    return [
        replace(finding, claim=None)
        if finding.claim and (finding.claim.claim_id, folded(post.text)) in wrong
        else finding
        for finding, post in zip(findings, posts, strict=True)
    ]


def _keep(index: ClaimIndex, problem: str) -> None:
    """Save what is costly of ``index`` for the next start, unless it came from there."""
    if problem:
        log.warning("claims are matched by their words alone: %s", problem)
    try:
        if not index.is_as_saved(arrays.read(saved_index())):
            arrays.save(saved_index(), index.saved())
    except (OSError, ValueError, KeyError) as error:
        log.warning("the index of claims could not be saved: %s", error)


def checkpoint() -> Checkpoint:
    """The stored checkpoint."""
    return Checkpoint.objects.filter(name=QUEUE).first() or Checkpoint(name=QUEUE)


def _window() -> Iterator[Restored]:
    """The contents of the window in the order in which they came, read as they are needed."""
    latest = Fingerprint.objects.aggregate(latest=Max("at"))["latest"]
    if latest is None:
        return
    since = latest - timedelta(days=settings.CONTENT_WINDOW_DAYS)
    rows = Fingerprint.objects.filter(at__gte=since)
    before = rows.order_by("-content_id").values_list("content_id", flat=True)[settings.CONTENT_WINDOW_SIZE :]
    too_old = before.first()
    if too_old is not None:
        rows = rows.filter(content_id__gt=too_old)
    names = ("content__key", "data", "content__first_posted_at")
    for key, data, at in rows.order_by("content_id").values_list(*names).iterator():
        yield Restored(key, bytes(data), at.timestamp())


def tallies(keys: Sequence[str]) -> dict[str, Tally]:
    """Key → the running figures of a content, as they are saved."""
    names = (
        *("key", "first_posted_at", "last_posted_at", "copies", "shares", "rate", "severity"),
        *("claim_score", "pulse", "id", "rank", "priority"),
    )
    found = {row["key"]: row for row in Content.objects.filter(key__in=keys).values(*names)}
    ids = [row["id"] for row in found.values()]
    sources = _grouped(Copy.objects.filter(content__in=ids).values_list("content_id", "post__source_id"))
    kinds = _grouped(Signal.objects.filter(content__in=ids).values_list("content_id", "kind"))
    latest = dict(
        Copy.objects.filter(content__in=ids)
        .values_list("content_id")
        .annotate(Max("post__collected_at"))
        .order_by()
    )
    return {
        key: Tally(
            key=key,
            first_at=row["first_posted_at"].timestamp(),
            last_at=row["last_posted_at"].timestamp(),
            collected_at=latest.get(row["id"], row["last_posted_at"]).timestamp(),
            copies=row["copies"],
            shares=row["shares"],
            sources=sources.get(row["id"], set()),
            rate=row["rate"],
            severity=row["severity"],
            claim_score=row["claim_score"],
            pulse=row["pulse"],
            id=row["id"],
            kinds=kinds.get(row["id"], set()),
        )
        for key, row in found.items()
    }


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, set[Any]]:
    groups: dict[int, set[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, set()).add(value)
    return groups
