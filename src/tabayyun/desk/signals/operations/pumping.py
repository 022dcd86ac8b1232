"""From collected posts to contents and signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import transaction

from tabayyun.desk.signals.models import Checkpoint
from tabayyun.desk.signals.operations.findings import Findings
from tabayyun.desk.signals.operations.revision import QUEUE, next_revision
from tabayyun.desk.signals.operations.standing import GoneError, Standing, checkpoint, restore
from tabayyun.desk.signals.operations.tally import HOUR, Tally, happened
from tabayyun.desk.watch.queries import PostRow, posts_after
from tabayyun.engine.stream import Finding


@dataclass(frozen=True, slots=True)
class Pumped:
    """What one call did."""

    posts: int = 0
    contents: int = 0
    signals: int = 0


class OvertakenError(RuntimeError):
    """Another process saved the same posts first. Nothing was saved here."""


ATTEMPTS = 5
_lock = Lock()
_held: list[Standing] = []  # the process's standing, once there is one


def pump(*, now: datetime, limit: int = 2000) -> Pumped:
    """Read at most ``limit`` posts after the checkpoint and save what the engine finds in them.

    Findings and checkpoint are saved in one transaction: a process killed at any moment loses and
    doubles nothing. Several processes may pump: of two that read the same posts one saves, the
    other starts again from where that one stopped. Returns zeros when there is nothing to read.
    """
    with _lock:
        for _attempt in range(ATTEMPTS):
            standing = _current(now)
            posts = posts_after(standing.cursor, limit)
            if not posts:
                return Pumped()
            try:
                return _read(standing, posts, now)
            except (OvertakenError, GoneError):
                forget()
            except BaseException:
                forget()
                raise
    raise OvertakenError


def forget() -> None:
    """Drop the engine's state: the next call makes it again from the database."""
    _held.clear()


def _current(now: datetime) -> Standing:
    saved = checkpoint()
    if not _held or not _held[0].belongs_to(saved) or _held[0].is_stale(now):
        _held[:] = [restore(saved, now)]
    return _held[0]


def _read(standing: Standing, posts: Sequence[PostRow], now: datetime) -> Pumped:
    """The engine works before the transaction begins: nobody waits for it with the database locked."""
    standing.learn_claims()
    standing.learn_models()
    standing.learn_threshold()
    findings = standing.feed(posts)
    standing.recall(_known_before(findings))
    found = _tallied(standing, posts, findings)
    with transaction.atomic():
        revision = next_revision(now)
        _advance(standing, posts)
        standing.learn_corrections()
        standing.learn_imagery()
        signals = found.save(revision=revision, now=now)
    standing.cursor, standing.posts = posts[-1].id, standing.posts + len(posts)
    standing.forget_quiet_ones()
    return Pumped(len(posts), len(found.new), signals)


def _known_before(findings: Sequence[Finding]) -> list[str]:
    new = {finding.content for finding in findings if finding.is_new}
    return [finding.content for finding in findings if finding.content not in new]


def _tallied(standing: Standing, posts: Sequence[PostRow], findings: Sequence[Finding]) -> Findings:
    found, tallies = Findings(), standing.tallies
    for post, finding in zip(posts, findings, strict=True):
        if finding.is_new:
            tally = tallies[finding.content] = Tally.of_first(post, finding)
            found.new.append((tally, post, finding))
        else:
            tally = tallies[finding.content]
            tally.add(post)
            found.grown[tally.key] = tally
            tallies.move_to_end(tally.key)
        found.copies.append((tally, post.id, finding.similarity))
        found.traffic[post.source_id, int(happened(post) // HOUR)] += 1
    return found


def _advance(standing: Standing, posts: Sequence[PostRow]) -> None:
    """Move the checkpoint, if it still is where this process thinks it is."""
    moved = Checkpoint.objects.filter(name=QUEUE, post_cursor=standing.cursor, posts=standing.posts).update(
        post_cursor=posts[-1].id, posts=standing.posts + len(posts), problem=standing.problem
    )
    if not moved:
        raise OvertakenError(posts[0].id)
