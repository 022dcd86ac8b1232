"""One spelling for the many ways the same words are written."""

from __future__ import annotations

import html
import re
import unicodedata

from .disguises import read_as_letters, rejoined, revealed

# Letters that people use for one another. Hamza carriers, alef maqsura and ta marbuta are the usual
# Arabic search folding; the second group is Persian, Urdu and Moroccan letters of the same sound.
_ALIKE = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىئیېۍےۓ", "ي"),
    **dict.fromkeys("ؤۋۆۇ", "و"),
    **dict.fromkeys("ةہھۀەۂۃ", "ه"),
    **dict.fromkeys("کڪگڭݣ", "ك"),
    **dict.fromkeys("ڤڥڡڢ", "ف"),
    **dict.fromkeys("ٯڧڨ", "ق"),
    **dict.fromkeys("ںڻڼ", "ن"),
    **dict.fromkeys("پٮٻڀ", "ب"),
    **dict.fromkeys("ٹټٿ", "ت"),
    **dict.fromkeys("چڃڄڇ", "ج"),
    **dict.fromkeys("ڈډڊڍ", "د"),
    **dict.fromkeys("ڑړڕږ", "ر"),
    **dict.fromkeys("ژڗ", "ز"),
    **dict.fromkeys("ڵڶڷڸ", "ل"),
    "ء": "",
    "ـ": "",
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "đ": "d",
    "ł": "l",
    "ı": "i",
}
SEPARATOR = "\x1e"
"""Stands between texts that are cleaned together (`batches`): white space to every pattern here."""
_DROPPED = {"Mn", "Me", "Cf", "Cs", "Co"}
_KEPT = {"Ll", "Lo", "Lm", "Mc"}


def fold(char: str) -> str:
    """Return what one character becomes, following the foldings until nothing changes."""
    if char in _ALIKE:
        return _ALIKE[char]
    category = unicodedata.category(char)
    if category in _DROPPED:
        return ""
    if category in {"Nd", "No", "Nl"} and (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    # Decomposed before its case is dropped: a mark by itself must go the same way as one in a letter.
    parts = unicodedata.normalize("NFKD", char)
    if parts == char:
        parts = char.casefold()
    if parts != char:
        return "".join(map(fold, parts))
    return char if category in _KEPT else " "


class _Folds(dict[int, str]):
    """Filled as characters are met: a table of all of Unicode would cost a second at every start."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold(chr(code))
        return folded


_FOLDS = _Folds()
# Python refuses to read numbers of more than 4,300 digits.
_ENDLESS_ENTITY = re.compile(r"&#[0-9]{9,}")
_LINK = re.compile(r"https?:/\S*")
_ADDRESS = re.compile(r"(?<!\w)\w{1,12}://\S*")
# One literal a pattern: a search for one is ten times as fast as a search for several.
_HOSTS = {
    start: re.compile(re.escape(start) + r"\S*") for start in ("www.", "WWW.", "Www.", "pic.twitter.com")
}
# A letter that a mark follows is left to the text, so that composed and decomposed letters agree.
_AT_FOR_A = re.compile(r"@(?<=[A-Za-z]@)(?=[A-Za-z])")
_MENTION = re.compile(r"@[A-Za-z0-9_.]*[A-Za-z0-9_](?![\u0300-\u036f])")
_REPOST = re.compile(rf"[Rr][Tt] @\S*[^\S{SEPARATOR}]+")
_PLACEHOLDER = re.compile(r"<(?:user|url|link)>", re.IGNORECASE)
# A hashtag with a capital inside, composed or not: only those are taken apart.
_HASHTAG = re.compile(r"#(?=\S*?[a-zà-ÿ][\u0300-\u036f]*[A-ZÀ-Þ\u212a\u212b])\S+")
_LONGEST_HASHTAG = 64
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_THOUSANDS = re.compile(r"[,.٬\u00a0\u202f’'](?<=[0-9٠-٩].)(?=[0-9٠-٩]{3}(?![0-9٠-٩]))")
_THRICE = re.compile(r"(.)\1\1")
# Three of i and x are spared for the sake of Roman numerals.
_ELONGATED = re.compile(r"([^ 0-9ix])\1\1+|([ix])\2{3,}")


def _split(hashtag: re.Match[str]) -> str:
    """Return the words of a hashtag that capitals tell apart."""
    if len(hashtag[0]) > _LONGEST_HASHTAG:
        return hashtag[0]
    return _CAMEL.sub(" ", unicodedata.normalize("NFC", hashtag[0]))


def without_noise(text: str) -> str:
    """Drop addresses and mentions, split hashtags, join the thousands of a number.

    The text may be many, joined by `SEPARATOR`; what is found never reaches over it.
    """
    if "&" in text:
        text = html.unescape(_ENDLESS_ENTITY.sub(" ", text))
    text = _LINK.sub(" ", text)
    if "://" in text:
        text = _ADDRESS.sub(" ", text)
    for start, host in _HOSTS.items():
        if start in text:
            text = host.sub(" ", text)
    if "@" in text:
        text = _MENTION.sub(" ", _AT_FOR_A.sub("a", _REPOST.sub(" ", text)))
    if "<" in text:
        text = _PLACEHOLDER.sub(" ", text)
    if "#" in text:
        text = _HASHTAG.sub(_split, text)
    return _THOUSANDS.sub("", text)


def normalise(text: str) -> str:
    """Return ``text`` in lower-case letters, digits and single spaces, ready to be compared.

    Compatibility forms, diacritics, tatweel, hamza carriers, elongation, case, HTML entities,
    digits of any script, emoji, punctuation, addresses, mentions, control and bidi characters and
    lone surrogates are folded or dropped, `disguises` taken off. Idempotent; never raises; empty when
    nothing is left.
    """
    folded = revealed(without_noise(text.replace(SEPARATOR, " "))).translate(_FOLDS)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKC", folded)
    folded = read_as_letters(" ".join(folded.split()))
    whole = rejoined(_shortened(folded))
    return _shortened(whole) if whole != folded else folded


def _shortened(text: str) -> str:
    """Take back letters that are drawn out."""
    return _ELONGATED.sub(r"\1\2", text) if _THRICE.search(text) else text
