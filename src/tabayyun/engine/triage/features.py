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
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
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
def _pieces(word: str) -> tuple[int, ...]:
    bordered = f" {word[:_LETTERS]} "
    return tuple(
        crc32(f"c{bordered[start : start + size]}".encode("utf-8", "surrogatepass")) & _MASK
        for size in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(bordered) - size + 1)
    )


def features_of(normals: Sequence[str], raws: Sequence[str]) -> Features:
    """Return the features of texts given normalised and as they stand."""
    texts = [_text(normal, raw) for normal, raw in zip(normals, raws, strict=True)]
    numbers: list[int] = []
    values: list[float] = []
    tokens: list[int] = []
    first = 0
    for text in texts:
        _add_words(text, first, numbers, values, tokens)
        _add_pieces(text, first, numbers, values, tokens)
        _add_manner(text, first, numbers, values, tokens)
        first += text.tokens
    sizes = np.fromiter((text.tokens for text in texts), np.int32, len(texts))
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
    return Features(
        texts,
        np.array(numbers, dtype=np.int32),
        np.array(values, dtype=np.float32),
        np.array(tokens, dtype=np.int32),
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


def _add_words(text: Text, first: int, numbers: list[int], values: list[float], tokens: list[int]) -> None:
    words = text.words
    if not words:
        return
    singles = [_number(f"w{word}") for word in words]
    stems = [_number(f"s{stem(word)}") for word in words]
    pairs = [((one * 31 + other * 17) ^ 0x2A5A5) & _MASK for one, other in pairwise(singles)]
    found = [*singles, *stems, *pairs]
    places = range(first, first + len(words))
    numbers += found
    tokens += [*places, *places, *places[:-1]]
    values += [len(found) ** -0.5] * len(found)


def _add_pieces(text: Text, first: int, numbers: list[int], values: list[float], tokens: list[int]) -> None:
    pieces = [_pieces(word) for word in text.words]
    found = list(chain.from_iterable(pieces))
    if not found:
        return
    numbers += found
    values += [len(found) ** -0.5] * len(found)
    for place, of_word in enumerate(pieces, first):
        tokens += [place] * len(of_word)


def _add_manner(text: Text, first: int, numbers: list[int], values: list[float], tokens: list[int]) -> None:
    emoji_at = first + len(text.words)
    numbers += [_number(f"e{sign}") for sign in text.emoji]
    values += [_MANNER] * len(text.emoji)
    tokens += range(emoji_at, emoji_at + len(text.emoji))
    manner = _manner(text)
    numbers += [_number(f"m{name}") for name in manner]
    values += [_MANNER * value for value in manner.values()]
    tokens += [emoji_at + len(text.emoji)] * len(manner)


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
