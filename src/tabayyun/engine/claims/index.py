"""Which known claim a text repeats: BM25 to find candidates, then how much of the claim is said.

BM25 (Robertson and Zaragoza, 2009) over light stems, with the consonants of each word as a second
spelling so that Arabizi finds Arabic. The score of a candidate is the share of the claim that the text
says, less when that is little in itself; numbers, dates, places or negations in which they differ
lower it, for «70 dead» is not «7 dead».
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..findings import Claim, ClaimMatch
from ..text import normalise
from .postings import Postings, terms_with_skeletons
from .sameness import Wording, compare, read

REPEATS = 0.45
"""From this score on a text counts as repeating the claim (`docs/decisions/claim-threshold.md`)."""
MOVED = 0.3
"""How far the score moves the order by BM25; chosen on the training part of CheckThat! 2021."""
FAINT = 8.0
"""A wording that BM25 ranks lower shares too little to come near the threshold (`sameness.ENOUGH`)."""
CANDIDATES = 4
"""How many wordings are looked at closely for each claim that is asked for, and that many besides."""


class ClaimIndex:
    """Claims to match against. Never changes; `changed` gives another one."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._wordings = [
            (claim.id, wording)
            for claim in self._claims.values()
            for text in dict.fromkeys((claim.text, claim.title))
            if (wording := normalise(text))
        ]
        self._postings = Postings([wording for _claim_id, wording in self._wordings])
        self._readings: dict[int, Wording] = {}

    def __len__(self) -> int:
        return len(self._claims)

    def changed(self, added: Iterable[Claim], withdrawn: Iterable[int] = ()) -> ClaimIndex:
        """An index that knows ``added`` (again) and no longer ``withdrawn``."""
        gone = set(withdrawn)
        known = {**self._claims, **{claim.id: claim for claim in added}}
        return ClaimIndex(claim for claim in known.values() if claim.id not in gone)

    def match(self, text: str, top: int = 5) -> list[ClaimMatch]:
        """The ``top`` claims nearest to ``text``, best first; those that share nothing are left out."""
        return self.match_normal(normalise(text), top)

    def repeated(self, normal: str) -> ClaimMatch | None:
        """The claim that a normalised text repeats, if it repeats one."""
        best = next(iter(self.match_normal(normal, top=1, least=FAINT)), None)
        return best if best and best.score >= REPEATS else None

    def match_normal(self, normal: str, top: int = 5, least: float = 0.0) -> list[ClaimMatch]:
        """As `match`, of a normalised text; wordings that BM25 ranks below ``least`` are not looked at."""
        words = normal.split()
        rows, ranks = self._postings.nearest(terms_with_skeletons(words), CANDIDATES * (top + 1))
        rows, ranks = rows[ranks >= least], ranks[ranks >= least]
        if not rows.size:
            return []
        text = read(words)
        best: dict[int, tuple[float, ClaimMatch]] = {}
        for row, rank in zip(rows.tolist(), ranks.tolist(), strict=True):
            match = compare(self._wordings[row][0], self._reading(row), text, self._postings.weight)
            place = _joint(match.score, rank)
            if place > best.get(match.claim_id, (-1.0, match))[0]:
                best[match.claim_id] = (place, match)
        found = sorted(best.values(), key=lambda entry: (-entry[0], entry[1].claim_id))
        return [match for _place, match in found[:top]]

    def _reading(self, row: int) -> Wording:
        """A wording of a claim, taken apart when it is first needed."""
        if row not in self._readings:
            self._readings[row] = read(self._wordings[row][1].split())
        return self._readings[row]


def _joint(score: float, rank: float) -> float:
    """Order by BM25, which sees rare words best, moved a little by how much of the claim is said."""
    return float(np.log1p(rank)) + MOVED * score
