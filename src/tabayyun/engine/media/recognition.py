"""Known pictures, and which of them a picture shows: the cascade as one function."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media import pdq
from tabayyun.engine.media.bank import Bank
from tabayyun.engine.media.changes import Change, change
from tabayyun.engine.media.geometry import ENOUGH, Agreement, agreements
from tabayyun.engine.media.hashes import HashIndex
from tabayyun.engine.media.keypoints import STORED, Keypoints, asked_keypoints, keypoints, mirror
from tabayyun.engine.media.picture import Picture, Shape, grey, trimmed


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a picture: enough to recognise it, not to see it."""

    shape: Shape
    hash: pdq.Hash
    keypoints: Keypoints


@dataclass(frozen=True, slots=True)
class Recognition:
    """A known picture that the asked one shows."""

    picture: int
    by: Literal["hash", "parts"]
    score: float
    """0–1, growing with what agrees; no probability. `ENOUGH` parts give 0.5."""
    change: Change
    distance: int | None = None
    """Bits of 256 in which the hashes differ, when found by them."""
    places: int | None = None
    """Different places that agree, when found by its parts."""


@dataclass(frozen=True, slots=True)
class Known:
    """Known pictures by number. `added` and `without` give new ones; the old stay as they were."""

    bank: Bank
    hashes: HashIndex = field(default_factory=HashIndex)

    def added(self, pictures: Iterable[tuple[int, Fingerprint]]) -> Known:
        """With ``pictures`` under numbers of their own; they are found from now on."""
        new = list(pictures)
        clear = [(number, one.hash.bits) for number, one in new if one.hash.quality >= pdq.CLEAR]
        hashes = self.hashes
        if clear:
            numbers, bits = zip(*clear, strict=True)
            hashes = hashes.added(numbers, np.stack(bits))
        return Known(self.bank.added((number, one.shape, one.keypoints) for number, one in new), hashes)

    def without(self, number: int) -> Known:
        """Without a picture: it is found no more."""
        return Known(self.bank.without(number), self.hashes.without(number))

    def recognise(self, picture: Picture) -> list[Recognition]:
        """What ``picture`` shows of what is known, the surest first.

        Its parts are looked at only when no hash agrees.
        """
        plain = grey(picture)
        return self._by_hash(plain) or self._by_parts(plain)

    def _by_hash(self, plain: NDArray[np.uint8]) -> list[Recognition]:
        for view in (plain, trimmed(plain)):
            asked = pdq.hashed(view)
            near = self.hashes.near(asked) if asked.quality >= pdq.CLEAR else []
            if near:
                return [
                    Recognition(number, "hash", 1 - distance / 64, Change(), distance=distance)
                    for distance, number in near
                ]
        return []

    def _by_parts(self, plain: NDArray[np.uint8]) -> list[Recognition]:
        best: dict[int, Recognition] = {}
        for mirrored in (False, True):
            asked = asked_keypoints(mirror(plain) if mirrored else plain)
            for one in agreements(asked, self.bank.pairs(asked)):
                found = self._found(one, plain.shape, mirrored=mirrored)
                if one.picture not in best or found.score > best[one.picture].score:
                    best[one.picture] = found
        return sorted(best.values(), key=lambda one: (-one.score, one.picture))

    def _found(self, one: Agreement, shape: tuple[int, ...], *, mirrored: bool) -> Recognition:
        known = self.bank.shape_of(one.picture)
        what = change(one.matrix, mirrored=mirrored, known=known, asked=(shape[0], shape[1]))
        return Recognition(one.picture, "parts", one.places / (one.places + ENOUGH), what, places=one.places)


def fingerprint(picture: Picture, *, stored: int = STORED) -> Fingerprint:
    """What is kept of ``picture``."""
    plain = grey(picture)
    return Fingerprint((plain.shape[0], plain.shape[1]), pdq.hashed(plain), keypoints(plain, stored))
