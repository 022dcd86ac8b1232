"""Files that must stay as they came in: named by what they contain, encrypted on the disk.

Each file has a key of its own, kept wrapped by the installation's key (AES-256-GCM). Forgetting the
wrapped key erases a file also from every backup. A file is a row of chunks of 1 MB, each sealed with its
number and whether it is the last (the STREAM construction: Hoang et al., 2015), so that a chunk that is
changed, moved, left out or cut off is noticed when the file is read.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

CHUNK = 1 << 20
TAG = 16
NONCE = 12


class VaultError(Exception):
    """A file is not there, or is not what was put in; the message says which."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put in: its digests, hexadecimal, its size in bytes, and the key to read it."""

    sha256: str
    sha512: str
    size: int
    wrapped_key: bytes


class TooLargeError(Exception):
    """More bytes than were allowed. Nothing was kept."""


def put(source: BinaryIO, *, most: int) -> Stored:
    """Keep all bytes of ``source``. Raises TooLargeError above ``most`` bytes.

    The file is whole on the disk before this returns; a process that dies leaves a draft and no file.
    """
    key = secrets.token_bytes(32)
    folder = _folder()
    with tempfile.NamedTemporaryFile(dir=folder, prefix="draft-", delete=False) as draft:
        try:
            sha256, sha512, size = _sealed(source, draft, key, most)
            os.fsync(draft.fileno())
        except BaseException:
            Path(draft.name).unlink()
            raise
    path = _path(sha256, key)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    Path(draft.name).replace(path)
    return Stored(sha256, sha512, size, _wrapped(key, sha256))


def chunks(sha256: str, wrapped_key: bytes) -> Iterator[bytes]:
    """The bytes of a file. Raises VaultError, where it shows, when they are not those that were put in."""
    key = _unwrapped(wrapped_key, sha256)
    cipher, path = AESGCM(key), _path(sha256, key)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            for number in range(max(1, -(-size // (CHUNK + TAG)))):
                sealed = file.read(CHUNK + TAG)
                yield cipher.decrypt(_nonce(number, last=file.tell() == size), sealed, None)
    except FileNotFoundError:
        raise VaultError(f"the file {sha256} is not on the disk") from None
    except InvalidTag:
        raise VaultError(f"the file {sha256} was changed on the disk") from None


def forget(sha256: str, wrapped_key: bytes) -> None:
    """Delete a file. One that is gone already is no error."""
    _path(sha256, _unwrapped(wrapped_key, sha256)).unlink(missing_ok=True)


def _sealed(source: BinaryIO, target: IO[bytes], key: bytes, most: int) -> tuple[str, str, int]:
    cipher, one, other, size = AESGCM(key), hashlib.sha256(), hashlib.sha512(), 0
    chunk, number = source.read(CHUNK), 0
    while True:
        size += len(chunk)
        if size > most:
            raise TooLargeError
        following = source.read(CHUNK)
        one.update(chunk)
        other.update(chunk)
        target.write(cipher.encrypt(_nonce(number, last=not following), chunk, None))
        if not following:
            return one.hexdigest(), other.hexdigest(), size
        chunk, number = following, number + 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(NONCE - 1, "big") + bytes([last])


def _wrapped(key: bytes, sha256: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_master()).encrypt(nonce, key, sha256.encode())


def _unwrapped(wrapped: bytes, sha256: str) -> bytes:
    try:
        return AESGCM(_master()).decrypt(wrapped[:NONCE], wrapped[NONCE:], sha256.encode())
    except InvalidTag:
        raise VaultError(f"the key of {sha256} is not one of this installation") from None


def _master() -> bytes:
    return hashlib.sha256(settings.EVIDENCE_KEY.encode()).digest()


def _path(sha256: str, key: bytes) -> Path:
    """Two files of the same bytes have keys, and so names, of their own: erasing one leaves the other."""
    own = hashlib.sha256(key).hexdigest()[:8]
    return _folder() / sha256[:2] / f"{sha256}-{own}"


def _folder() -> Path:
    folder = Path(settings.HOME) / "evidence"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
