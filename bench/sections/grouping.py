"""Grouping: what is found again, what is wrongly put together, posts a second, memory, growth.

«posts_s» is all that `Groups.place` does, from the text as it was posted: normalising, signing, looking
up, comparing, remembering. «posts_s_normalised» leaves out normalising, as the peers' figures do: they
are given normalised texts. Speed, memory and growth have a process of their own each.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from sections import streams  # noqa: E402
from sections.machine import DATA, cpu_seconds, resident_mb  # noqa: E402
from sections.peers import PEERS  # noqa: E402
from tests.engine.edits import EDITS  # noqa: E402
from tests.engine.similarity.templates import families  # noqa: E402
from tests.engine.text.tricks import TRICKS  # noqa: E402

from tabayyun.engine.findings import Item, Restored  # noqa: E402
from tabayyun.engine.similarity import Groups, fingerprints  # noqa: E402
from tabayyun.engine.text import language, normalise, normalise_all  # noqa: E402

RESEARCH = ("claims_ar/claims.ndjson", "offence_ary/train.ndjson", "crisis_stream/stream.ndjson")
SAMPLE = 800
_LINK = re.compile(r"https?:|[@#]|^RT ")


def measure(*, quick: bool) -> Iterator[dict[str, Any]]:
    """Yield the figures; a tenth of the posts when ``quick``."""
    share = 10 if quick else 1
    yield from recall(SAMPLE // share)
    yield {"what": "false groups", **false_groups(100_000 // share)}
    yield _run("speed", 1_000_000 // share)
    for peer in PEERS:
        yield _run("peer", 100_000 // share, peer)
    for size in (10_000, 100_000, 1_000_000):
        yield _run("growth", size // share)
    yield _run("restore", 1_000_000 // share)
    yield _run("expiry", 300_000 // share)


def _run(what: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, __file__, what, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    printed = done.stdout.strip()
    return {"what": what} | (json.loads(printed) if printed else {"absent": done.stderr.strip()[-200:]})


def sample(count: int) -> list[str]:
    """Return distinct posts of the research data when it is there, else of the open data."""
    files = [DATA / name for name in RESEARCH if (DATA / name).exists()]
    found = [_texts(path, count) for path in files] or [streams.posts()[:count]]
    texts = [text for part in found for text in part]
    places = Groups(len(texts)).place(_items(texts))
    return [place.item.text for place in places if place.content is None]


def _texts(path: Path, count: int) -> list[str]:
    lines = path.open(encoding="utf-8")
    texts = [text for line in lines if (text := json.loads(line).get("text")) and _is_long(text)]
    random.Random(1).shuffle(texts)
    return texts[:count]


def _is_long(text: str) -> bool:
    return len(normalise(text)) >= streams.SHORTEST and len(text.split()) >= streams.SHORTEST_WORDS


def _items(texts: list[str], first: int = 0) -> list[Item]:
    return [Item(first + n, str(first + n), text, 0.0) for n, text in enumerate(texts)]


def recall(count: int) -> Iterator[dict[str, Any]]:
    """Yield for each edit and each trick the share of posts that are found again, here and by the peers."""
    texts = sample(count)
    plain = normalise_all(texts)
    peers = {}
    for name, start in PEERS.items():
        try:
            peers[name] = start()
        except ImportError:
            continue
        for number, text in enumerate(plain):
            peers[name].add(number, text)
    for name, change in _edits().items():
        changed = _changed(texts, change)
        read = normalise_all(changed)
        figures = {
            peer: round(sum(n in index.find(text) for n, text in enumerate(read)) / len(read), 4)
            for peer, index in peers.items()
        }
        yield {"what": "recall", "edit": name, "posts": len(texts), "here": _share(texts, changed), **figures}
    # What a trick does to a link or a mention is not what is measured.
    bare = [text for text in texts if not _LINK.search(text)]
    for name, change in TRICKS.items():
        yield {
            "what": "recall",
            "trick": name,
            "posts": len(bare),
            "here": _share(bare, _changed(bare, change)),
        }


def _changed(texts: list[str], change: Any) -> list[str]:
    rng = random.Random(3)
    return [change(text, rng) for text in texts]


def _edits() -> dict[str, Any]:
    return {
        name: lambda text, rng, edit=edit: edit(text, rng, _language(text)) for name, edit in EDITS.items()
    }


def _language(text: str) -> str:
    found = language(text)
    return "ar" if found in {"ar", "ary"} else "arabizi" if found == "arabizi" else "fr"


def _share(texts: list[str], changed: list[str]) -> float:
    groups = Groups(2 * len(texts))
    groups.place(_items(texts))
    places = groups.place(_items(changed, len(texts)))
    return round(sum(place.content == str(n) for n, place in enumerate(places)) / len(places), 4)


def false_groups(count: int) -> dict[str, int]:
    """Posts that were wrongly taken for copies: of unrelated posts, and of one sentence with other facts."""
    groups, joined = Groups(count), 0
    texts = list(dict.fromkeys(streams.unrelated(count)))
    for start in range(0, len(texts), streams.BATCH):
        places = groups.place(_items(texts[start : start + streams.BATCH], start))
        joined += sum(place.content is not None for place in places)
    negatives = [
        sum(place.content is not None for place in Groups(1000).place(_items(family)))
        for family in families()
    ]
    return {
        "unrelated": len(texts),
        "joined": joined,
        "template_sentences": sum(map(len, families())),
        "template_joined": sum(negatives),
    }


def speed(count: int) -> dict[str, Any]:
    """Posts a second and memory of a window that holds them all, none of them copies."""
    before = resident_mb()
    groups, reading, placing, copies, first = Groups(count), 0.0, 0.0, 0, 0
    for texts in streams.shuffled(count):
        start = cpu_seconds()
        normalise_all(texts)
        read = cpu_seconds()
        copies += sum(place.content is not None for place in groups.place(_items(texts, first)))
        placing += cpu_seconds() - read
        reading += read - start
        first += len(texts)
    return {
        "posts": count,
        "posts_s": round(count / placing),
        "posts_s_normalised": round(count / (placing - reading)),
        "copies": copies,
        "mb_a_million": round((resident_mb() - before) * 1e6 / count),
    }


def growth(count: int) -> dict[str, Any]:
    """Posts a second over the last tenth of a stream, and the memory of all of it."""
    before, used, first, last = resident_mb(), 0.0, 0, 0
    groups = Groups(count)
    for texts in streams.shuffled(count):
        items, start = _items(texts, first), cpu_seconds()
        groups.place(items)
        if first + len(texts) >= 0.9 * count:
            used += cpu_seconds() - start
            last += len(texts)
        first += len(texts)
    mb = resident_mb() - before
    return {"contents": count, "posts_s_at_the_end": round(last / used), "mb": round(mb)}


def restore(count: int) -> dict[str, Any]:
    """How long the state of so many contents takes to come back from its fingerprints, and its memory."""
    before, making, made = resident_mb(), 0.0, 0

    def saved() -> Iterator[Restored]:
        nonlocal making, made
        for texts in streams.shuffled(count):
            start = cpu_seconds()
            read = normalise_all(texts)
            part = [
                Restored(str(made + n), fingerprints.write(made + n, text), 0.0)
                for n, text in enumerate(read)
            ]
            making += cpu_seconds() - start
            made += len(part)
            yield from part

    start = cpu_seconds()
    groups = Groups(count, saved())
    seconds = cpu_seconds() - start - making
    figures = {"contents": count, "seconds": round(seconds, 1), "mb": round(resident_mb() - before)}
    del groups
    return figures


def expiry(count: int) -> dict[str, Any]:
    """Milliseconds a batch of 2,048 takes while a window of a third fills, and while it forgets."""
    groups, first = Groups(count // 3), 0
    took: dict[str, list[float]] = {"filling": [], "forgetting": []}
    for texts in streams.shuffled(count):
        items, start = _items(texts, first), time.process_time()
        groups.place(items)
        took["filling" if first < count // 3 else "forgetting"].append(1000 * (time.process_time() - start))
        first += len(texts)
    return {"posts": count} | {
        f"{name}_ms": {"median": round(median(ms), 1), "most": round(max(ms), 1)} for name, ms in took.items()
    }


def peer(count: int, name: str) -> dict[str, Any]:
    """The same of another project's index: each text is looked up, then added."""
    texts = [text for batch in streams.shuffled(count) for text in normalise_all(batch)]
    before, start = resident_mb(), cpu_seconds()
    index = PEERS[name]()
    for number, text in enumerate(texts):
        index.find(text)
        index.add(number, text)
    used = cpu_seconds() - start
    return {
        "peer": name,
        "posts": count,
        "posts_s_normalised": round(count / used),
        "mb_a_million": round((resident_mb() - before) * 1e6 / count),
    }


if __name__ == "__main__":
    work = {"speed": speed, "growth": growth, "restore": restore, "expiry": expiry, "peer": peer}[sys.argv[1]]
    print(json.dumps(work(int(sys.argv[2]), *sys.argv[3:])))
