"""Bodies as they were before they were packed for the way, never more than was asked for at once."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from tabayyun.plugins.fetching.errors import FetchError, Reason

ACCEPTED = "gzip, deflate"
"""What we ask for: both can be unpacked piece by piece."""
_EITHER = zlib.MAX_WBITS | 32
"""gzip or zlib, by its beginning."""


def body(parts: Iterable[bytes], encoding: str, *, limit: int) -> bytes:
    """All of ``parts`` unpacked. Raises FetchError above ``limit`` bytes, packed or unpacked."""
    unpack = _unpacker(encoding, limit)
    out, packed = bytearray(), 0
    for part in parts:
        packed += len(part)
        out += unpack(part, limit - len(out))
        if packed > limit or len(out) > limit:
            raise too_large(limit)
    return bytes(out)


def too_large(limit: int) -> FetchError:
    """The error for an answer of more bytes than that."""
    return FetchError(Reason.TOO_LARGE, f"the answer is larger than {limit} bytes")


class _Plain:
    def __call__(self, data: bytes, room: int) -> bytes:
        return data


class _Packed:
    """gzip, zlib, or the bare deflate that some servers send under that name."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._inside: zlib._Decompress | None = None

    def __call__(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        while data:
            out += self._step(data, room + 1 - len(out))
            assert self._inside is not None  # noqa: S101
            if len(out) > room:
                raise too_large(self._limit)
            data = self._inside.unused_data
            if data:  # another member of the same file follows
                self._inside = None
        return bytes(out)

    def _step(self, data: bytes, most: int) -> bytes:
        first, self._inside = self._inside is None, self._inside or zlib.decompressobj(_EITHER)
        try:
            return self._inside.decompress(data, most)
        except zlib.error as error:
            if not first:
                raise FetchError(Reason.ENCODING, f"the answer cannot be unpacked: {error}") from error
        self._inside = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._inside.decompress(data, most)
        except zlib.error as error:
            raise FetchError(Reason.ENCODING, f"the answer cannot be unpacked: {error}") from error


def _unpacker(encoding: str, limit: int) -> _Plain | _Packed:
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return _Plain()
    if name in {"gzip", "x-gzip", "deflate"}:
        return _Packed(limit)
    raise FetchError(Reason.ENCODING, f"the answer is packed as {name!r}")
