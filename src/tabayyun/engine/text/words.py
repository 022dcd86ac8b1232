"""Words to search by: without the grammar that hangs on them."""

from __future__ import annotations

from functools import lru_cache

from . import stopwords
from .normal import normalise

# Longest first. Particles that stay joined to the article or to the word (و ف ب ك ل س).
_ARTICLES = ("وبال", "وكال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال")
_PARTICLES = "فبكل"
_WITH_WAW = frozenset(
    normalise(
        """
        وزارة وزير وزراء وطن وطني وطنية وقت وجد وصل وصول وفاة وفيات ولد والد والدة والدين ورق ورقة وضع
        وضعية وحد وحدة وحيد وسط وسائل وثيقة وثائق ولاية وكالة وكيل واقع واقعة واحد واحدة وباء وظيفة وظائف وعي
        وعد وجه وجهة ورد وزن وشك وفد وقف وقود وقاية وقائع وهم ويل ولي والي وجدة وزان ورزازات وادي واد وردة
        """
    ).split()
)
_ENDINGS = (
    *("هما", "كما", "تين", "ات", "ان", "ون", "ين", "وا", "ها", "هم", "هن", "كم", "نا", "يه"),
    *("ه", "ي", "ا"),
)
_SHORTEST = 3
_LONG = 5

STOP_WORDS = frozenset(
    normalise(
        " ".join((stopwords.ARABIC, stopwords.DARIJA, stopwords.ARABIZI, stopwords.FRENCH, stopwords.ENGLISH))
    ).split()
)


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def without_article(word: str) -> str:
    """Take the article and what is joined to it, or joined particles, off an Arabic word.

    Without an article و is taken off unless the word is known to begin with it, and ب ك ل ف only off
    long words: most short ones begin with these letters themselves.
    """
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST:
            return word[len(article) :]
    if word[0] == "و" and len(word) > _SHORTEST and word not in _WITH_WAW:
        word = word[1:]
    return word[1:] if word[0] in _PARTICLES and len(word) > _LONG else word


def _stem_arabic(word: str) -> str:
    word = without_article(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def _stem_latin(word: str) -> str:
    """Drop the plural and the feminine of French and the plural of English; no more than that."""
    for ending in ("ees", "es", "s", "ee", "e"):
        if word.endswith(ending) and len(word) - len(ending) > _SHORTEST and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the light stem of one normalised word: prefixes and endings off, roots untouched."""
    return _stem_arabic(word) if _is_arabic(word) else _stem_latin(word)


def terms_of(words: list[str]) -> list[str]:
    """Return the stems of normalised ``words``, stop words left out."""
    return [stem(word) for word in words if word not in STOP_WORDS]


def search_terms(text: str) -> list[str]:
    """Return what to index or look up ``text`` by: light stems in order, repeats kept."""
    return terms_of(normalise(text).split())
