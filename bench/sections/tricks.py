"""Matching through tricks: posts that repeat a known claim, written in twenty ways to hide it from a machine.

The list is that of the tests (``tests/engine/text/tricks.py``). The claims are headlines (ANS, Apache-2.0)
and rumours in English (MIT); a post is one of them with a few words around it, so that what is lost is lost
to the trick alone.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from sections.machine import DATA  # noqa: E402
from tests.engine.text.tricks import TRICKS  # noqa: E402

from tabayyun.engine.claims import REPEATS, ClaimIndex  # noqa: E402
from tabayyun.engine.findings import Claim  # noqa: E402
from tabayyun.engine.text import normalise  # noqa: E402
from tabayyun.plugins.encoders.use_multilingual.plugin import plugin  # noqa: E402

POSTS = {"ar": 150, "latin": 150}
AROUND = {"ar": ("وصلني الآن:", "شاركوها مع الجميع"), "latin": ("URGENT just in:", "please share")}


def measure(*, quick: bool) -> Iterator[dict[str, Any]]:
    """Yield for each trick and script the share of posts whose claim is first, among five, and shown."""
    if not (DATA / "ans_ar").exists() or not (DATA / "covid19_rumour_en").exists():
        yield {"what": "tricks through matching", "absent": "research data is not beside the clone"}
        return
    texts = {"ar": _arabic(), "latin": _latin()}
    claims = [text for said in texts.values() for text in said]
    with tempfile.TemporaryDirectory() as folder:
        encoder = plugin.load(cache=Path(folder))
        index = ClaimIndex((Claim(number, text) for number, text in enumerate(claims)), encoder)
        for script, said in texts.items():
            chance = random.Random(6)
            chosen = chance.sample(said, POSTS[script] // (10 if quick else 1))
            for trick in ("none", *TRICKS):
                posts = [_written(text, script, trick, chance) for text in chosen]
                yield _found(index, posts, [claims.index(text) for text in chosen], f"{trick}, {script}")


def _written(text: str, script: str, trick: str, chance: random.Random) -> str:
    before, after = AROUND[script]
    post = f"{before} {text} {after}"
    return TRICKS[trick](post, chance) if trick in TRICKS else post


def _found(index: ClaimIndex, posts: list[str], right: list[int], what: str) -> dict[str, Any]:
    first, five, shown, stream = [], [], [], []
    repeated = index.repeated_many(posts, [normalise(post) for post in posts])
    for claim, matches, match in zip(right, index.match_many(posts), repeated, strict=True):
        keys = [each.claim_id for each in matches]
        first.append(keys[:1] == [claim])
        five.append(claim in keys)
        shown.append(any(each.claim_id == claim and each.score >= REPEATS for each in matches))
        stream.append(match is not None and match.claim_id != claim)
    shares = {"first": first, "among_five": five, "shown": shown, "another_shown": stream}
    return {
        "what": what,
        "posts": len(posts),
        **{name: round(float(np.mean(said)), 3) for name, said in shares.items()},
    }


def _arabic() -> list[str]:
    """Headlines of at least eight words, each once."""
    with (DATA / "ans_ar" / "claim_train.csv").open(encoding="utf-8") as file:
        said = dict.fromkeys(row["claim_s"] for row in csv.DictReader(file))
    return [text for text in said if len(text.split()) >= 8][:2000]


def _latin() -> list[str]:
    """Rumours in English, of at least eight words, each once."""
    path = DATA / "covid19_rumour_en" / "rumours_news.csv"
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        said = dict.fromkeys(row[2].strip() for row in csv.reader(file))
    return [text for text in said if 8 <= len(text.split()) <= 40][:2000]
