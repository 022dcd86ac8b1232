"""Which known claims a text repeats: retrieval by words and by meaning, then a judgement on the nearest.

BM25 (Robertson and Zaragoza, 2009) over the beginnings of stems, with the consonants of each word as a second
spelling so that Arabizi finds Arabic, and standard words beside those of Darija; and vectors of an
encoder, when one is handed in. Each candidate gets a probability from how well words and meaning agree and
from the numbers, dates, places and negations in which they differ: «70 dead» is not «7 dead».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ..findings import Claim, ClaimMatch
from ..meaning import Encoder, Vectors
from .judgement import Evidence, Judge, probability
from .known import GONE, UNSAVED, Known, encoded, known, mark, named, no_vectors, part, words_of
from .postings import Arrays, Postings
from .retrieval import Meaning, Near, beside, nearest
from .sameness import NOTHING, Conflicts, Coverage, Weighed, Wording, conflicts, coverage, read, weigh
from .terms import Asked

REPEATS = 0.7
"""From this probability on a text counts as repeating the claim (`docs/decisions/claim-threshold.md`)."""
CANDIDATES = 24
"""Claims that are looked at closely for their words, and as many for their meaning."""

_JUDGE = Judge()

Shared = tuple[str, ...]


class ClaimIndex:
    """Claims to match against. Never changes; `changed` gives another one."""

    def __init__(
        self, claims: Iterable[Claim] = (), encoder: Encoder | None = None, judge: Judge = _JUDGE
    ) -> None:
        self.encoder, self.judge = encoder, judge
        self._claims: dict[int, Known] = {}
        self._postings = Postings()
        self._vectors = None if encoder is None else no_vectors(encoder)
        self._weighed: dict[int, tuple[Weighed, ...]] = {}
        given = list(claims)
        if given:
            self._take(self.changed(given))

    def _take(self, other: ClaimIndex) -> None:
        self._claims, self._postings, self._vectors = other._claims, other._postings, other._vectors

    def __len__(self) -> int:
        return len(self._claims)

    def claims(self) -> list[Claim]:
        """Return what is matched against."""
        return [known.claim for known in self._claims.values()]

    def changed(self, added: Iterable[Claim], withdrawn: Iterable[int] = ()) -> ClaimIndex:
        """Return an index that knows ``added`` (again) and no longer ``withdrawn``."""
        gone = set(withdrawn)
        fresh = {claim.id: known(claim) for claim in added if claim.id not in gone}
        old = {key: self._claims[key] for key in {*gone, *fresh} if key in self._claims}
        other = ClaimIndex(encoder=self.encoder, judge=self.judge)
        other._claims = {**{key: claim for key, claim in self._claims.items() if key not in gone}, **fresh}
        rows = [self._postings.row_of[key] for key in old]
        other._postings = self._postings.changed(words_of(fresh), words_of(old))
        if self._vectors is not None and self.encoder is not None:
            texts, titles = encoded(self.encoder, list(fresh.values()))
            other._vectors = self._vectors.changed(texts, titles, rows)
        return other

    def saved(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return what is costly to make again as arrays; `restored` takes them back with the claims."""
        rows = range(len(self._postings.keys))
        arrays = {f"words.{name}": array for name, array in self._postings.saved().items()}
        arrays["said"] = np.frombuffer("\n".join(self._said(row) for row in rows).encode(), np.uint8)
        arrays["marks"] = np.array([self._mark(row) for row in rows], np.uint64)
        if self._vectors is not None and self.encoder is not None:
            arrays["encoder"] = np.frombuffer(self.encoder.name.encode(), np.uint8)
            arrays |= {f"meaning.{name}": array for name, array in self._vectors.saved().items()}
        return arrays

    def is_as_saved(self, arrays: Arrays) -> bool:
        """Return whether nothing has changed since ``arrays`` were saved."""
        marks = [self._mark(row) for row in range(len(self._postings.keys))]
        name = self.encoder.name if self.encoder else ""
        return np.array_equal(np.array(marks, np.uint64), arrays.get("marks", UNSAVED)) and name == named(
            arrays
        )

    def _mark(self, row: int) -> int:
        key = self._postings.keys[row]
        return mark(self._claims[key].claim) if self._postings.row_of.get(key) == row else 0

    def _said(self, row: int) -> str:
        """The words by which a claim is found, on one line; empty for one that was taken out."""
        key = self._postings.keys[row]
        return " ".join(self._claims[key].words) if self._postings.row_of.get(key) == row else ""

    @classmethod
    def restored(
        cls,
        claims: Iterable[Claim],
        arrays: Arrays,
        encoder: Encoder | None = None,
        judge: Judge = _JUDGE,
    ) -> ClaimIndex:
        """Return an index of ``claims``, reading what is as it was `saved` where it lies.

        What another encoder saved, or nothing, is made anew. Raises ``KeyError`` for arrays that are no
        index.
        """
        given = {claim.id: claim for claim in claims}
        if named(arrays) != (encoder.name if encoder else ""):
            return cls(given.values(), encoder, judge)
        old = cls(encoder=encoder, judge=judge)
        old._postings = Postings.restored(part(arrays, "words."))
        if encoder is not None:
            old._vectors = Vectors.restored(encoder.axes, part(arrays, "meaning."))
        said = bytes(arrays["said"]).decode().split("\n")
        for key, row in old._postings.row_of.items():
            same = key in given and mark(given[key]) == int(arrays["marks"][row])
            old._claims[key] = known(given[key]) if same else Known((said[row],), False, GONE)
        gone = [key for key, claim in old._claims.items() if claim.claim is GONE]
        added = [claim for key, claim in given.items() if key not in old._claims or key in gone]
        return old.changed(added, set(gone) - set(given)) if added or gone else old

    def match(self, text: str, top: int = 5) -> list[ClaimMatch]:
        """The ``top`` claims nearest to ``text``, nearest first; those that share nothing are left out.

        The score is how sure it is that they say the same; one that differs in a number is near but not sure.
        """
        return self.match_many([text], top)[0]

    def match_many(self, texts: Sequence[str], top: int = 5) -> list[list[ClaimMatch]]:
        """As `match`, of many texts at once."""
        asked = [Asked(text) for text in texts]
        return [
            [match for _odds, match in self._ordered(ask, self._judged(ask, near))[:top]]
            for ask, near in zip(asked, self._near(asked), strict=True)
        ]

    def repeated_many(
        self, texts: Sequence[str], normals: Sequence[str], repeats: float = REPEATS
    ) -> list[ClaimMatch | None]:
        """The claim that each text repeats, if it repeats one; ``normals`` are the texts, normalised.

        ``repeats`` is the probability from which on it does, above 0 and below 1.
        """
        if not self._claims:
            return [None] * len(texts)
        asked = [Asked(text, normal) for text, normal in zip(texts, normals, strict=True)]
        return [self._surest(ask, near, repeats) for ask, near in zip(asked, self._near(asked), strict=True)]

    def _surest(self, asked: Asked, near: Iterable[Near], repeats: float) -> ClaimMatch | None:
        """The claim that is repeated most surely. Differences, which cost most to look for, only take off."""
        text = read(asked.normal.split(), asked.words)
        best = None
        for sure, each in self._likely(asked, near, text, repeats):
            if best and sure < best.score:
                break
            match = self._match(asked, each, text)[1]
            if match.score >= repeats and (not best or _order(match) < _order(best)):
                best = match
        return best

    def _likely(
        self, asked: Asked, near: Iterable[Near], text: Wording, repeats: float
    ) -> list[tuple[float, Near]]:
        """Those that reach ``repeats`` if nothing differs, with how sure it is then; surest first."""
        likely = [
            (self._score(self._evidence(asked, each, _fullest(self._covered(each, text)), NOTHING)), each)
            for each in near
            if self._is_promising(asked, each, repeats)
        ]
        return sorted((each for each in likely if each[0] >= repeats), key=lambda each: -each[0])

    def _is_promising(self, asked: Asked, near: Near, repeats: float) -> bool:
        """Whether it could reach ``repeats`` if all of the claim were said and nothing differed."""
        across = self._is_across(asked, near)
        return round(probability(self.judge.most(near.lexical, near.meaning, across=across)), 4) >= repeats

    def _near(self, asked: Sequence[Asked], top: int = CANDIDATES) -> Iterator[list[Near]]:
        return nearest(asked, self._postings, self._meaning(), top)

    def _meaning(self) -> Meaning | None:
        if not self._claims or self._vectors is None or self.encoder is None:
            return None
        return Meaning(self.encoder, self._vectors)

    def _is_across(self, asked: Asked, near: Near) -> bool:
        """Whether one is in Latin letters and the other in Arabic ones."""
        return self._claims[self._postings.keys[near.row]].latin != (asked.latin and not asked.arabizi)

    def _evidence(self, asked: Asked, near: Near, covered: Coverage, differing: Conflicts) -> Evidence:
        across = self._is_across(asked, near)
        kinds = (differing.numbers, differing.names, differing.negation)
        return Evidence(near.lexical, near.meaning, covered.share, covered.said, across, *kinds)

    def _judged(self, asked: Asked, near: Sequence[Near]) -> list[tuple[float, ClaimMatch]]:
        """The candidates with their log odds, nearest first."""
        if not near:
            return []
        text = read(asked.normal.split(), asked.words)
        found = [self._match(asked, each, text) for each in near]
        return sorted(found, key=lambda entry: (-entry[0], entry[1].claim_id))

    def _ordered(self, asked: Asked, found: list[tuple[float, ClaimMatch]]) -> list[tuple[float, ClaimMatch]]:
        """After a second look, which knows too little of the dialects to be asked about them."""
        if self.judge.second is None or asked.dialect or not found:
            return found
        return self.judge.second.ordered(asked.text, found, lambda key: self._claims[key].claim)

    def _score(self, evidence: Evidence) -> float:
        return round(self.judge.certainty(evidence), 4)

    def _match(self, asked: Asked, near: Near, text: Wording) -> tuple[float, ClaimMatch]:
        evidence, shared, said = self._compared(asked, near, text)
        key, odds = self._postings.keys[near.row], round(self.judge.log_odds(evidence), 6)
        return odds, ClaimMatch(key, self._score(evidence), shared, said, near.meaning, odds)

    def _compared(self, asked: Asked, near: Near, text: Wording) -> tuple[Evidence, Shared, Shared]:
        """What is known of one candidate, the words both have, and those in which they differ."""
        covered = self._covered(near, text)
        shared = tuple(dict.fromkeys(word for each in covered for word in each.shared))
        differing = conflicts(self._reading(near)[0].wording, text)
        return self._evidence(asked, near, _fullest(covered), differing), shared, differing.said

    def _covered(self, near: Near, text: Wording) -> list[Coverage]:
        """How much of each wording of the claim the text says."""
        return [coverage(wording, text) for wording in self._reading(near)]

    def compared(self, text: str, claim: int) -> Evidence:
        """Return what is known of ``text`` and one claim of the index, near or not."""
        asked = Asked(text)
        near = beside(asked, self._postings, self._meaning(), self._postings.row_of[claim])
        return self._compared(asked, near, read(asked.normal.split(), asked.words))[0]

    def evidence(self, text: str, candidates: int = CANDIDATES) -> list[tuple[int, Evidence, Shared, Shared]]:
        """Id, evidence, words both have, words they differ in: of each claim near ``text``, in no order."""
        asked = Asked(text)
        words = read(asked.normal.split(), asked.words)
        near = next(self._near([asked], candidates))
        return [(self._postings.keys[each.row], *self._compared(asked, each, words)) for each in near]

    def _reading(self, near: Near) -> tuple[Weighed, ...]:
        """The wordings of a claim, taken apart and weighed when they are first needed."""
        key = self._postings.keys[near.row]
        if key not in self._weighed:
            texts = self._claims[key].texts
            self._weighed[key] = tuple(weigh(read(text.split()), self._postings.weight) for text in texts)
        return self._weighed[key]


def _fullest(covered: Iterable[Coverage]) -> Coverage:
    return max(covered, key=lambda each: each.said)


def _order(match: ClaimMatch) -> tuple[float, int]:
    return -match.score, match.claim_id
