"""What texts are indexed and looked up by: the beginnings of stems, and consonants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..text import STOP_WORDS, language_of, normalise, stem, word_skeleton
from ..text.darija import in_standard, standard_words
from ..text.disguises import is_disguised
from ..text.particulars import name_of, numbers_in

SIGN = "§"
"""Marks a term that is a word's consonants."""
_SHORTEST_SKELETON = 3
_ARABIC_LETTERS, _LATIN_LETTERS = 4, 5
"""Letters of a stem that are kept: what follows is grammar more often than meaning."""
_DIALECTS = frozenset(("ary", "arabizi"))
_NAME_OF_ACCOUNT = re.compile(r"@(\w{3,40})")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_READ = 400
"""Words of a text that are read."""

Words = Sequence[str]


@lru_cache(maxsize=1 << 16)
def terms_of_word(word: str) -> tuple[str, ...]:
    """Return the beginning of the stem and the consonants of one normalised word; none of a stop word.

    Numbers that are spelt out, towns, months and days are the same term in all languages.
    """
    if word in STOP_WORDS:
        return ()
    if name := name_of(word):
        return (name,)
    if word.isalpha() and (numbers := numbers_in((word,))):
        return tuple(numbers)
    own = stem(word)
    own = own[: _LATIN_LETTERS if own.isascii() else _ARABIC_LETTERS]
    bones = word_skeleton(word)
    return (own, SIGN + bones) if len(bones) >= _SHORTEST_SKELETON else (own,)


def is_latin(normal: str) -> bool:
    """Return whether a normalised text is rather in Latin letters than in Arabic ones."""
    return 2 * sum(map(normal.count, "اليمنو")) < sum(map(normal.count, "aeiouns"))


class Asked:
    """A post as it is looked up: its words, those it names accounts by, and the standard ones for Darija."""

    __slots__ = ("arabizi", "dialect", "latin", "normal", "standard", "text", "words")

    def __init__(self, text: str, normal: str | None = None) -> None:
        self.text = text
        self.normal = normalise(text) if normal is None else normal
        own = self.normal.split()[:_READ]
        lang = language_of(self.normal, text)
        self.latin = is_latin(self.normal)
        self.dialect = lang in _DIALECTS
        self.arabizi = self.latin and self.dialect
        standard = [word for each in own for word in standard_words(each)] if self.dialect else []
        self.standard = in_standard(own) if standard else ""
        self.words: Words = [*own, *standard, *_named_accounts(text)]

    def wordings(self) -> list[str]:
        """Return what to encode: the text, what is under its disguise, and the text in standard words."""
        clear = [self.normal] if is_disguised(self.text) else []
        return [self.text, *clear, self.standard] if self.standard else [self.text, *clear]


def _named_accounts(text: str) -> list[str]:
    """Return the words in the names of accounts; people write «@MinistryOfHealth» for the ministry."""
    if "@" not in text:
        return []
    names = " ".join(_NAME_OF_ACCOUNT.findall(text[:4000])).replace("_", " ")
    return normalise(_CAMEL.sub(" ", names)).split()
