"""The institution's signing key: one file, made at first use, readable by its owner only.

Rotation: put a new private key in place of the old one. The public half of every key that ever
signed here stays in ``HOME/keys/public/``, so what it signed can still be checked.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


class WrongKeyError(ValueError):
    """A key file holds something else than an Ed25519 key."""


def private_key() -> Ed25519PrivateKey:
    """The key that signs now; made, with its public half, when there is none. Raises WrongKeyError."""
    path = Path(settings.SIGNING_KEY_FILE)
    if not path.exists():
        _create(path, _private_pem(Ed25519PrivateKey.generate()))
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongKeyError(str(path))
    _remember(key.public_key())
    return key


def public_keys() -> list[Ed25519PublicKey]:
    """The key that signs now, then all former ones."""
    current = private_key().public_key()
    former = [_public(path) for path in sorted(_folder().glob("*.pem"))]
    return [current, *(key for key in former if key.public_bytes_raw() != current.public_bytes_raw())]


def _folder() -> Path:
    return Path(settings.SIGNING_KEY_FILE).parent / "public"


def _public(path: Path) -> Ed25519PublicKey:
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise WrongKeyError(str(path))
    return key


def _remember(key: Ed25519PublicKey) -> None:
    path = _folder() / f"{hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]}.pem"
    if not path.exists():
        spki = serialization.PublicFormat.SubjectPublicKeyInfo
        _create(path, key.public_bytes(serialization.Encoding.PEM, spki))


def _private_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _create(path: Path, content: bytes) -> None:
    """Write whole or not at all: of two processes that start together, one wins and both read its key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
