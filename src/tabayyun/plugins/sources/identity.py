"""Ids that fit: as the source gives them, or a digest that is the same every time."""

from __future__ import annotations

import hashlib

from tabayyun.plugins.sources.post_format import ID_LIMIT


def digest(*parts: str) -> str:
    """32 hexadecimal digits over ``parts``: the same for the same parts, whatever happens in between."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:32]


def fitting(identifier: str) -> str:
    """``identifier``, or its digest when it is longer than a post's id may be."""
    return identifier if len(identifier) <= ID_LIMIT else f"sha256:{digest(identifier)}"
