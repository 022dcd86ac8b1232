"""The canonical form of a statement's text: what exactly is hashed and signed.

One line of UTF-8 for each part, ``label: words``, in this order: ``title``, ``body``, ``claim`` and
``verdict`` where they are given, then one ``checked`` line for each sentence of what was checked.
In each part, control and bidi characters are dropped, the rest is brought to NFC, and every run of
white space becomes one space. So a line break, however a page or a mail program lays it out, changes
nothing, and every word, letter and mark does. No part contains a line break, so no two texts share
a form.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from tabayyun.engine.signing.errors import MalformedError

# Control characters but tab and line feed; marks, embeddings, overrides and isolates of the bidi
# algorithm. Newsroom pages do not show them either, so a page and its source agree.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Listed, not «\\s»: Python and JavaScript differ on it, and both have to agree for ever.
_SPACE = re.compile("[\t\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def canonical(part: str) -> str:
    """One part of a text as it is signed: NFC, no unseen character, single spaces."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", _UNSEEN.sub("", part))).strip(" ")


def canonical_text(
    title: str, body: str, checked: Sequence[str], *, claim: str = "", verdict: str = ""
) -> str:
    """The whole text as it is signed, one labelled line for each part."""
    optional = [("claim", claim), ("verdict", verdict)]
    parts = [
        ("title", title),
        ("body", body),
        *((label, part) for label, part in optional if canonical(part)),
        *(("checked", sentence) for sentence in checked),
    ]
    return "".join(f"{label}: {canonical(part)}\n" for label, part in parts)


def text_digest(title: str, body: str, checked: Sequence[str], *, claim: str = "", verdict: str = "") -> str:
    """SHA-256 of the canonical text, in hexadecimal. Raises MalformedError for lone surrogates.

    ``verdict`` is its code («false»), not the word for it in a language.
    """
    text = canonical_text(title, body, checked, claim=claim, verdict=verdict)
    try:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise MalformedError("the text holds a lone surrogate") from error


def reorders(shown: str) -> bool:
    """A character in ``shown`` makes it read in another order than it is written.

    Our pages never carry one, so on a page it is a trick, although it changes no digest.
    """
    return bool(_REORDERING.search(shown))
