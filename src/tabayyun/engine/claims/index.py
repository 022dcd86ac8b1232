from __future__ import annotations

from collections.abc import Iterable

from ..findings import Claim, ClaimMatch
from ..text import normalise, terms_of

REPEATS = 0.5


class ClaimIndex:
    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._terms = {i: set(terms_of(normalise(c.text).split())) for i, c in self._claims.items()}

    def changed(self, added: Iterable[Claim], withdrawn: Iterable[int] = ()) -> ClaimIndex:
        gone = set(withdrawn)
        known = {**self._claims, **{claim.id: claim for claim in added}}
        return ClaimIndex(claim for claim in known.values() if claim.id not in gone)

    def match(self, text: str, top: int = 5) -> list[ClaimMatch]:
        return self.match_normal(normalise(text), top)

    def match_normal(self, normal: str, top: int = 5) -> list[ClaimMatch]:
        mine = set(terms_of(normal.split()))
        found = [
            ClaimMatch(i, len(mine & terms) / max(1, len(terms)), tuple(sorted(mine & terms)))
            for i, terms in self._terms.items()
            if mine & terms
        ]
        return sorted(found, key=lambda match: (-match.score, match.claim_id))[:top]
