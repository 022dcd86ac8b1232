"""Vectors in whole numbers: sums of them are exact in any order, so results do not depend on batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ..highest import highest

STEPS = 2000
"""Length of a vector. The product of two stays below 2²⁴, up to which single floats count exactly."""

Whole = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]


def whole(vectors: Floats) -> Whole:
    """Return rows of length 1 in whole numbers."""
    return np.rint(vectors.astype(np.float64) * STEPS).astype(np.int16)


def cosines(one: Whole, many: Whole) -> npt.NDArray[np.float64]:
    """Return the cosines of the rows of ``one`` with those of ``many``, to the last bit the same always."""
    products = one.astype(np.float32) @ many.astype(np.float32).T
    return products.astype(np.float64) / STEPS**2


def _looked_at(vectors: Whole, axes: Floats | None) -> Floats:
    """Return what the first look compares: fewer dimensions, in whole numbers as floats."""
    if axes is None:
        return vectors.astype(np.float32)
    # Rounded again, for this product is not exact: 1e-6 of a step does not show.
    return np.rint(vectors.astype(np.float64) @ axes.astype(np.float64)).astype(np.float32)


class Vectors:
    """Two vectors a row: of a text and of its title, zeros for none. Never changes."""

    def __init__(
        self, axes: Floats | None, texts: Whole, titles: Whole, looked_at: Floats | None = None
    ) -> None:
        self._axes = axes
        self.texts, self.titles = texts, titles
        self.looked_at = _looked_at(_between(texts, titles), axes) if looked_at is None else looked_at

    def changed(self, texts: Whole, titles: Whole, gone: Sequence[int]) -> Vectors:
        """Return vectors with rows appended, and without those in ``gone``, which stay as zeros."""
        mine = [np.concatenate([old, new]) for old, new in ((self.texts, texts), (self.titles, titles))]
        looked_at = np.concatenate([self.looked_at, _looked_at(_between(texts, titles), self._axes)])
        for part in (*mine, looked_at):
            part[list(gone)] = 0
        return Vectors(self._axes, mine[0], mine[1], looked_at)

    def saved(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return all of it as arrays."""
        return {"texts": self.texts, "titles": self.titles, "looked_at": self.looked_at}

    @classmethod
    def restored(cls, axes: Floats | None, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Vectors:
        """Return vectors as they were `saved`; they are read where they lie."""
        return cls(axes, arrays["texts"], arrays["titles"], arrays["looked_at"])  # type: ignore[arg-type]

    def near(self, wordings: Whole, top: int) -> list[Rows]:
        """Return for each of ``wordings`` the ``top`` rows that look nearest, and equals of the last."""
        if not len(self.looked_at) or not len(wordings):
            return [np.zeros(0, np.intp)] * len(wordings)
        return [highest(products, top) for products in _looked_at(wordings, self._axes) @ self.looked_at.T]

    def cosines(self, wordings: Whole, rows: Rows) -> npt.NDArray[np.float64]:
        """Return for each of ``rows`` the highest cosine of any of ``wordings`` with its text or title."""
        both = np.concatenate([self.texts[rows], self.titles[rows]])
        return np.asarray(cosines(wordings, both).max(0).reshape(2, -1).max(0))


def _between(texts: Whole, titles: Whole) -> Whole:
    """Return the direction between text and title, which the first look compares."""
    sums = texts.astype(np.float64) + titles
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1.0)
    return np.asarray(np.rint(sums / lengths * STEPS), np.int16)
