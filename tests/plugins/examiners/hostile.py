"""Files that were made to hurt whoever opens them, or broke on the way."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points

import numpy as np
from hypothesis import strategies as st
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
    "gif of 4,000 megapixels": lambda: (
        b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x08" + b"\xff" * 500
    ),
    "page and document at once": lambda: (
        b"%PDF-1.7\n<html><script>alert(1)</script>\n" + b"1 0 obj<</Length 9999999999>>" * 99
    ),
}  # fmt: skip


@cache
def corpus() -> list[bytes]:
    """Real files: the examples of every installed examiner, and a drawn picture of each kind."""
    found = [
        example.path.read_bytes()
        for point in entry_points(group="tabayyun.examiners")
        for example in point.load()().examples()
    ]
    for kind in ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "PDF"):
        out = io.BytesIO()
        Image.fromarray(drawn(np.random.default_rng(7))[::3, ::3]).save(out, kind)
        found.append(out.getvalue())
    return [*sorted(found, key=len), MP4]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real file with bytes changed, a part doubled or taken out, cut, or with another one behind it."""
    data = bytearray(draw(st.sampled_from(corpus())))
    place = st.integers(0, len(data) - 1)
    for at, value in draw(st.lists(st.tuples(place, st.integers(0, 255)), max_size=30)):
        data[at] = value
    start, end = sorted(draw(st.tuples(place, place)))
    match draw(st.sampled_from(["whole", "cut", "doubled", "hole", "polyglot"])):
        case "cut":
            del data[end:]
        case "doubled":
            data[start:start] = data[start:end]
        case "hole":
            del data[start:end]
        case "polyglot":
            data += draw(st.sampled_from(corpus()))
    return bytes(data)


def subject(file: File | None, *appearances: Appearance) -> Subject:
    """A content with that file."""
    return Subject("", appearances, file)
