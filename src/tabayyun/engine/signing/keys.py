"""Ed25519 keys in their written forms: PEM, JWK and JWKS (RFC 7517, 8037), and their names.

The name of a key (``kid``) is its RFC 7638 thumbprint: the same for everybody who has the key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tabayyun.engine.signing.errors import MalformedError


def generate_key() -> Ed25519PrivateKey:
    """A new private key."""
    return Ed25519PrivateKey.generate()


def private_pem(key: Ed25519PrivateKey) -> bytes:
    """``key`` as an unencrypted PKCS 8 PEM file."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def load_private(pem: bytes) -> Ed25519PrivateKey:
    """The private key in a PEM file. Raises MalformedError."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise MalformedError(f"no readable private key: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise MalformedError("the private key is not an Ed25519 key")
    return key


def public_pem(key: Ed25519PublicKey) -> str:
    """``key`` as a PEM file, as openssl reads it."""
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, spki).decode("ascii")


def public_jwk(key: Ed25519PublicKey | Ed25519PrivateKey) -> dict[str, str]:
    """The public half as a JWK, with its name in ``kid``."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": b64url(public.public_bytes_raw()),
        "kid": thumbprint(public),
        "alg": "Ed25519",
        "use": "sig",
    }


def public_jwks(keys: Iterable[Ed25519PublicKey]) -> dict[str, list[dict[str, str]]]:
    """A JWK Set, as it is published."""
    return {"keys": [public_jwk(key) for key in keys]}


def thumbprint(key: Ed25519PublicKey) -> str:
    """The RFC 7638 thumbprint (SHA-256, base64url): the public name of the key."""
    required = f'{{"crv":"Ed25519","kty":"OKP","x":"{b64url(key.public_bytes_raw())}"}}'
    return b64url(hashlib.sha256(required.encode("ascii")).digest())


def read_public(data: bytes) -> list[Ed25519PublicKey]:
    """The Ed25519 public keys in a PEM file, a JWK or a JWKS. Raises MalformedError when there is none."""
    if data.lstrip().startswith(b"-----BEGIN"):
        return [_from_pem(data)]
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise MalformedError("neither PEM nor JSON") from error
    return from_jwks(found)


def from_jwks(found: Any) -> list[Ed25519PublicKey]:
    """The Ed25519 keys in a parsed JWK or JWKS; keys of other kinds are passed over.

    Raises MalformedError when none is left.
    """
    entries = found.get("keys", [found]) if isinstance(found, dict) else None
    if not isinstance(entries, list):
        raise MalformedError("no JWK Set")
    keys = [
        _from_jwk(entry) for entry in entries if isinstance(entry, dict) and entry.get("crv") == "Ed25519"
    ]
    if not keys:
        raise MalformedError("no Ed25519 key")
    return keys


def b64url(data: bytes) -> str:
    """Base64 for addresses, without padding, as JOSE writes it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _from_pem(data: bytes) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(data.strip() + b"\n")
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MalformedError(f"no readable public key: {error}") from error
    if not isinstance(key, Ed25519PublicKey):
        raise MalformedError("the key is not an Ed25519 key")
    return key


def _from_jwk(entry: dict[str, Any]) -> Ed25519PublicKey:
    x = entry.get("x")
    try:
        raw = base64.b64decode(str(x) + "=" * (-len(str(x)) % 4), altchars=b"-_", validate=True)
        return Ed25519PublicKey.from_public_bytes(raw)
    except (binascii.Error, ValueError) as error:
        raise MalformedError("a key's «x» is not 32 bytes of base64url") from error
