"""Known pictures, and which of them a picture shows: the cascade as one function."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media import pdq
from tabayyun.engine.media.bank import Bank, Member
from tabayyun.engine.media.changes import Box, Change, change
from tabayyun.engine.media.descriptors import Descriptor, DescriptorIndex
from tabayyun.engine.media.geometry import Agreement, agreements
from tabayyun.engine.media.hashes import HashIndex
from tabayyun.engine.media.keypoints import STORED, Keypoints, asked_keypoints, keypoints, mirror
from tabayyun.engine.media.picture import Picture, Shape, grey, trimmed
from tabayyun.engine.media.relief import NONE, Relief, likeness, relief

ENOUGH = 10
"""Agreeing places from which on it is the same picture, if no relief speaks against it."""
ALIKE, MUCH_ALIKE = 0.72, 0.8
"""Share of the relief that must agree: with `ENOUGH` places, and with fewer of them."""
COMPARED = 60
"""Places of the relief that must have been compared for it to speak against `ENOUGH` places."""
CHANCE = 13.0
"""Standard deviations by which a relief must agree more than by chance to speak for fewer places."""
PART = 0.8
"""Share of the asked picture below which a known one is a part of it."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a picture: enough to recognise it, not to see it."""

    shape: Shape
    hash: pdq.Hash
    keypoints: Keypoints
    relief: Relief = field(default_factory=lambda: NONE)
    """`NONE` where a picture is to be found by many places or not at all."""
    row: NDArray[np.float32] | None = None
    """What a learned descriptor gave, where there is one."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """A known picture that the asked one shows."""

    picture: int
    by: Literal["hash", "parts", "descriptor"]
    score: float
    """0–1, growing with what agrees; no probability. `ENOUGH` parts give 0.5; a descriptor its cosine."""
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
    rows: DescriptorIndex = field(default_factory=DescriptorIndex)
    descriptor: Descriptor | None = None
    """The one that gave the rows; without it they are not asked."""

    def added(self, pictures: Iterable[tuple[int, Fingerprint]]) -> Known:
        """With ``pictures`` under numbers of their own; they are found from now on."""
        new = list(pictures)
        clear = [(number, one.hash.bits) for number, one in new if one.hash.quality >= pdq.CLEAR]
        hashes = self.hashes
        if clear:
            numbers, bits = zip(*clear, strict=True)
            hashes = hashes.added(numbers, np.stack(bits))
        described = [(number, one.row) for number, one in new if one.row is not None]
        rows = self.rows
        if described:
            names, values = zip(*described, strict=True)
            rows = rows.added(names, np.stack(values))
        members = ((number, Member(one.shape, one.keypoints, one.relief)) for number, one in new)
        return Known(self.bank.added(members), hashes, rows, self.descriptor)

    def without(self, number: int) -> Known:
        """Without a picture: it is found no more."""
        return Known(
            self.bank.without(number),
            self.hashes.without(number),
            self.rows.without(number),
            self.descriptor,
        )

    def recognise(self, picture: Picture) -> list[Recognition]:
        """What ``picture`` shows of what is known, the surest first.

        Parts are looked at when no hash agrees, or for what the known picture is made of; the learned
        descriptor is asked only when nothing else was found: it cannot say what was done.
        """
        plain = grey(picture)
        if near := self._by_hash(plain):
            return [*near, *self._inside(plain, near)]
        return self._by_parts(plain, mirrored=(False, True)) or self._by_descriptor(plain)

    def _inside(self, plain: NDArray[np.uint8], near: Iterable[Recognition]) -> list[Recognition]:
        """The known pictures that one known by its hash is made of, such as those of a screenshot.

        What fills it whole is left out: another page on the same form is no part of this one.
        """
        others = replace(self, bank=reduce(Bank.without, (one.picture for one in near), self.bank))
        found = others._by_parts(plain, mirrored=(False,))
        return [one for one in found if _area(one.change.place) < PART]

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

    def _by_parts(self, plain: NDArray[np.uint8], mirrored: Iterable[bool]) -> list[Recognition]:
        """As it is, or else as its mirror image: the first of these that shows something."""
        for turned_over in mirrored:
            asked = mirror(plain) if turned_over else plain
            points = asked_keypoints(asked)
            found = [
                self._found(one, asked.shape, mirrored=turned_over)
                for one in agreements(points, self.bank.pairs(points))
                if self._certain(one, asked)
            ]
            if found:
                return sorted(found, key=lambda one: (-one.score, one.picture))
        return []

    def _by_descriptor(self, plain: NDArray[np.uint8]) -> list[Recognition]:
        if self.descriptor is None:
            return []
        near = self.rows.near(_row(plain, self.descriptor), self.descriptor.alike)
        return [Recognition(number, "descriptor", min(cosine, 1.0), Change()) for cosine, number in near]

    def _certain(self, one: Agreement, asked: NDArray[np.uint8]) -> bool:
        shape, known = self.bank.look(one.picture)
        enough = one.places >= ENOUGH and not one.on_a_line
        if not known.any():
            return enough
        like = likeness(known, shape, one.matrix, asked)
        if enough:
            return like.share >= ALIKE or like.places < COMPARED
        return like.share >= MUCH_ALIKE and like.above_chance >= CHANCE

    def _found(self, one: Agreement, shape: tuple[int, ...], *, mirrored: bool) -> Recognition:
        known, _relief = self.bank.look(one.picture)
        what = change(one.matrix, mirrored=mirrored, known=known, asked=(shape[0], shape[1]))
        return Recognition(one.picture, "parts", one.places / (one.places + ENOUGH), what, places=one.places)


def fingerprint(
    picture: Picture, *, stored: int = STORED, descriptor: Descriptor | None = None
) -> Fingerprint:
    """What is kept of ``picture``."""
    plain = grey(picture)
    shape = plain.shape[0], plain.shape[1]
    row = _row(plain, descriptor) if descriptor else None
    return Fingerprint(shape, pdq.hashed(plain), keypoints(plain, stored), relief(plain), row)


def _area(box: Box) -> float:
    left, top, right, bottom = box
    return (right - left) * (bottom - top)


def _row(plain: NDArray[np.uint8], descriptor: Descriptor) -> NDArray[np.float32]:
    return descriptor.describe(trimmed(plain))
