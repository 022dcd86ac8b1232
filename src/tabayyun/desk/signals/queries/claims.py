"""Which known claims a text resembles."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Max

from tabayyun.desk.signals.models import KnownClaim
from tabayyun.engine.stream import Claim, ClaimMatch
from tabayyun.kit import arrays, plugins
from tabayyun.kit.claims_beside import Recipe
from tabayyun.kit.encoders import encoder

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tabayyun.engine.claims import ClaimIndex, SecondLook, Weights


def active() -> QuerySet[KnownClaim]:
    """Claims that still stand."""
    return KnownClaim.objects.filter(withdrawn_at=None)


def as_engine_claims(claims: QuerySet[KnownClaim]) -> list[Claim]:
    """What the engine needs of ``claims``, in the order of their ids."""
    rows = claims.order_by("id").values_list("id", "text", "title", "lang")
    return [Claim(id=pk, text=text, title=title, lang=lang) for pk, text, title, lang in rows.iterator()]


def related_claims(text: str, top: int = 5) -> list[tuple[KnownClaim, ClaimMatch]]:
    """Known claims nearest to ``text``, best first, with what they share and where they differ: it need not
    repeat them, their scores say how sure that is."""
    stamp = KnownClaim.objects.aggregate(
        Max("revision"), Max("id"), Count("id"), withdrawn=Count("withdrawn_at")
    )
    matches = _index(tuple(sorted(stamp.items()))).match(text, top)
    claims = active().in_bulk([match.claim_id for match in matches])
    return [(claims[match.claim_id], match) for match in matches if match.claim_id in claims]


@lru_cache(maxsize=1)
def _index(stamp: object) -> ClaimIndex:
    """Built once for every state of the claims: building costs more than a thousand look-ups."""
    from tabayyun.engine.claims import SecondLook

    second, _problem = encoder(settings.SECOND_ENCODER, settings.HOME, settings.ENCODER_FOLDER)
    return claim_index(SecondLook(second) if second else None)


def claim_index(second: SecondLook | None = None) -> ClaimIndex:
    """The claims that stand, to be matched against; what the last pump saved of it is read.

    ``second`` orders the nearest once more, where somebody looks at a list.
    """
    from tabayyun.engine.claims import ClaimIndex, Judge

    claims = as_engine_claims(active())
    found, _problem = encoder(settings.ENCODER, settings.HOME, settings.ENCODER_FOLDER)
    judge = Judge(_weights()[0], second)
    try:
        return ClaimIndex.restored(claims, arrays.read(saved_index()), found, judge)
    except (OSError, ValueError, KeyError):  # nothing saved, or half of it
        return ClaimIndex(claims, found, judge)


def recipe() -> Recipe:
    """How another process makes the same index."""
    weights, _problem = _weights()
    return Recipe(saved_index(), settings.ENCODER, settings.HOME, settings.ENCODER_FOLDER, weights)


def saved_index() -> Path:
    """Where the index is kept between two starts."""
    return Path(settings.HOME) / "claims-index"


def encoder_problem() -> str:
    """Why claims are matched by their words alone; empty when that is not so, or is meant."""
    return encoder(settings.ENCODER, settings.HOME, settings.ENCODER_FOLDER)[1]


def model_chosen() -> tuple[str, str]:
    """The folder of the model that judges matches (empty for the packaged one), and why it cannot be used."""
    return str(settings.MATCH_MODEL or ""), _weights()[1]


def _weights() -> tuple[Weights, str]:
    from tabayyun.engine.claims import PACKAGED

    if settings.MATCH_MODEL is None:
        return PACKAGED, ""
    models = plugins.load("models", "matching")
    try:
        return models.read(settings.MATCH_MODEL), ""
    except models.NoModelError as error:
        return PACKAGED, str(error)
