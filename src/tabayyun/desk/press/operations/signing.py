"""The institution's key, for rooms above that sign something of their own."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tabayyun.kit import signing as keys


def signing_key() -> Ed25519PrivateKey:
    """The key that signs statements. What else it signs must begin with a domain of its own."""
    return keys.private_key()
