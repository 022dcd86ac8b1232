"""Clips recognised after twelve edits, by their picture and by their sound; what it costs.

    python bench/footage.py [--clips DIR] [--known 6] [--unknown 6] [--seconds 24]

Without a folder the clips are drawn and played (bench/fixtures/clips.py); with one every other file is
known. Of each known clip the part from a quarter to 85 % is edited and asked about. The peer is vPDQ as
published: a frame a second, PDQ at 31 bits, quality 50; one common frame is enough for it here. It is
computed from the same frames, for the package `vpdq` needs the headers of FFmpeg to be built. CPU time is
that of this process and of the program ffmpeg.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from bench.fixtures.clips import EDITS, Footage, opened, part, played, save
from bench.sections.machine import machine

from tabayyun.engine.media import pdq
from tabayyun.engine.media.clips import STEP
from tabayyun.plugins.media.bank import Match, MediaBank
from tabayyun.plugins.media.footage import frames


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=Path, help="a folder of clips; without: drawn ones")
    parser.add_argument("--known", type=int, default=6)
    parser.add_argument("--unknown", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=24, help="length of a drawn clip")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        known, unknown = clips_of(given)
        with MediaBank(Path(folder) / "bank") as bank:
            peers = {name: kept(bank, save(clip, Path(folder) / name), name) for name, clip in known.items()}
            result = {
                "bench": "footage",
                "machine": machine(),
                "clips": "drawn" if given.clips is None else "of the folder",
                "known": len(known),
                "unknown": len(unknown),
                "recall": {edit: asked(bank, Path(folder), known, edit, peers) for edit in EDITS},
                "sound": sounds(bank, Path(folder), known, unknown),
                "strangers": strangers(bank, Path(folder), unknown, peers),
                "cpu": cost(bank, Path(folder)),
            }
    result["mean_recall"] = mean(result["recall"])
    print(json.dumps(result))


def clips_of(given: argparse.Namespace) -> tuple[dict[str, Footage], dict[str, Footage]]:
    """Known and unknown clips by name."""
    if given.clips is None:
        chance = np.random.default_rng(2028)
        made = [played(chance, given.seconds) for _ in range(given.known + given.unknown)]
        named = {f"{number}.mp4": clip for number, clip in enumerate(made)}
    else:
        paths = sorted(given.clips.iterdir())[: given.known + given.unknown]
        named = {f"{number}.mp4": opened(path) for number, path in enumerate(paths)}
    names = list(named)
    known = names[: given.known] if given.clips is None else names[::2]
    return {name: named[name] for name in known}, {name: named[name] for name in names if name not in known}


def kept(bank: MediaBank, path: Path, name: str) -> list[pdq.Hash]:
    bank.keep(path, name)
    return vpdq(path)


def vpdq(path: Path) -> list[pdq.Hash]:
    """A hash a second; plain frames are left out."""
    hashed = [pdq.hashed(one) for number, one in enumerate(frames(path)) if number % (1 / STEP) == 0]
    return [one for one in hashed if one.quality >= pdq.CLEAR]


def common(asked: Sequence[pdq.Hash], known: Sequence[pdq.Hash]) -> bool:
    return any(one.distance(other) <= pdq.SAME for one in asked for other in known)


def edited(known: dict[str, Footage], edit: str) -> Iterator[tuple[str, Footage]]:
    for name, clip in known.items():
        excerpt = part(clip, 0.25 * clip.seconds, 0.85 * clip.seconds)
        yield name, EDITS[edit](excerpt, random.Random(f"{edit} {name}"))


def asked(
    bank: MediaBank, folder: Path, known: dict[str, Footage], edit: str, peers: dict[str, list[pdq.Hash]]
) -> dict[str, Any]:
    """Recall by picture, by sound and of the peer; how far off stretches are laid; false pairs."""
    seen = heard = peer = false = 0
    missed: list[float] = []
    audible = [name for name, clip in known.items() if len(clip.sound)]
    for name, clip in edited(known, edit):
        path = save(clip, folder / "asked.mp4")
        found = bank.match(path).matches
        mine = [one for one in found if one.name == name]
        pictures = [one for one in mine if one.by != "sound"]
        seen += bool(pictures)
        heard += any(one.by == "sound" for one in mine)
        false += len({one.name for one in found} - {name})
        peer += common(vpdq(path), peers[name])
        missed += misses(clip, pictures)
    return {
        "picture": round(seen / len(known), 3),
        "sound": round(heard / max(1, len(audible)), 3),
        "vpdq": round(peer / len(known), 3),
        "told": round(float(np.mean([one <= 1 for one in missed])), 3) if missed else None,
        "median_miss_s": round(float(np.median(missed)), 2) if missed else None,
        "false": false,
    }


def misses(clip: Footage, found: Sequence[Match]) -> list[float]:
    """For each true piece, by how many seconds the stretch over its middle is laid wrongly; inf: none is."""
    errors = []
    for (begin, end), (there, until) in clip.truth:
        middle, wanted = (begin + end) / 2, (there + until) / 2
        over = [one for one in found if one.asked and one.asked[0] - 1 <= middle <= one.asked[1] + 1]
        laid = [
            one.known[0] + (middle - one.asked[0]) * (one.speed or 1)
            for one in over
            if one.known and one.asked
        ]
        errors.append(min((abs(one - wanted) for one in laid), default=float("inf")))
    return errors


def sounds(
    bank: MediaBank, folder: Path, known: dict[str, Footage], unknown: dict[str, Footage]
) -> dict[str, Any]:
    """Muted, with the sound of a stranger, and as the sound of a strange picture: told as what it is?"""
    told = {"muted": 0, "other sound": 0, "other picture": 0}
    audible = {name: clip for name, clip in known.items() if len(clip.sound)}
    pairs = list(zip(audible.items(), unknown.values(), strict=False))
    for (name, clip), stranger in pairs:
        length = min(clip.seconds, stranger.seconds) * 0.6
        mine, other = part(clip, 0, length), part(stranger, 0, length)
        for what, made, expected in (
            ("muted", mine, {False}),
            ("other sound", replace(mine, sound=other.sound), {False}),
            ("other picture", replace(other, sound=mine.sound), {True}),
        ):
            path = save(made, folder / "asked.mp4", muted=what == "muted")
            found = [one.by == "sound" for one in bank.match(path).matches if one.name == name]
            told[what] += set(found) == expected
    return {**told, "of": len(pairs)}


def strangers(
    bank: MediaBank, folder: Path, unknown: dict[str, Footage], peers: dict[str, list[pdq.Hash]]
) -> dict[str, int]:
    """Unknown clips taken for known ones."""
    ours = {"picture": 0, "sound": 0}
    theirs = 0
    for clip in unknown.values():
        path = save(clip, folder / "asked.mp4")
        found = bank.match(path).matches
        ours["sound"] += len({one.name for one in found if one.by == "sound"})
        ours["picture"] += len({one.name for one in found if one.by != "sound"})
        hashes = vpdq(path)
        theirs += sum(common(hashes, one) for one in peers.values())
    return {**ours, "vpdq": theirs, "of": len(unknown) * len(peers)}


def cost(bank: MediaBank, folder: Path) -> dict[str, float]:
    """CPU seconds of a drawn minute of 720p, 25 frames a second: to keep, and to ask when it is not known."""
    clip = played(np.random.default_rng(1), 60)
    path = folder / "minute.mp4"
    save(clip, folder / "small.mp4")
    enlarge(folder / "small.mp4", path)
    before = cpu()
    bank.read(path)
    kept_in = cpu() - before
    before = cpu()
    bank.match(path)
    return {"kept_s": round(kept_in, 2), "asked_s": round(cpu() - before, 2)}


def enlarge(small: Path, path: Path) -> None:
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-i", str(small), "-vf", "fps=25,scale=1280:720", "-c:v", "libx264",
         "-b:v", "2500k", "-preset", "fast", "-threads", "1", "-c:a", "copy", str(path)],
        check=True,
    )  # fmt: skip


def cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def mean(recall: dict[str, dict[str, Any]]) -> dict[str, float]:
    return {
        key: round(float(np.mean([one[key] for one in recall.values()])), 3)
        for key in ("picture", "sound", "vpdq")
    }


if __name__ == "__main__":
    main()
