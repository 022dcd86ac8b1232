"""Saving what the engine found, in plain rows.

Model instances take five to ten times as long, and this runs for every post: 2,000 a second.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from tabayyun.desk.signals.models import Content, Copy, Fingerprint, Signal, Traffic
from tabayyun.desk.signals.operations.tally import HOUR, Tally
from tabayyun.desk.signals.queries.matching import folded
from tabayyun.desk.watch.queries import PostRow
from tabayyun.engine.stream import Finding

SIGNIFICANT = 0.5
"""A score from which it is a signal."""
KINDS = {
    "violent_event": Signal.Kind.VIOLENCE.value,
    "threat": Signal.Kind.THREAT.value,
    "rumour": Signal.Kind.RUMOUR.value,
}
"""The engine says what it read in a text, the desk what a person should look at.

Offence is no signal, and sober news that could be checked is none by itself.
"""

NEW = (
    *("id", "key", "first_post_id", "text", "folded", "lang", "first_posted_at", "last_posted_at"),
    *("detected_at", "copies", "shares", "sources", "rate", "severity", "spread", "novelty", "priority"),
    *("rank", "pulse", "scores", "known_claim_id", "claim_score", "claim_reason", "state"),
    *("dismissed_reason", "revision"),
)
GROWN = (
    *("first_posted_at", "last_posted_at", "copies", "shares", "sources", "rate", "spread", "novelty"),
    *("priority", "rank", "pulse", "revision"),
)


@dataclass(slots=True)
class Findings:
    """What one batch of posts changes."""

    new: list[tuple[Tally, PostRow, Finding]] = field(default_factory=list)
    grown: dict[str, Tally] = field(default_factory=dict)
    copies: list[tuple[Tally, int, float]] = field(default_factory=list)
    traffic: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Source and hour since the epoch → posts."""

    def save(self, *, revision: int, now: datetime) -> int:
        """Write it all, inside the caller's transaction; how many signals there were."""
        at = _moment(now)
        for (tally, _post, _finding), pk in zip(self.new, _ids(len(self.new)), strict=True):
            tally.id = pk
        fresh = {tally.key for tally, _post, _finding in self.new}
        _insert(Content, NEW, [_new_row(*found, revision, at) for found in self.new])
        _update([_grown_row(tally, revision) for key, tally in self.grown.items() if key not in fresh])
        _insert(
            Copy,
            ("content_id", "post_id", "similarity"),
            [(tally.id, post, similarity) for tally, post, similarity in self.copies],
        )
        _insert(
            Fingerprint,
            ("content_id", "data", "at"),
            [(tally.id, finding.fingerprint, _time(tally.collected_at)) for tally, _p, finding in self.new],
        )
        _add_traffic(self.traffic)
        return self._save_signals(now)

    def _save_signals(self, now: datetime) -> int:
        at = _moment(now)
        rows = [(t.id, *signal, at) for t, _post, finding in self.new for signal in _signals(t, finding)]
        for tally in self.grown.values():
            if tally.spreading is not None:
                score, reason = tally.spreading
                rows.append((tally.id, "spread", score, _json(reason), at))
                tally.kinds.add("spread")
                tally.spreading = None
        _insert(Signal, ("content_id", "kind", "score", "reason", "at"), rows)
        return len(rows)


def _signals(tally: Tally, finding: Finding) -> list[tuple[str, float, str]]:
    """Kind, score and reason of what the first post alone tells."""
    found = [
        (KINDS[name], score.value, _json({"words": score.words}))
        for name, score in (finding.scores or {}).items()
        if name in KINDS and score.value >= SIGNIFICANT
    ]
    if claim := finding.claim:
        reason = {"claim": claim.claim_id, "shared": claim.shared, "conflicts": claim.conflicts}
        found.append((Signal.Kind.KNOWN_CLAIM.value, claim.score, _json(reason)))
    tally.kinds.update(kind for kind, _score, _reason in found)
    return found


def _new_row(tally: Tally, post: PostRow, finding: Finding, revision: int, at: Any) -> tuple[Any, ...]:
    claim = finding.claim
    scores = {n: {"value": s.value, "words": s.words} for n, s in (finding.scores or {}).items()}
    matched = _json({"shared": claim.shared, "conflicts": claim.conflicts}) if claim else "{}"
    spread, novelty, priority, rank = tally.figures()
    return (
        *(tally.id, tally.key, post.id, post.text, folded(post.text), finding.lang),
        *(_time(tally.first_at), _time(tally.last_at), at, tally.copies, tally.shares),
        *(len(tally.sources), tally.rate, tally.severity, spread, novelty, priority, rank),
        *(_json(tally.pulse), _json(scores), claim.claim_id if claim else None, tally.claim_score),
        *(matched, "open", "", revision),
    )


def _grown_row(tally: Tally, revision: int) -> tuple[Any, ...]:
    return (
        *(_time(tally.first_at), _time(tally.last_at), tally.copies, tally.shares, len(tally.sources)),
        *(tally.rate, *tally.figures(), _json(tally.pulse), revision, tally.id),
    )


def _add_traffic(traffic: Counter[tuple[int, int]]) -> None:
    table = Traffic._meta.db_table
    _many(
        f'INSERT INTO "{table}" ("source_id", "hour", "posts") VALUES (%s, %s, %s) '  # noqa: S608
        f'ON CONFLICT ("source_id", "hour") DO UPDATE SET "posts" = "{table}"."posts" + excluded."posts"',
        [(source, _time(hour * HOUR), posts) for (source, hour), posts in sorted(traffic.items())],
    )


def _ids(count: int) -> list[int]:
    """Ids for new contents: rows that refer to them are written in the same breath."""
    if not count:
        return []
    table = Content._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        # The transaction holds SQLite's write lock, so nobody else takes these; ids are never given twice.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return list(range(first, first + count))


def _insert(model: type[Any], columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    _many(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})', rows)  # noqa: S608


def _update(rows: list[tuple[Any, ...]]) -> None:
    changes = ", ".join(f'"{name}" = %s' for name in GROWN)
    _many(f'UPDATE "{Content._meta.db_table}" SET {changes} WHERE "id" = %s', rows)  # noqa: S608


def _many(statement: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


@lru_cache(maxsize=4096)  # most posts of a batch were collected, and many posted, in the same second
def _time(seconds: float) -> Any:
    return _moment(datetime.fromtimestamp(seconds, UTC))


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at.astimezone(UTC))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
