"""Files that were made to hurt whoever opens them, or broke on the way."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable

import numpy as np
from PIL import Image
from tools.train_vocabulary import drawn

from tabayyun.plugins.examiners.base import Appearance, File, Subject


def jpeg(quality: int = 80, **options: object) -> bytes:
    """A drawn picture."""
    out = io.BytesIO()
    Image.fromarray(drawn(np.random.default_rng(5))[::3, ::3]).save(out, "JPEG", quality=quality, **options)
    return out.getvalue()


def png(width: int, height: int, rows: bytes) -> bytes:
    """A grey PNG that says it is ``width`` × ``height``, whatever is in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _exif(directory: bytes) -> bytes:
    """The picture with these bytes as its EXIF directory."""
    block = b"Exif\0\0II*\0\x08\0\0\0" + directory
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg()[2:]


MP4 = b"\0\0\0\x18ftypisom\0\0\2\0isommp41" + b"\0\0\1\0moov\0\0\0\x6cmvhd" + b"\0" * 40
FILES: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "svg with a script": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "xml with entities": lambda: (
        b"<!DOCTYPE x [<!ENTITY a '1'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>"
        b"<svg xmlns='http://www.w3.org/2000/svg'><text>&b;&c;</text></svg>"
    ),
    "bomb by its header": lambda: png(60_000, 60_000, b"\0" * 10**6),
    "101 megapixels": lambda: png(10_100, 10_000, b"\0" * 1000),
    "100 megapixels": lambda: png(10_000, 10_000, b"\0" * (10_001 * 10_000)),
    "cut in the middle": lambda: jpeg()[: len(jpeg()) // 2],
    "mp4 cut": lambda: MP4,
    "mp4 and archive at once": lambda: MP4 + b"PK\x03\x04" + bytes(5000),
    "matroska of nothing": lambda: b"\x1aE\xdf\xa3" + b"\x01" + b"\xff" * 7 + bytes(500),
    "wave without end": lambda: (
        b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\1\0" + b"\xff" * 6 + b"\0" * 6 + b"\x10\0"
        b"data\xff\xff\xff\xff" + bytes(999)
    ),
    "picture and archive at once": lambda: jpeg() + b"PK\x03\x04" + bytes(5000),
    "circle of exif directories": lambda: _exif(b"\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"),
    "exif that points outside": lambda: _exif(b"\1\0\x0f\1\2\0\xff\xff\xff\x7f\xff\xff\xff\x7f\0\0\0\0"),
    "gif of nothing": lambda: b"GIF89a" + b"\0" * 40,
}  # fmt: skip


def damaged(number: int) -> bytes:
    """A picture with some bytes changed, and sometimes cut."""
    chance = random.Random(number)
    kind = chance.choice(["JPEG", "PNG", "WEBP", "TIFF"])
    out = io.BytesIO()
    Image.fromarray(drawn(np.random.default_rng(number))[::3, ::3]).save(out, kind)
    data = bytearray(out.getvalue())
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randint(1, len(data))] if chance.random() < 0.3 else data)


def subject(file: File | None, *appearances: Appearance) -> Subject:
    """A content with that file."""
    return Subject("", appearances, file)
