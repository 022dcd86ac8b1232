"""Decoding in a process of its own: whatever the file is, the parent gets a picture or a reason."""

import random
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from tools.train_vocabulary import drawn

from tabayyun.plugins.media.decoding import Decoder, UndecodableError

PICTURE = drawn(np.random.default_rng(5))


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as one:
        yield one


def png(width: int, height: int) -> bytes:
    """A PNG that says it is ``width`` × ``height`` and is a few bytes long: a decompression bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * min(width * height, 10**6))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".bmp", ".tiff"])
def test_every_kind_is_decoded(decoder: Decoder, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"صورة{suffix}"
    path.write_bytes(cv2.imencode(suffix, PICTURE)[1].tobytes())
    assert np.abs(decoder.grey(path).astype(int) - PICTURE).mean() < 4


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a picture"),
        (b"GIF89a" + b"\0" * 40, "damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "damaged"),
        (png(60_000, 60_000), "damaged"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + b"\xff" * 30, "damaged"),
    ],
)
def test_what_is_no_picture_gets_a_reason(decoder: Decoder, tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(data)
    with pytest.raises(UndecodableError, match=reason):
        decoder.grey(path)


def test_a_file_that_is_not_there_gets_a_reason(decoder: Decoder, tmp_path: Path) -> None:
    with pytest.raises(UndecodableError, match="No such file"):
        decoder.grey(tmp_path / "missing.jpg")


def test_a_child_that_dies_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(cv2.imencode(".png", PICTURE)[1].tobytes())
    with Decoder() as decoder:
        decoder.grey(path)
        assert decoder._child
        decoder._child.kill()
        decoder._child.wait()
        assert decoder.grey(path).shape == PICTURE.shape


def test_damaged_files_never_hurt_the_parent(decoder: Decoder, tmp_path: Path) -> None:
    """Bytes of real pictures changed, cut and repeated at random."""
    chance = random.Random(11)
    path = tmp_path / "x.bin"
    whole = [cv2.imencode(suffix, PICTURE)[1].tobytes() for suffix in (".jpg", ".png", ".webp", ".tiff")]
    outcomes = set()
    for _ in range(80):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randint(1, len(data))] if chance.random() < 0.5 else data)
        try:
            outcomes.add(decoder.grey(path).ndim)
        except UndecodableError:
            outcomes.add(0)
    assert outcomes == {0, 2}
