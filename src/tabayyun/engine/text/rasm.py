"""Arabic letters without their dots: what is left when dots are dropped or slip."""

from __future__ import annotations

_GROUPS = ("بتثني", "حجخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق")
RASM = {ord(letter): ord(group[0]) for group in _GROUPS for letter in group[1:]}
"""Letter → the one that stands for its shape; normalised letters only."""


def rasm(word: str) -> str:
    """Return the shape of a normalised word: «نبا» and «بنا» have one."""
    return word if word.isascii() else word.translate(RASM)
