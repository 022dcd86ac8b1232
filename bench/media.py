"""Pictures recognised after twenty edits, beside the hashes that others use; how the indexes grow.

    python bench/media.py [--pictures DIR] [--asked 40] [--known 200] [--hashes 1000000] [--parts 10000]

Without a folder the pictures are drawn (clouds, shapes, lettering); pages full of Arabic and French lettering
are drawn in any case, in pairs of one form. The first ``--asked`` of the known ones are edited and asked.
Peers: PDQ at 31 bits, which Meta's Hasher-Matcher-Actioner matches pictures with (the hash here gives the
reference's bits; with the package ``pdqhash`` installed that is counted), and pHash at 10 bits. CPU time is
the process's own. The long curves: ``--hashes 10000000 --parts 1000000`` (6 GB of disk, 15 minutes).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cv2
import numpy as np
from bench.fixtures.pages import page
from bench.fixtures.transforms import EDITS, Picture, collage, edited
from bench.sections import media_growth
from bench.sections.machine import machine
from numpy.typing import NDArray
from tools.train_vocabulary import drawn

from tabayyun.engine.media import pdq
from tabayyun.engine.media.bank import Bank
from tabayyun.engine.media.hashes import HashIndex
from tabayyun.engine.media.picture import grey
from tabayyun.engine.media.recognition import Known, fingerprint
from tabayyun.plugins.media.folder import vocabulary

PHASH_SAME = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, help="a folder of photographs; without: drawn ones")
    parser.add_argument("--asked", type=int, default=40)
    parser.add_argument("--known", type=int, default=200)
    parser.add_argument("--hashes", type=int, default=1_000_000, help="the largest index of hashes")
    parser.add_argument("--parts", type=int, default=10_000, help="the largest bank of keypoints")
    given = parser.parse_args()
    pictures = pictures_of(given.pictures, given.known)
    asked = min(given.asked, len(pictures) // 2)
    what = "drawn" if given.pictures is None else "photographs"
    print(json.dumps({"bench": "media", "machine": machine(), "pdq_is_the_reference": same_bits(pictures)}))
    print(json.dumps({"pictures": what, **recognition(pictures, asked)}))
    pages = [page(number) for number in range(given.known)]
    print(json.dumps({"pictures": "pages of lettering", **recognition(pages, asked)}))
    for count in (10**4, 10**5, 10**6, 10**7):
        if count <= given.hashes:
            print(json.dumps(media_growth.hashes(count)), flush=True)
    for count in (10**3, 10**4, 10**5, 10**6):
        if count <= given.parts:
            print(json.dumps(media_growth.parts(count)), flush=True)


def pictures_of(folder: Path | None, count: int) -> list[Picture]:
    if folder is None:
        chance = np.random.default_rng(2027)
        return [np.repeat(drawn(chance)[:, :, None], 3, axis=2) for _ in range(count)]
    read = (cv2.imread(str(path)) for path in sorted(folder.iterdir()))
    return [np.asarray(one, np.uint8) for one in read if one is not None][:count]


def recognition(pictures: Sequence[Picture], asked: int) -> dict[str, Any]:
    """Recall and false pairs of each edit, ours and the peers'; CPU of a stored and of an asked picture."""
    before = time.process_time()
    prints = [fingerprint(one) for one in pictures]
    stored = time.process_time() - before
    known = Known(Bank(vocabulary())).added(enumerate(prints))
    hashes = HashIndex().added(range(len(prints)), np.stack([one.hash.bits for one in prints]))
    others = np.array([phash(grey(one)) for one in pictures])
    recall: dict[str, dict[str, float]] = {}
    false: Counter[str] = Counter()
    spent = 0.0
    for name in EDITS:
        right: Counter[str] = Counter()
        for number in range(asked):
            picture = after(name, pictures, number, asked)
            before = time.process_time()
            found = {"ours": {one.picture for one in known.recognise(picture)}}
            spent += time.process_time() - before
            plain = grey(picture)
            found["pdq"] = {one for _distance, one in hashes.near(pdq.hashed(plain))}
            apart = np.bitwise_count(others ^ phash(plain))
            found["phash"] = set(np.nonzero(apart <= PHASH_SAME)[0].tolist())
            right.update(who for who, what in found.items() if number in what)
            if name != "one of four":  # the other three of a collage are known too
                false.update({who: len(what - {number}) for who, what in found.items()})
        recall[name] = {who: right[who] / asked for who in ("ours", "pdq", "phash")}
    return {
        "known": len(pictures),
        "asked": asked,
        "recall": recall,
        "mean_recall": {who: mean(recall, who) for who in ("ours", "pdq", "phash")},
        "false_pairs": {**false, "of": (len(EDITS) - 1) * asked * (len(pictures) - 1)},
        "cpu_ms_a_stored_picture": round(1000 * stored / len(pictures), 1),
        "cpu_ms_an_asked_picture": round(1000 * spent / (asked * len(EDITS)), 1),
        "bytes_a_picture": round(len(known.bank) * 24 / len(pictures)) + 512 + 36,
    }


def after(name: str, pictures: Sequence[Picture], number: int, asked: int) -> Picture:
    if name == "one of four":
        return collage(list(pictures[asked:]))(pictures[number], random.Random(number))
    return edited(name, pictures[number], number)


def mean(recall: dict[str, dict[str, float]], key: str) -> float:
    return round(sum(one[key] for one in recall.values()) / len(recall), 4)


def phash(plain: NDArray[np.uint8]) -> np.uint64:
    """pHash as most packages have it: the 8 × 8 lowest waves of 32 × 32 pixels, against their median."""
    small = cv2.resize(plain, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    waves = np.asarray(cv2.dct(small))[:8, :8]
    bits: NDArray[np.uint64] = np.packbits((waves > np.median(waves)).ravel()).view(np.uint64)
    return bits[0]


def same_bits(pictures: Sequence[Picture]) -> str:
    """On how many pictures the hash here is that of the reference, where that is installed."""
    try:
        import pdqhash
    except ImportError:
        return "not counted: the package pdqhash is not installed"
    some = [grey(one) for one in pictures[:100]]
    theirs = [np.packbits(pdqhash.compute(np.repeat(one[:, :, None], 3, axis=2))[0][::-1]) for one in some]
    ours = [bytes.fromhex(pdq.hashed(one).hex) for one in some]
    same = sum(one == bytes(other) for one, other in zip(ours, theirs, strict=True))
    return f"{same} of {len(some)}"


if __name__ == "__main__":
    main()
