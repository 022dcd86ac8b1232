"""The consonants of a word in one alphabet, so that Arabizi and Arabic spellings meet.

Vowels are written or not, and by different letters; consonants that Latin spelling tells apart
badly (ت/ط, س/ص, د/ض/ذ/ظ, ح/ه, ق/ك) share one sign. ع and hamza are dropped: half of the writers do.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .normal import normalise
from .words import without_article

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اوىيئءؤأإآع", ""),
        "ب": "b",
        **dict.fromkeys("تثط", "t"),
        "ج": "j",
        **dict.fromkeys("حه", "h"),
        "خ": "x",
        **dict.fromkeys("دذضظ", "d"),
        "ر": "r",
        "ز": "z",
        **dict.fromkeys("سص", "s"),
        "ش": "ʃ",
        "غ": "g",
        "ف": "f",
        **dict.fromkeys("قك", "k"),
        "ل": "l",
        "م": "m",
        "ن": "n",
    }
)
_DIGRAPHS = (
    ("tch", "ʃ"),
    ("ch", "ʃ"),
    ("sh", "ʃ"),
    ("kh", "x"),
    ("gh", "γ"),
    ("dj", "j"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("qu", "k"),
    ("ce", "s"),
    ("ci", "s"),
)
_LATIN = str.maketrans(
    {
        **dict.fromkeys("aeiouyw23", ""),
        "c": "k",
        "p": "b",
        "v": "f",
        "q": "k",
        "g": "k",
        "γ": "g",
        "5": "x",
        "6": "t",
        "7": "h",
        "8": "g",
        "9": "k",
    }
)
_LATIN_ARTICLE = re.compile(r"^(?:[wofbd]?(?:el|al|l)|[wofb](?=[bcdfghjkmnpqrstvxz379]))-?(?=\w{3})")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 15)
def word_skeleton(word: str) -> str:
    """Return the consonants of one normalised word, its article left out; empty for a plain number."""
    if word.isdecimal():
        return ""
    if word.isascii():
        word = _LATIN_ARTICLE.sub("", word)
        for pair, sign in _DIGRAPHS:
            word = word.replace(pair, sign)
        bare = word.translate(_LATIN)
    else:
        bare = without_article(word).removesuffix("ه").translate(_ARABIC)
    return _DOUBLED.sub(r"\1", bare)


def skeleton(text: str) -> str:
    """Return the consonants of ``text``, word by word; «3ndo» and «عنده» both give «nd»."""
    return " ".join(filter(None, map(word_skeleton, normalise(text).split())))
