"""How the indexes of pictures grow: hashes, and keypoints mapped from a disk."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tools.train_vocabulary import drawn

from tabayyun.engine.media import bank as banks
from tabayyun.engine.media import pdq
from tabayyun.engine.media.bank import Bank, Segment
from tabayyun.engine.media.geometry import agreements
from tabayyun.engine.media.hashes import Hashes, HashIndex
from tabayyun.engine.media.keypoints import Keypoints, asked_keypoints
from tabayyun.plugins.media.folder import vocabulary

QUERIES = 200
KEPT = 140
"""Keypoints of a picture in a bank of a million."""
AT_ONCE = 100_000
"""Pictures of a segment."""
POOL = 40
"""Drawn pictures whose keypoints all others are made of."""


def hashes(count: int) -> dict[str, float]:
    """An index of ``count`` random hashes, opened from a disk; questions lie at the rim (31 bits)."""
    chance = np.random.default_rng(count)
    bits = chance.integers(0, 2**64, (count, 4), np.uint64)
    before = time.process_time()
    built = HashIndex().added(range(count), bits)
    cpu = time.process_time() - before
    with tempfile.TemporaryDirectory() as folder:
        paths = [_saved(one, Path(folder) / str(n)) for n, one in enumerate(built.segments)]
        before = time.perf_counter()
        index = HashIndex(tuple(_opened(Hashes, path) for path in paths))
        index.near(pdq.Hash(bits[0], 100))
        opened = time.perf_counter() - before
        wall, own, found = _asked(index, bits, chance)
        before = time.perf_counter()
        more = index.added([count], bits[:1])
        added = time.perf_counter() - before
        seen = (0, count) in more.near(pdq.Hash(bits[0], 100))
        return {
            "hashes": count,
            "recall_at_31_bits": found / QUERIES,
            "p50_ms": _percentile(wall, 50),
            "p95_ms": _percentile(wall, 95),
            "cpu_p50_ms": _percentile(own, 50),
            "cpu_p95_ms": _percentile(own, 95),
            "build_cpu_s": round(cpu, 1),
            "open_and_first_ms": round(1000 * opened, 1),
            "insert_ms": round(1000 * added, 1),
            "insert_seen_at_once": seen,
            "mb": _megabytes(folder),
        }


def _asked(
    index: HashIndex, bits: NDArray[np.uint64], chance: np.random.Generator
) -> tuple[list[float], list[float], int]:
    wall, own, found = [], [], 0
    for _ in range(QUERIES):
        number = int(chance.integers(len(bits)))
        singles = np.unpackbits(bits[number].view(np.uint8))
        singles[chance.choice(256, 31, replace=False)] ^= 1
        asked = pdq.Hash(np.packbits(singles).view(np.uint64), 100)
        clocks = time.perf_counter(), time.process_time()
        near = index.near(asked)
        wall.append(time.perf_counter() - clocks[0])
        own.append(time.process_time() - clocks[1])
        found += (31, number) in near
    return wall, own, found


def parts(count: int, questions: int = 10) -> dict[str, float]:
    """A bank of ``count`` pictures, mapped from a disk, each of `KEPT` keypoints of a pool, changed a little.

    Asked about are pictures whose keypoints are those of a known one, changed once more, among as many
    others as a real question has.
    """
    chance = np.random.default_rng(count)
    words = vocabulary()
    drawings = [drawn(chance) for _ in range(POOL)]
    pool = [asked_keypoints(one) for one in drawings]
    bits = np.concatenate([one.bits for one in pool])
    of_bits = words.read(bits, 1)[:, 0]
    with tempfile.TemporaryDirectory() as folder:
        paths, kept = [], []
        for n, begin in enumerate(range(0, count, AT_ONCE)):
            segment, some = _made(begin, min(count, begin + AT_ONCE), bits, of_bits, chance)
            paths.append(_saved(segment, Path(folder) / str(n)))
            kept += some
        before = time.perf_counter()
        bank = Bank(words, tuple(_opened(Segment, path) for path in paths))
        opened = time.perf_counter() - before
        own, wall, found = [], [], 0
        for number, points in kept[:questions]:
            asked = _among(points, pool[number % POOL], chance)
            clocks = time.perf_counter(), time.process_time()
            agreed = agreements(asked, bank.pairs(asked))
            wall.append(time.perf_counter() - clocks[0])
            own.append(time.process_time() - clocks[1])
            found += number in [one.picture for one in agreed]
        return {
            "pictures": count,
            "recall": found / len(own),
            "cpu_median_ms": _percentile(own, 50),
            "median_ms": _percentile(wall, 50),
            "open_ms": round(1000 * opened, 1),
            "mb": _megabytes(folder),
            "own_memory_mb": _own_memory(),
        }


def _made(
    begin: int, end: int, bits: NDArray[np.uint8], of_bits: NDArray[np.int64], chance: np.random.Generator
) -> tuple[Segment, list[tuple[int, Keypoints]]]:
    """A segment, and the keypoints of its first picture."""
    chosen = chance.integers(len(bits), size=(end - begin) * KEPT)
    places = np.column_stack([
        chance.uniform(0, 512, (len(chosen), 2)), chance.uniform(31, 150, len(chosen)),
        chance.uniform(0, 360, len(chosen)),
    ]).astype(np.float32)  # fmt: skip
    own = _changed(bits[chosen], chance)
    first = Keypoints(places[:KEPT], own[:KEPT])
    segment = banks._sorted(
        np.arange(begin, end, dtype=np.uint32),
        np.full((end - begin, 2), 512, np.uint16),
        np.zeros((end - begin, 64, 8), np.uint8),
        words=of_bits[chosen].astype(np.uint16),
        pictures=np.repeat(np.arange(begin, end, dtype=np.uint32), KEPT),
        signs=banks._signs(own),
        places=banks._packed(places),
    )
    return segment, [(begin, first)]


def _changed(bits: NDArray[np.uint8], chance: np.random.Generator) -> NDArray[np.uint8]:
    """With one bit of 32 flipped: five fair bits are all set as often."""
    flips = np.full_like(bits, 255)
    for _ in range(5):
        flips &= np.frombuffer(chance.bytes(bits.size), np.uint8).reshape(bits.shape)
    return bits ^ flips


def _among(points: Keypoints, others: Keypoints, chance: np.random.Generator) -> Keypoints:
    places = np.concatenate([points.places, others.places])
    return Keypoints(places, np.concatenate([_changed(points.bits, chance), others.bits]))


def _saved(segment: Any, path: Path) -> Path:
    path.mkdir()
    for field in fields(segment):
        if getattr(segment, field.name) is not None:
            np.save(path / f"{field.name}.npy", getattr(segment, field.name))
    return path


def _opened(kind: Any, path: Path) -> Any:
    return kind(**{one.stem: np.load(one, mmap_mode="r") for one in path.iterdir()})


def _megabytes(folder: str) -> int:
    return round(sum(path.stat().st_size for path in _all_files(Path(folder))) / 2**20)


def _all_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _own_memory() -> int:
    """Megabytes that are this process's own, without what is mapped from files."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return round((int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE") / 2**20)


def _percentile(times: list[float], share: float) -> float:
    return round(1000 * float(np.percentile(times, share)), 2)
