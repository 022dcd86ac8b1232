"""Text as people write it: one spelling, search words, language, and consonants across alphabets."""

from __future__ import annotations

from .batches import normalise_all
from .languages import LANGUAGES, language, language_of
from .normal import normalise
from .skeletons import skeleton, word_skeleton
from .words import STOP_WORDS, search_terms, stem, terms_of

__all__ = [
    "LANGUAGES",
    "STOP_WORDS",
    "language",
    "language_of",
    "normalise",
    "normalise_all",
    "search_terms",
    "skeleton",
    "stem",
    "terms_of",
    "word_skeleton",
]
