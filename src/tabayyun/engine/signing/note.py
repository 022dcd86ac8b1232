"""Signed checkpoints of the log: C2SP signed notes, readable by a person and by the tools of others.

::

    press.example/log          the log's name (origin)
    42                         how many entries
    5Lsg…=                     root over them, base64
                               an empty line
    — press.example/log ABCD…  who signed, base64(key id ‖ Ed25519 signature)

Formats: https://c2sp.org/signed-note and https://c2sp.org/tlog-checkpoint. A note ends with a line
break, and what is signed is everything before the empty line, its own line break included. The same
key signs statements: a JWS signs no line break, a note always does, so neither can pass for the other.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tabayyun.engine.signing.errors import ForgedSignatureError, MalformedError, UnknownKeyError

ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]+")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")
_UNWRITABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log at one moment."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: who, which key (4 bytes), and the signature."""

    name: str
    key_id: bytes
    signature: bytes


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """The first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)."""
    return hashlib.sha256(name.encode("utf-8") + b"\n" + ED25519 + key.public_bytes_raw()).digest()[:4]


def verifier_key(name: str, key: Ed25519PublicKey) -> str:
    """``name+id+key``: how other tools for signed notes are told whom to trust."""
    written = base64.b64encode(ED25519 + key.public_bytes_raw()).decode("ascii")
    return f"{name}+{key_id(name, key).hex()}+{written}"


def sign_checkpoint(origin: str, size: int, root: bytes, private_key: Ed25519PrivateKey, name: str) -> str:
    """The signed note. Raises ValueError for a name with white space or «+», or an impossible head."""
    if not _NAME.fullmatch(name) or "\n" in origin or not origin or size < 0:
        raise ValueError(f"cannot be written as a note: {name!r}, {origin!r}, {size}")
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode('ascii')}\n"
    signature = key_id(name, private_key.public_key()) + private_key.sign(text.encode("utf-8"))
    return f"{text}\n— {name} {base64.b64encode(signature).decode('ascii')}\n"


def parse_checkpoint(note: str) -> Checkpoint:
    """What the note says, signed or not. Raises MalformedError."""
    text, _ = _split(note)
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0] or not _SIZE.fullmatch(lines[1]):  # noqa: PLR2004  (origin, size, root, «»)
        raise MalformedError("not a checkpoint: origin, size and root are missing")
    return Checkpoint(lines[0], int(lines[1]), _root(lines[2]))


def parse_signatures(note: str) -> list[NoteSignature]:
    """The signature lines of the note. Raises MalformedError when one is damaged or there is none."""
    _, lines = _split(note)
    return [_signature(line) for line in lines]


def verify_checkpoint(note: str, public_keys: Iterable[Ed25519PublicKey]) -> Checkpoint:
    """What the note says, when one of ``public_keys`` signed it.

    Lines of other keys (witnesses) are passed over, as the format asks.
    Raises MalformedError, UnknownKeyError or ForgedSignatureError.
    """
    checkpoint = parse_checkpoint(note)
    text = _split(note)[0].encode("utf-8")
    keys = list(public_keys)
    known = [
        (line, key)
        for line in parse_signatures(note)
        for key in keys
        if line.key_id == key_id(line.name, key)
    ]
    if not known:
        raise UnknownKeyError("the checkpoint is signed by none of the given keys")
    for line, key in known:
        _check(key, line.signature, text)
    return checkpoint


def _check(key: Ed25519PublicKey, signature: bytes, text: bytes) -> None:
    try:
        key.verify(signature, text)
    except InvalidSignature as error:
        raise ForgedSignatureError("the key named in the checkpoint did not sign it") from error


def _split(note: str) -> tuple[str, list[str]]:
    """The signed text, and the lines after it. The last empty line separates them."""
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or not signatures.endswith("\n") or _UNWRITABLE.search(note):
        raise MalformedError("not a signed note: it must end with an empty line and signatures")
    return text + "\n", signatures[:-1].split("\n")


def _signature(line: str) -> NoteSignature:
    found = _SIGNATURE.fullmatch(line)
    data = _base64(found[2]) if found else b""
    if found is None or len(data) < 5:  # noqa: PLR2004  (4 bytes of key id, then the signature)
        raise MalformedError(f"not a signature line: {line[:80]!r}")
    return NoteSignature(found[1], data[:4], data[4:])


def _root(line: str) -> bytes:
    root = _base64(line)
    if len(root) != hashlib.sha256().digest_size:
        raise MalformedError("the root is not a SHA-256 hash")
    return root


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedError("not base64") from error
