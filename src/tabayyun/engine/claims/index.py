"""Which known claim a text repeats: BM25 to find candidates, then how much of the claim is said.

BM25 (Robertson and Zaragoza, 2009) over light stems, with the consonants of each word as a second
spelling so that Arabizi finds Arabic. The score of a candidate is the share of the claim that the text
says, less when that is little in itself; numbers, dates, places or negations in which they differ
lower it, for «70 dead» is not «7 dead».
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log1p

from ..findings import Claim, ClaimMatch
from ..text import normalise
from .postings import Key, Postings
from .sameness import Weighed, Wording, compare, may_repeat, read, weigh

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
        self._wordings = {key: text for claim in self._claims.values() for key, text in _wordings(claim)}
        self._postings = Postings().changed(self._wordings)
        self._readings: dict[Key, Weighed] = {}

    def __len__(self) -> int:
        return len(self._claims)

    def changed(self, added: Iterable[Claim], withdrawn: Iterable[int] = ()) -> ClaimIndex:
        """Return an index that knows ``added`` (again) and no longer ``withdrawn``."""
        gone = set(withdrawn)
        fresh = {claim.id: claim for claim in added if claim.id not in gone}
        texts = {key: text for claim in fresh.values() for key, text in _wordings(claim)}
        old = [key for key in self._wordings if key[0] in gone or key[0] in fresh]
        kept = {
            key: text for key, text in self._wordings.items() if key[0] not in gone and key[0] not in fresh
        }
        other = ClaimIndex()
        other._claims = {**{key: claim for key, claim in self._claims.items() if key not in gone}, **fresh}
        other._wordings = {**kept, **texts}
        other._postings = self._postings.changed(texts, old)
        return other

    def match(self, text: str, top: int = 5) -> list[ClaimMatch]:
        """The ``top`` claims nearest to ``text``, best first; those that share nothing are left out."""
        return self.match_normal(normalise(text), top)

    def repeated(self, normal: str) -> ClaimMatch | None:
        """The claim that a normalised text repeats, if it repeats one."""
        words = normal.split()
        near = self._postings.nearest(words, 2 * CANDIDATES, FAINT)
        if not near:
            return None
        text, weight = read(words), self._postings.weight
        near = [
            (key, rank) for key, rank in near if may_repeat(self._reading(key).wording, text, weight, REPEATS)
        ]
        best = next(iter(self._compared(near, text)), None)
        return best if best and best.score >= REPEATS else None

    def match_normal(self, normal: str, top: int = 5) -> list[ClaimMatch]:
        """As `match`, of a normalised text."""
        words = normal.split()
        near = self._postings.nearest(words, CANDIDATES * (top + 1))
        return self._compared(near, read(words))[:top]

    def _compared(self, near: Iterable[tuple[Key, float]], text: Wording) -> list[ClaimMatch]:
        """The claims whose wordings are ``near``, best first."""
        best: dict[int, tuple[float, ClaimMatch]] = {}
        for key, rank in near:
            match = compare(key[0], self._reading(key), text)
            place = _joint(match.score, rank)
            if place > best.get(match.claim_id, (-1.0, match))[0]:
                best[match.claim_id] = (place, match)
        found = sorted(best.values(), key=lambda entry: (-entry[0], entry[1].claim_id))
        return [match for _place, match in found]

    def _reading(self, key: Key) -> Weighed:
        """A wording of a claim, taken apart and weighed when it is first needed."""
        if key not in self._readings:
            self._readings[key] = weigh(read(self._wordings[key].split()), self._postings.weight)
        return self._readings[key]


def _wordings(claim: Claim) -> list[tuple[Key, str]]:
    """The text and the title of a claim, normalised; one when they are the same."""
    texts = dict.fromkeys(filter(None, map(normalise, (claim.text, claim.title))))
    return [((claim.id, place), text) for place, text in enumerate(texts)]


def _joint(score: float, rank: float) -> float:
    """Order by BM25, which sees rare words best, moved a little by how much of the claim is said."""
    return log1p(rank) + MOVED * score
