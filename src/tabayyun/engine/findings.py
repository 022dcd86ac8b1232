"""What goes into the engine and what comes out: one post in, one finding out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One post as the engine sees it."""

    seq: int
    """Order of arrival; strictly growing."""
    key: str
    """Stable name, «source:external id»."""
    text: str
    at: float
    """Seconds since the epoch when it was posted, or collected when that is unknown."""
    lang: str = ""
    """As the source says; used only when the text itself does not tell."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score with what it was read from."""

    value: float
    """0–1."""
    words: tuple[str, ...] = ()
    """The words that weighed most, as they stand in the text."""


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """A known claim that the text repeats."""

    claim_id: int
    score: float
    """0–1; how sure that it is the same claim."""
    shared: tuple[str, ...] = ()
    """Words, names and numbers both have."""
    conflicts: tuple[str, ...] = ()
    """Numbers, dates or negations in which they differ."""
    meaning: float | None = None
    """Cosine of the two meanings, up to 1; none without an encoder."""
    nearness: float = 0.0
    """Log odds that they say the same if what they differ in is left aside; orders the matches of a text."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim to match against. Both ``text`` and ``title`` count."""

    id: int
    text: str
    title: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the engine found for one item. The last four are set for the first post of a content."""

    seq: int
    content: str
    """Key of the content: the key of its first item."""
    is_new: bool
    similarity: float
    """Of the normalised texts, 0–1; 1.0 for the first."""
    lang: str = ""
    """ar, ary, arabizi, fr, en or other."""
    scores: Mapping[str, Score] | None = None
    """``check_worthy``, ``threat``, ``offensive``, ``violent_event``, ``rumour``."""
    claim: ClaimMatch | None = None
    fingerprint: bytes | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """A content that was found before the stop, as saved."""

    content: str
    fingerprint: bytes
    at: float
