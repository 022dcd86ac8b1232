"""Which posts carry the same content: near-duplicates, grouped as they come."""

from __future__ import annotations

from .groups import Groups, Place

__all__ = ["Groups", "Place"]
