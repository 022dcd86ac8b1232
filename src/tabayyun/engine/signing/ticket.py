"""A ticket of admission: short enough for a small QR code, signed so that a phone verifies it offline.

The token is «T1.» and 128 characters of base32 (RFC 4648), all of them in the alphabet that a QR code
packs tightest. They hold 80 bytes: the 16 of the ticket, big-endian, and their Ed25519 signature.

====== ======= ==========================================================
offset bytes   what
====== ======= ==========================================================
0      1       version of this format: 1
1      2       number of the edition
3      5       code of the registration
8      1       issue: a changed ticket replaces the one before
9      4       beginning of its time, minutes since 1970-01-01T00:00Z
13     2       how many people it admits
15     1       kind: 0 person, 1 school, 2 group
====== ======= ==========================================================

What is signed is `DOMAIN` and these 16 bytes, so that no other signature of the same key is one of a ticket.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tabayyun.engine.signing.errors import ForgedSignatureError, MalformedError

DOMAIN = b"tabayyun ticket 1\n"
PREFIX = "T1."
KINDS = ("person", "school", "group")
CODE_BYTES = 5
CODE_LENGTH = 8
"""Characters of a code as people type it."""
_LAYOUT = struct.Struct(">BH5sBIHB")
_LENGTH = 128
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# People read a code aloud or type it: signs that base32 does not have stand for those they look like.
_LOOK_ALIKE = str.maketrans("018", "OIB", " -·")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a token says."""

    edition: int
    code: str
    """Eight characters of base32."""
    issue: int
    starts_at: datetime
    """Aware; kept to the minute."""
    people: int
    kind: str
    """One of KINDS."""


def sign(ticket: Ticket, private_key: Ed25519PrivateKey) -> str:
    """The token of ``ticket``. Raises MalformedError when a number does not fit its bytes."""
    packed = _packed(ticket)
    signature = private_key.sign(DOMAIN + packed)
    return PREFIX + base64.b32encode(packed + signature).decode("ascii")


def read(token: str, public_keys: Iterable[Ed25519PublicKey]) -> Ticket:
    """What ``token`` says, when one of ``public_keys`` signed it.

    Raises MalformedError or ForgedSignatureError.
    """
    body = token.strip().removeprefix(PREFIX)
    if len(body) != _LENGTH or not token.strip().startswith(PREFIX):
        raise MalformedError("not a ticket")
    try:
        data = base64.b32decode(body)
    except binascii.Error as error:
        raise MalformedError("not base32") from error
    packed, signature = data[: _LAYOUT.size], data[_LAYOUT.size :]
    if not any(_signed_by(key, signature, packed) for key in public_keys):
        raise ForgedSignatureError("none of the given keys signed this ticket")
    return _unpacked(packed)


def new_code(random: bytes) -> str:
    """The code of a registration, from five random bytes."""
    return base64.b32encode(random[:CODE_BYTES]).decode("ascii")


def tidy_code(typed: str) -> str:
    """``typed`` as the code it means: capitals, no spaces, 0 for O, 1 for I, 8 for B."""
    return typed.upper().translate(_LOOK_ALIKE)


def _packed(ticket: Ticket) -> bytes:
    minutes = (ticket.starts_at - _EPOCH) // timedelta(minutes=1)
    try:
        code = base64.b32decode(ticket.code)
        kind = KINDS.index(ticket.kind)
        return _LAYOUT.pack(1, ticket.edition, code, ticket.issue, minutes, ticket.people, kind)
    except (struct.error, binascii.Error, ValueError) as error:
        raise MalformedError(f"no ticket: {error}") from error


def _unpacked(packed: bytes) -> Ticket:
    version, edition, code, issue, minutes, people, kind = _LAYOUT.unpack(packed)
    if version != 1 or kind >= len(KINDS):
        raise MalformedError("a ticket of another format")
    starts_at = _EPOCH + timedelta(minutes=minutes)
    return Ticket(edition, new_code(code), issue, starts_at, people, KINDS[kind])


def _signed_by(key: Ed25519PublicKey, signature: bytes, packed: bytes) -> bool:
    try:
        key.verify(signature, DOMAIN + packed)
    except InvalidSignature:
        return False
    return True
