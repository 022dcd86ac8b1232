"""Claims as they were read: their words, their alphabet and their vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..findings import Claim
from ..meaning import Encoder, Vectors, whole
from ..text import normalise
from .postings import Arrays
from .terms import is_latin

Whole = npt.NDArray[np.int16]


class Known(NamedTuple):
    """A claim as it was read: its text and its title, normalised."""

    texts: tuple[str, ...]
    latin: bool
    claim: Claim

    @property
    def words(self) -> list[str]:
        return " ".join(self.texts).split()


def known(claim: Claim) -> Known:
    texts = tuple(dict.fromkeys(filter(None, map(normalise, (claim.text, claim.title))))) or ("",)
    return Known(texts, is_latin(texts[0]), claim)


def words_of(claims: Mapping[int, Known]) -> dict[int, list[str]]:
    return {key: claim.words for key, claim in claims.items()}


def mark(claim: Claim) -> int:
    """Tell a claim from any other, and from itself in other words."""
    said = f"{claim.text}\0{claim.title}".encode("utf-8", "replace")
    return int.from_bytes(blake2b(said, digest_size=8).digest())


def encoded(encoder: Encoder, claims: Sequence[Known]) -> tuple[Whole, Whole]:
    """The vectors of the texts and of the titles; zeros for one that is empty."""
    texts = [text for claim in claims for text in (claim.claim.text or claim.claim.title, claim.claim.title)]
    given = [
        number for number, text in enumerate(texts) if text and (number % 2 == 0 or text != texts[number - 1])
    ]
    vectors = np.zeros((len(texts), encoder.width), np.int16)
    if given:
        vectors[given] = whole(encoder.encode([texts[number] for number in given]))
    return vectors[::2], vectors[1::2]


UNSAVED = np.zeros(0, np.uint8)
GONE = Claim(-1, "")


def named(arrays: Arrays) -> str:
    """The name of the encoder that made the vectors; empty for words alone."""
    return bytes(arrays.get("encoder", UNSAVED)).decode()


def part(arrays: Arrays, prefix: str) -> dict[str, npt.NDArray[np.generic]]:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def no_vectors(encoder: Encoder) -> Vectors:
    nothing = np.zeros((0, encoder.width), np.int16)
    return Vectors(encoder.axes, nothing, nothing)
