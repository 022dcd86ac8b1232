"""Everything that the page of one content at the bench shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from tabayyun.desk.expertise.models import (
    Evidence,
    Examination,
    Illustration,
    MediaMatch,
    MediaTag,
    Preview,
)
from tabayyun.desk.expertise.models import Seen as Vocabulary
from tabayyun.desk.expertise.queries.checklist import KINDS, Line, checklist, kinds_of, kinds_of_name
from tabayyun.desk.expertise.queries.evidence import evidence_of
from tabayyun.desk.expertise.queries.examinations import of
from tabayyun.desk.expertise.queries.imagery import is_violent, measured_error
from tabayyun.desk.expertise.queries.media import change_in_words, in_time, matches_of, quotable
from tabayyun.desk.expertise.queries.pictures import Looked, looked, revealed
from tabayyun.desk.signals.models import Content
from tabayyun.kit.models import User
from tabayyun.plugins.examiners import posters

POSTER = "contact-sheet"
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as it is looked at."""

    evidence: Evidence
    kind: str
    preview: Preview | None
    poster: Illustration | None
    """Of a clip: its contact sheet, when an examiner made one."""
    shown: bool
    tag: MediaTag | None
    violence: float | None
    lacks_program: bool
    """It is a clip that is not shown because ffmpeg is not installed."""
    violent: bool
    """By what people saw, else by what the model says."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A match, with what was done in words, and its pictures by name."""

    match: MediaMatch
    done: list[str]
    where: str
    """In time, of a clip or sound."""
    pictures: dict[str, Illustration]
    shown: bool


@dataclass(frozen=True, slots=True)
class Bench:
    """The page."""

    content: Content
    kinds: list[Any]
    pieces: list[Piece]
    seen: list[Seen]
    findings: list[Examination]
    refuted: frozenset[int]
    """Examinations on a match that a person called wrong."""
    replaced: frozenset[int]
    """Examinations that a later look of the same examiner took the place of."""
    lines: list[Line]
    revealed: frozenset[int | None]
    looked: Looked
    error: float | None
    """How often the model of violent imagery errs; None while there is none."""

    @property
    def vocabulary(self) -> list[tuple[str, Any]]:
        """What people can say is in a picture."""
        return list(Vocabulary.choices)

    @property
    def done(self) -> int:
        """How many lines of the checklist are."""
        return sum(line.done for line in self.lines)


def bench(*, content: Content, user: User, now: datetime) -> Bench:
    """What ``user`` sees of ``content``."""
    open_ones = revealed(user=user, content=content, now=now)
    findings = list(of(content))
    pieces = _pieces(content, findings, open_ones)
    matches = list(matches_of(content))
    by_examination = {one.pk: one for one in findings}
    refuted = frozenset(one.examination_id for one in matches if one.wrong_at and one.examination_id)
    standing = set(quotable(content).values_list("pk", flat=True))
    return Bench(
        content=content,
        kinds=[KINDS[kind] for kind in kinds_of(content, [piece.evidence for piece in pieces])],
        pieces=pieces,
        seen=[_seen(match, by_examination, open_ones) for match in matches],
        findings=findings,
        refuted=refuted,
        replaced=frozenset(by_examination) - standing - refuted,
        lines=checklist(content),
        revealed=open_ones,
        looked=looked(user=user, now=now),
        error=measured_error(),
    )


def _pieces(content: Content, findings: list[Examination], shown: frozenset[int | None]) -> list[Piece]:
    posters = {
        one.evidence_id: picture
        for one in findings
        for picture in one.illustrations.all()
        if picture.name == POSTER
    }
    tags = Prefetch("tags", MediaTag.objects.select_related("by"))
    found = evidence_of(content).select_related("preview", "media_print").prefetch_related(tags)
    return [_piece(one, posters.get(one.pk), one.pk in shown) for one in found]


def _piece(evidence: Evidence, poster: Illustration | None, shown: bool) -> Piece:
    tag = next(iter(evidence.tags.all()), None)
    kind, preview = kinds_of_name(evidence.name), getattr(evidence, "preview", None)
    printed = getattr(evidence, "media_print", None)
    violence = printed.violence if printed else None
    return Piece(
        evidence=evidence,
        kind=kind,
        preview=preview,
        poster=poster,
        shown=shown,
        tag=tag,
        violence=violence,
        lacks_program=kind == "clip" and not (preview or poster or posters.installed()),
        violent=is_violent(tag.seen) if tag else violence is not None and violence >= SURE,
    )


def _seen(match: MediaMatch, findings: dict[int, Examination], shown: frozenset[int | None]) -> Seen:
    finding = findings.get(match.examination_id or 0)
    pictures = {one.name: one for one in finding.illustrations.all()} if finding else {}
    return Seen(
        match,
        change_in_words(match.change),
        in_time(match.change),
        pictures,
        match.asked.evidence_id in shown,
    )
