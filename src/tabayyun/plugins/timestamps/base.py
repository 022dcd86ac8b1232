"""What every timestamp plugin speaks (RFC 3161)."""

from __future__ import annotations

from typing import ClassVar, Protocol


class TimestampError(Exception):
    """No trusted timestamp could be had; the message says why. Never an empty answer."""


class TimestampPlugin(Protocol):
    """An authority that says: these bytes existed at this time."""

    slug: ClassVar[str]

    def stamp(self, data: bytes, *, home: str, url: str) -> bytes:
        """The DER-encoded RFC 3161 response over SHA-256 of ``data``. Raises TimestampError.

        ``home`` is the installation's folder (a local authority keeps its keys there), ``url`` the
        authority's address for a remote one.
        """

    def root(self, *, home: str) -> bytes:
        """The certificate a stranger checks the stamps against, as PEM; empty when it publishes its own."""
