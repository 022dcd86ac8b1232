"""A content as it is saved: when it came and the text it is compared by.

The signature is computed again from the text: that takes a hundredth of the time of reading the
row, and a better signature needs no migration.
"""

from __future__ import annotations

import struct

_HEAD = struct.Struct(">Bq")
_VERSION = 1


def write(seq: int, text: str) -> bytes:
    """Return the fingerprint of the content that ``seq`` began."""
    return _HEAD.pack(_VERSION, seq) + text.encode("utf-8", "surrogatepass")


def read(fingerprint: bytes) -> tuple[int, str]:
    """Return sequence number and text. Raises ``ValueError`` for another version or a broken one."""
    if len(fingerprint) < _HEAD.size or fingerprint[0] != _VERSION:
        raise ValueError("not a fingerprint of this version")
    _, seq = _HEAD.unpack_from(fingerprint)
    return seq, bytes(fingerprint[_HEAD.size :]).decode("utf-8", "surrogatepass")
