"""Pictures recognised after twenty edits, beside the hash that others use; what it costs; how an index grows.

    python bench/media.py [--pictures DIR] [--asked 40] [--known 200] [--hashes 1000000]

Without a folder the pictures are drawn (clouds, shapes, lettering). The first ``--asked`` of the known
ones are edited and asked about. The peer is PDQ at 31 bits, which Meta's Hasher-Matcher-Actioner matches
pictures with: the hash here gives the reference's bits. CPU time is the process's own.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cv2
import numpy as np
from bench.fixtures.transforms import EDITS, Picture, collage, edited
from bench.sections.machine import machine
from tools.train_vocabulary import drawn

from tabayyun.engine.media import pdq
from tabayyun.engine.media.bank import Bank
from tabayyun.engine.media.hashes import HashIndex
from tabayyun.engine.media.picture import grey
from tabayyun.engine.media.recognition import Known, fingerprint
from tabayyun.plugins.media.folder import vocabulary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, help="a folder of photographs; without: drawn ones")
    parser.add_argument("--asked", type=int, default=40)
    parser.add_argument("--known", type=int, default=200)
    parser.add_argument("--hashes", type=int, default=1_000_000, help="the largest index of hashes")
    given = parser.parse_args()
    pictures = pictures_of(given.pictures, given.known)
    result = {
        "bench": "media",
        "machine": machine(),
        "pictures": "drawn" if given.pictures is None else "photographs",
        **recognition(pictures, min(given.asked, len(pictures) // 2)),
        "hash_index": [growth(count) for count in (10**4, 10**5, 10**6, 10**7) if count <= given.hashes],
    }
    print(json.dumps(result))


def pictures_of(folder: Path | None, count: int) -> list[Picture]:
    if folder is None:
        chance = np.random.default_rng(2027)
        return [np.repeat(drawn(chance)[:, :, None], 3, axis=2) for _ in range(count)]
    read = (cv2.imread(str(path)) for path in sorted(folder.iterdir()))
    return [np.asarray(one, np.uint8) for one in read if one is not None][:count]


def recognition(pictures: Sequence[Picture], asked: int) -> dict[str, Any]:
    """Recall and false pairs of each edit, ours and the peer's; CPU of a stored and of an asked picture."""
    before = time.process_time()
    prints = [fingerprint(one) for one in pictures]
    stored = time.process_time() - before
    known = Known(Bank(vocabulary())).added(enumerate(prints))
    hashes = HashIndex().added(range(len(prints)), np.stack([one.hash.bits for one in prints]))
    recall: dict[str, dict[str, float]] = {}
    spent, false, peers_false = 0.0, 0, 0
    for name in EDITS:
        mine = peers = 0
        for number in range(asked):
            picture = after(name, pictures, number, asked)
            before = time.process_time()
            found = {one.picture for one in known.recognise(picture)}
            spent += time.process_time() - before
            near = {one for _distance, one in hashes.near(pdq.hashed(grey(picture)))}
            mine, peers = mine + (number in found), peers + (number in near)
            if name != "one of four":  # the other three of a collage are known too
                false, peers_false = false + len(found - {number}), peers_false + len(near - {number})
        recall[name] = {"recall": mine / asked, "pdq": peers / asked}
    return {
        "known": len(pictures),
        "asked": asked,
        "recall": recall,
        "mean_recall": {key: mean(recall, key) for key in ("recall", "pdq")},
        "false_pairs": {
            "ours": false,
            "pdq": peers_false,
            "of": (len(EDITS) - 1) * asked * (len(pictures) - 1),
        },
        "cpu_ms_a_stored_picture": round(1000 * stored / len(pictures), 1),
        "cpu_ms_an_asked_picture": round(1000 * spent / (asked * len(EDITS)), 1),
        "bytes_a_picture": round(len(known.bank) * 24 / len(pictures)),
    }


def after(name: str, pictures: Sequence[Picture], number: int, asked: int) -> Picture:
    if name == "one of four":
        return collage(list(pictures[asked:]))(pictures[number], random.Random(number))
    return edited(name, pictures[number], number)


def mean(recall: dict[str, dict[str, float]], key: str) -> float:
    return round(sum(one[key] for one in recall.values()) / len(recall), 4)


def growth(count: int) -> dict[str, float]:
    """An index of ``count`` random hashes: building, memory, and a query at the rim (31 bits), of 200."""
    chance = np.random.default_rng(count)
    bits = chance.integers(0, 2**64, (count, 4), np.uint64)
    before = time.process_time()
    index = HashIndex().added(range(count), bits)
    built = time.process_time() - before
    times, found = [], 0
    for _ in range(200):
        number = int(chance.integers(count))
        singles = np.unpackbits(bits[number].view(np.uint8))
        singles[chance.choice(256, 31, replace=False)] ^= 1
        asked = pdq.Hash(np.packbits(singles).view(np.uint64), 100)
        before = time.perf_counter()
        near = index.near(asked)
        times.append(time.perf_counter() - before)
        found += (31, number) in near
    arrays = [
        one
        for segment in index.segments
        for one in (segment.bits, segment.names, segment.starts, segment.rows)
    ]
    return {
        "hashes": count,
        "recall_at_31_bits": found / 200,
        "p50_ms": round(1000 * float(np.percentile(times, 50)), 2),
        "p95_ms": round(1000 * float(np.percentile(times, 95)), 2),
        "build_cpu_s": round(built, 1),
        "mb": round(sum(one.nbytes for one in arrays if one is not None) / 2**20),
    }


if __name__ == "__main__":
    main()
