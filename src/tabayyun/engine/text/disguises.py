"""Tricks that keep a text from being found, undone: letters spelt out one by one, look-alikes of other
alphabets, a text that is written backwards.

What is done letter by letter (diacritics, tatweel, unseen characters, styled letters) is undone by `normal`.
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Mask = NDArray[np.bool_]

_LETTER = r"[^\W\d_]"
_SPELT = re.compile(rf"(?<![^\W_]){_LETTER}([^\w\s]|[ _])(?:{_LETTER}\1){{2,}}{_LETTER}(?![^\W_])")
"""Four letters or more with the same sign between each two."""
_SPELT_SHORT = re.compile(r"(?<![^\W_])[^\W_]([^\w\s]|[ _])(?:[^\W_]\1)*[^\W_](?![^\W_])")
"""As much as two letters or digits, in a text that is known to have such words."""
_GREEK, _CYRILLIC_END = 0x370, 0x530
_SPELT_OUT = re.compile(rf"(?<!\S){_LETTER}(?: {_LETTER}){{3,}}(?!\S)")
_FOREIGN = f"[{chr(_GREEK)}-{chr(_CYRILLIC_END - 1)}]"
_MIXED = re.compile(f"[A-Za-z]{_FOREIGN}|{_FOREIGN}[A-Za-z]")
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТХУІЈЅԌαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwABEKMHOPCTXYIJSGaeiknoptuxABEZHIKMNOPTYX",
)
# 3, 5, 7 and 9 alone are letters of Arabizi; 0, 1 or 4 between letters tells that all are look-alikes.
_DIGITS_FOR_LETTERS = re.compile(r"(?<!\S)[a-z0-9]*[a-z][013457]?[014][013457]?[a-z][a-z0-9]*(?!\S)")
_LETTERS = str.maketrans("013457", "oieast")
_ONLY_LAST = "ةى"
"""Letters that end a word."""
_BACKWARDS = re.compile(rf"(?<![\w\u064b-\u065f])[{_ONLY_LAST}]{_LETTER}")
_FORWARDS = re.compile(rf"{_LETTER}[{_ONLY_LAST}](?![^\W_])")
_ARTICLE = re.compile(rf"(?<![^\W_])ال{_LETTER}")
_ARTICLE_BACKWARDS = re.compile(rf"{_LETTER}لا(?![^\W_])")
_DRAWN_OUT = re.compile(rf"({_LETTER})\1{{3}}")
_BURYING = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u200b-\u200f\u2060-\u2064\ufeff\u00ad]")
_MOSTLY_BURIED = 0.2
"""Share of such characters from which on a text is another to whoever reads them."""
_SEPARATOR = 0x1E
_OVERRIDE = "\u202e"
OVERRIDE = ord(_OVERRIDE)
"""Turns the direction of all that follows."""
_OVERRIDDEN = re.compile(f"{_OVERRIDE}([^\u202c\u0621-\u064a]*[A-Za-z]{{4}}[^\u202c\u0621-\u064a]*)\u202c?")
_ARABIC_FIRST, _ARABIC_LAST = 0x621, 0x64A


def is_disguised(text: str) -> bool:
    """Return whether letters are spelt out, mixed, drawn out, or buried under marks and unseen characters."""
    if any(trick.search(text) for trick in (_MIXED, _SPELT, _DRAWN_OUT)):
        return True
    return not text.isascii() and len(_BURYING.findall(text)) > _MOSTLY_BURIED * len(text)


def revealed(text: str) -> str:
    """Return ``text`` with its letters in their alphabet, their order and their words."""
    text = unicodedata.normalize("NFC", text)
    if _MIXED.search(text):
        text = text.translate(_LOOK_ALIKE)
    if _OVERRIDE in text:
        text = _OVERRIDDEN.sub(lambda part: part[1][::-1], text)
    if _BACKWARDS.search(text) and _is_backwards(text):
        text = text[::-1]
    if _SPELT.search(text):
        text = _SPELT_SHORT.sub(_joined, text)
    return text


def _joined(spelt: re.Match[str]) -> str:
    """Return the letters of a spelt word; a number with a sign in it («7.1») stays as it is."""
    whole = spelt[0].replace(spelt[1], "")
    return spelt[0] if whole.isdecimal() and spelt[1] != " " else whole


def _is_backwards(text: str) -> bool:
    """Return whether more words begin as words end than the other way round."""
    backwards = len(_BACKWARDS.findall(text)) + len(_ARTICLE_BACKWARDS.findall(text))
    return backwards > len(_FORWARDS.findall(text)) + len(_ARTICLE.findall(text))


def read_as_letters(folded: str) -> str:
    """Return folded words in which digits stand for letters («p0l1ce») with the letters."""
    return _DIGITS_FOR_LETTERS.sub(lambda word: letters_for_digits(word[0]), folded)


def letters_for_digits(word: str) -> str:
    """Return a word of letters and digits with the letters that the digits look like; a number as it is."""
    return word if word.isdecimal() else word.translate(_LETTERS)


def rejoined(folded: str) -> str:
    """Return a folded text with words that are still spelt out, whatever stood between the letters."""
    return _SPELT_OUT.sub(lambda spelt: spelt[0].replace(" ", ""), folded)


def spelt_out(folded: Codes) -> NDArray[np.int64]:
    """Return where in many folded texts a word may be spelt out."""
    blank = np.concatenate([[True], (folded == ord(" ")) | (folded == _SEPARATOR), [True]])
    single = blank[:-2] & ~blank[1:-1] & blank[2:]
    return np.flatnonzero(single[:-6] & single[2:-4] & single[4:-2] & single[6:])


def suspects(codes: Codes, folded: Codes) -> NDArray[np.int64]:
    """Return places of all that would be changed here in many texts at once, and of some that would not.

    ``folded`` is what the characters become; those that are dropped are left out of both.
    """
    digit = (folded == ord("0")) | (folded == ord("1")) | (folded == ord("4"))
    letter = (folded >= ord("a")) & (folded <= ord("z"))
    foreign = (folded >= _GREEK) & (folded < _CYRILLIC_END)
    suspect = codes == OVERRIDE
    suspect[1:] |= (foreign[1:] & letter[:-1]) | (letter[1:] & foreign[:-1])
    ending = (codes == ord(_ONLY_LAST[0])) | (codes == ord(_ONLY_LAST[1]))
    inside = (codes >= _ARABIC_FIRST) & (codes <= _ARABIC_LAST)
    suspect[:-1] |= ending[:-1] & inside[1:]
    suspect |= digit & _after(letter) & _after(letter[::-1])[::-1]
    return np.flatnonzero(suspect)


def _after(marked: Mask) -> Mask:
    """Return which places come one or two after a marked one."""
    after = np.zeros(len(marked), bool)
    after[1:] |= marked[:-1]
    after[2:] |= marked[:-2]
    return after
