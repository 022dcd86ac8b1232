"""What was read in the pictures of a content, and what was said on it before."""

from __future__ import annotations

from dataclasses import replace

from tabayyun.desk.expertise.models import Examination
from tabayyun.desk.expertise.queries.examinations import subject
from tabayyun.desk.expertise.queries.media import quotable
from tabayyun.desk.signals import queries as signals
from tabayyun.desk.signals.models import Content, KnownClaim
from tabayyun.engine.findings import ClaimMatch
from tabayyun.plugins.examiners.base import Statement, Subject

METHOD = "text_in_picture"
MOST = 5
"""Claims and statements that are named."""


def pictures_say(content: Content) -> list[str]:
    """What was read in each picture of ``content``, by the last reading."""
    last: dict[int | None, Examination] = {
        one.evidence_id: one for one in quotable(content) if one.method == METHOD
    }
    return [text for one in last.values() if (text := str(one.parameters.get("text", "")).strip())]


def claims_in_pictures(content: Content) -> list[tuple[KnownClaim, ClaimMatch]]:
    """Known claims that the words in its pictures repeat, best first."""
    found: dict[int, tuple[KnownClaim, ClaimMatch]] = {}
    for text in pictures_say(content):
        for claim, match in signals.repeated_claims(text, MOST):
            if claim.pk not in found or match.score > found[claim.pk][1].score:
                found[claim.pk] = (claim, match)
    return sorted(found.values(), key=lambda one: -one[1].score)[:MOST]


def subject_with_words(content: Content) -> Subject:
    """``content`` as an examiner of its words sees it."""
    said = pictures_say(content)
    return replace(subject(content), pictures_say=said, statements=_statements_on([content.text, *said]))


def _statements_on(texts: list[str]) -> list[Statement]:
    """What the institution said on any of ``texts``: repeated claims first, each statement once."""
    found: dict[str, Statement] = {}
    for text in texts:
        for claim, match in signals.repeated_claims(text, MOST):
            if claim.origin == KnownClaim.Origin.STATEMENT:
                found.setdefault(claim.reference, _statement(claim, repeats=True, differing=match.conflicts))
    for text in texts:
        for claim, answer in signals.own_statements(text):
            found.setdefault(claim.reference, _statement(claim, repeats=False, differing=answer.differing))
    return list(found.values())[:MOST]


def _statement(claim: KnownClaim, *, repeats: bool, differing: tuple[str, ...]) -> Statement:
    return Statement(
        reference=claim.reference,
        title=claim.title or claim.text,
        said_at=claim.reviewed_at,
        verdict=claim.verdict,
        url=claim.url,
        repeats=repeats,
        differing=differing,
    )
