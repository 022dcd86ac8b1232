"""The institution's signing key: one file, made at first use, readable by its owner only.

Rotation: put a new private key in place of the old one. The public half of every key that ever
signed here stays in ``HOME/keys/public/``, so what it signed can still be checked.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from tabayyun.engine.signing import keys


def private_key() -> Ed25519PrivateKey:
    """The key that signs now; made, with its public half, when there is none.

    Raises `engine.signing.errors.MalformedError` when the file holds no Ed25519 key.
    """
    path = Path(settings.SIGNING_KEY_FILE)
    if not path.exists():
        _create(path, keys.private_pem(keys.generate_key()))
    key = keys.load_private(path.read_bytes())
    _remember(key.public_key())
    return key


def public_keys() -> list[Ed25519PublicKey]:
    """The key that signs now, then all former ones."""
    current = private_key().public_key()
    names = {keys.thumbprint(current)}
    former = [key for path in sorted(_folder().glob("*.pem")) for key in keys.read_public(path.read_bytes())]
    return [current, *(key for key in former if keys.thumbprint(key) not in names)]


def _folder() -> Path:
    return Path(settings.SIGNING_KEY_FILE).parent / "public"


def _remember(key: Ed25519PublicKey) -> None:
    path = _folder() / f"{keys.thumbprint(key)}.pem"
    if not path.exists():
        _create(path, keys.public_pem(key).encode("ascii"))


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
