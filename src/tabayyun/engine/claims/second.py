"""A second look at the nearest claims, by an encoder that is too slow to look at all of them.

It orders and does nothing else: how sure a match is, and whether it is shown, is told by the same evidence
with and without it. So the stream, which does not take the time, finds what a list on demand shows as found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..findings import Claim, ClaimMatch
from ..meaning import Encoder, Whole, cosines, whole

LOOKED_AT = 16
"""Claims of a text that are looked at again, at most."""
WITHIN = 3.0
"""Log odds by which they may stand behind the first. Where none does, nothing is to be decided."""
WEIGHT, USUAL = 40.0, 0.82
"""What a cosine of 1 counts in log odds, and the cosine of any two texts of one topic, which counts nothing.
Both chosen on CheckThat! 2021, training."""

Judged = tuple[float, ClaimMatch]


class SecondLook:
    """Keeps the vectors of the claims it has looked at."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._seen: dict[tuple[str, str], Whole] = {}

    def ordered(self, text: str, found: Sequence[Judged], claim_of: Callable[[int], Claim]) -> list[Judged]:
        """Return ``found``, which comes nearest first, in the order after the second look."""
        close = [each for each in found[:LOOKED_AT] if each[0] >= found[0][0] - WITHIN]
        if len(close) < 2:  # noqa: PLR2004
            return list(found)
        asked = whole(self._encoder.encode([text]))
        alike = [float(cosines(asked, self._of(claim_of(match.claim_id))).max()) for _odds, match in close]
        rest = found[len(close) :]
        told = zip((*close, *rest), (*alike, *[min(alike)] * len(rest)), strict=True)
        return sorted((_moved(each, cosine) for each, cosine in told), key=_nearest)

    def _of(self, claim: Claim) -> Whole:
        said = (claim.text or claim.title, claim.title or claim.text)
        if said not in self._seen:
            self._seen[said] = whole(self._encoder.encode([*dict.fromkeys(said)]))
        return self._seen[said]


def _moved(judged: Judged, cosine: float) -> Judged:
    odds = round(judged[0] + WEIGHT * (round(cosine, 4) - USUAL), 6)
    return odds, replace(judged[1], nearness=odds)


def _nearest(judged: Judged) -> tuple[float, int]:
    return -judged[0], judged[1].claim_id
