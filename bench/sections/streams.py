"""Streams to measure on, made of the demonstration's open data: the same for the same seed."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from tabayyun.engine.text import normalise

BATCH = 2048
FOLDER = Path(__file__).resolve().parents[2] / "src" / "tabayyun" / "demo" / "data"
SETS = ("crisis.ndjson", "headlines.ndjson", "comments.ndjson", "scenario.ndjson")
SHORTEST_WORDS, SHORTEST = 8, 60


def posts() -> list[str]:
    """Return the open posts of at least eight words and sixty characters, each content once."""
    lines = (line for name in SETS for line in (FOLDER / name).open(encoding="utf-8"))
    texts = {normalise(text): text for line in lines if (text := json.loads(line).get("text"))}
    long = [text for plain, text in texts.items() if len(plain) >= SHORTEST]
    return [text for text in long if len(text.split()) >= SHORTEST_WORDS]


def unrelated(count: int, seed: int = 1) -> Iterator[str]:
    """Yield texts of 11 to 31 words: one in two follows the one before somewhere in the open posts."""
    following: defaultdict[str, list[str]] = defaultdict(list)
    starts = []
    for words in map(str.split, posts()):
        starts.append(words[0])
        for one, other in pairwise(words):
            following[one].append(other)
    vocabulary, rng = list(following), random.Random(seed)
    for _ in range(count):
        text = [rng.choice(starts)]
        for _ in range(rng.randint(10, 30)):
            known = following.get(text[-1])
            text.append(rng.choice(known if known and rng.random() < 0.5 else vocabulary))
        yield " ".join(text)


def shuffled(count: int, seed: int = 1) -> Iterator[list[str]]:
    """Yield batches of 2,048 texts of ten to thirty words in any order: quickly made, for long streams."""
    words = np.array(sorted({word for text in posts() for word in text.split()}), dtype=object)
    rng = np.random.default_rng(seed)
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        chosen = words[rng.integers(0, len(words), (size, 30))]
        lengths = rng.integers(10, 31, size).tolist()
        yield [" ".join(row[:length]) for row, length in zip(chosen.tolist(), lengths, strict=True)]
