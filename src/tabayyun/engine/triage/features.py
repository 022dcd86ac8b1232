"""What a linear model sees of a text: numbered features with values, each with the word it came from.

words      every word, light stem and pair of neighbours, and
pieces     every run of 2–5 letters of a word with its borders, both scaled so that long texts do not
           shout louder than short ones;
manner     what normalising drops or a lexicon knows: emoji, laughter, questions, links, digits,
           length, and the weight of each table of words.

A feature's number is a hash: no vocabulary has to be kept, and any text can be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ..text import stem
from .reading import Mark, noisy_or, read, rumour_value

__all__ = ["BITS", "Features", "Text", "features_of"]

BITS = 18
"""Features are numbered 0 … 2¹⁸ − 1."""
_MASK = (1 << BITS) - 1
_SHORTEST, _LONGEST = 2, 5
_WORDS = 400
"""Words of a text that are looked at."""
_LETTERS = 32
"""Letters of a word that pieces are made of."""
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]")
_LAUGH = re.compile("ههه|😂|🤣|😹|😆|😅|خخخ|هاها|haha|mdr|lol|hhh", re.IGNORECASE)
_LINK = re.compile(r"https?:|<url>|<link>|www\.", re.IGNORECASE)
_MENTION = re.compile(r"<user>|@\w", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_FLAGS = (
    *("?", "؟", "!", "#", '"', "«", ":", "…", "..", "\n", "|", "%", "RT "),
    *("١", "٪", "-", "(", "*", "/"),
)
_MANNER = 0.5
"""Weight of one feature of manner beside words and pieces, whose squares add up to 1 each."""

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Text:
    """One text as it was read, for quoting from."""

    raw: str
    words: list[str]
    """Normalised."""
    emoji: list[str]
    """Each kind once, in order."""
    marks: list[Mark]
    lexicon: dict[str, float]
    """Table → 0–1."""

    @property
    def tokens(self) -> int:
        """Words, emoji, and one more that stands for the manner of the whole."""
        return len(self.words) + len(self.emoji) + 1


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a batch of texts, in order of texts and tokens."""

    texts: list[Text]
    numbers: Ints
    """Of every feature that occurs."""
    values: Floats
    tokens: Ints
    """The token it came from, counted through the batch."""
    owners: Ints
    """Token → its text."""

    @property
    def rows(self) -> Ints:
        """The text each feature belongs to."""
        return self.owners[self.tokens]


@lru_cache(maxsize=1 << 17)
def _number(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass")) & _MASK


@lru_cache(maxsize=1 << 16)
def _pieces(word: str) -> Ints:
    bordered = f" {word[:_LETTERS]} "
    found = [
        crc32(f"c{bordered[start : start + size]}".encode("utf-8", "surrogatepass")) & _MASK
        for size in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(bordered) - size + 1)
    ]
    return np.array(found, dtype=np.int32)


@dataclass(slots=True)
class _Run:
    """Features in the making: runs of numbers, each with the token it came from and one value."""

    numbers: list[Ints] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, numbers: Ints, token: int, value: float) -> None:
        self.numbers.append(numbers)
        self.sizes.append(len(numbers))
        self.tokens.append(token)
        self.values.append(value)

    def each(self, numbers: Sequence[int], tokens: Sequence[int], values: Sequence[float]) -> None:
        """One number a token."""
        self.numbers.append(np.array(numbers, dtype=np.int32))
        self.sizes += [1] * len(numbers)
        self.tokens += tokens
        self.values += values


def features_of(normals: Sequence[str], raws: Sequence[str]) -> Features:
    """Return the features of texts given normalised and as they stand."""
    texts = [_text(normal, raw) for normal, raw in zip(normals, raws, strict=True)]
    run = _Run()
    first = 0
    for text in texts:
        _add_words(text, first, run)
        _add_pieces(text, first, run)
        _add_manner(text, first, run)
        first += text.tokens
    counts = np.fromiter((text.tokens for text in texts), np.int32, len(texts))
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), counts)
    sizes = np.array(run.sizes, dtype=np.int32)
    return Features(
        texts,
        np.concatenate(run.numbers),
        np.repeat(np.array(run.values, dtype=np.float32), sizes),
        np.repeat(np.array(run.tokens, dtype=np.int32), sizes),
        owners,
    )


def _text(normal: str, raw: str) -> Text:
    words = normal.split()[:_WORDS]
    marks = read(words, [stem(word) for word in words])
    emoji = list(dict.fromkeys(_EMOJI.findall(raw)))
    return Text(raw, words, emoji, marks, _lexicon(marks, words, raw))


def _lexicon(marks: list[Mark], words: list[str], raw: str) -> dict[str, float]:
    """Table → how sure its words make it; the same word said twice counts once."""
    found: dict[str, dict[str, float]] = {}
    for mark in marks:
        said = " ".join(words[mark.start : mark.start + mark.size])
        found.setdefault(mark.table, {})[said] = mark.weight
    values = {table: noisy_or(weights.values()) for table, weights in found.items()}
    values["rumour"] = rumour_value(marks, words, raw)
    return values


def _add_words(text: Text, first: int, run: _Run) -> None:
    words = text.words
    if not words:
        return
    singles = [_number(f"w{word}") for word in words]
    stems = [_number(f"s{stem(word)}") for word in words]
    pairs = [((one * 31 + other * 17) ^ 0x2A5A5) & _MASK for one, other in pairwise(singles)]
    found = [*singles, *stems, *pairs]
    places = range(first, first + len(words))
    run.each(found, [*places, *places, *places[:-1]], [len(found) ** -0.5] * len(found))


def _add_pieces(text: Text, first: int, run: _Run) -> None:
    pieces = [_pieces(word) for word in text.words]
    count = sum(map(len, pieces))
    for place, of_word in enumerate(pieces, first):
        run.add(of_word, place, count**-0.5)


def _add_manner(text: Text, first: int, run: _Run) -> None:
    emoji_at = first + len(text.words)
    whole = emoji_at + len(text.emoji)
    manner = _manner(text)
    run.each(
        [*(_number(f"e{sign}") for sign in text.emoji), *(_number(f"m{name}") for name in manner)],
        [*range(emoji_at, whole), *[whole] * len(manner)],
        [*[_MANNER] * len(text.emoji), *(_MANNER * value for value in manner.values())],
    )


def _manner(text: Text) -> dict[str, float]:
    raw = text.raw
    found = {f"has {sign}": 1.0 for sign in _FLAGS if sign in raw}
    found |= {f"lexicon {table}": 3 * value for table, value in text.lexicon.items() if value}
    laughs = len(_LAUGH.findall(raw))
    digits = len(_DIGIT.findall(raw))
    mentions = len(_MENTION.findall(raw))
    for name, count in (("laughs", laughs), ("digits", digits), ("mentions", mentions)):
        if count:
            found[name] = 1.0
            found[f"{name} {min(4, count)}"] = 1.0
    if _LINK.search(raw):
        found["link"] = 1.0
    found[f"hashtags {min(4, raw.count('#'))}"] = 1.0
    found[f"words {min(40, len(text.words)).bit_length()}"] = 1.0
    found[f"emoji {min(3, len(text.emoji))}"] = 1.0
    return found
