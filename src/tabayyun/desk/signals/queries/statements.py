"""What the institution itself has already said."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Max

from tabayyun.desk.signals.models import KnownClaim
from tabayyun.desk.signals.queries.claims import active, as_engine_claims
from tabayyun.kit.encoders import encoder

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tabayyun.engine.claims.answers import Answer, Statements

LEAST_WORDS = 2
"""Words that a statement has to share with a text before it bears on it."""
LEAST = 0.55
"""On 60 rumours of AuRED, with the packaged encoder, 21 of 31 right statements pass, 11 of 113 others."""


def own_statements(text: str, top: int = 3) -> list[tuple[KnownClaim, Answer]]:
    """The institution's statements that bear on ``text``, best first; of one in several languages the best.

    The way of `tabayyun answers`: it asks for less than a repeated claim does.
    """
    stamp = own().aggregate(Max("revision"), Max("id"), Count("id"))
    answers = _statements(tuple(sorted(stamp.items()))).answers(text, 4 * top)
    close = [one for one in answers if one.score >= LEAST and len(one.shared) >= LEAST_WORDS]
    claims = own().in_bulk([one.statement for one in close])
    best: dict[str, tuple[KnownClaim, Answer]] = {}
    for answer in close:
        if claim := claims.get(answer.statement):
            best.setdefault(claim.reference or claim.external_id, (claim, answer))
    return list(best.values())[:top]


def own() -> QuerySet[KnownClaim]:
    """Claims that this institution answered, and that stand."""
    return active().filter(origin=KnownClaim.Origin.STATEMENT)


@lru_cache(maxsize=1)
def _statements(stamp: object) -> Statements:
    """Built once for every state of the claims."""
    from tabayyun.engine.claims.answers import Statements

    found, _problem = encoder(settings.ENCODER, settings.HOME, settings.ENCODER_FOLDER)
    return Statements(as_engine_claims(own()), found)
