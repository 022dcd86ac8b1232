"""Text as it is stored and signed."""

import unicodedata

BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def tidy(written: str) -> str:
    """``written`` with one kind of line end, and without what a reader cannot see.

    Gone are control characters, lone surrogates, and the bidi overrides that show words in another
    order than they are signed in.
    """
    lines = written.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in lines if c == "\n" or _is_shown(c)).strip()


def _is_shown(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs"} and char not in BIDI_OVERRIDES
