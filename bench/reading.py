"""Words in pictures: how many letters are read wrong, by kind of picture, beside Tesseract by itself.

    python bench/reading.py [--pictures DIR] [--each 4] [--first 0]

Without a folder the pictures under the words are drawn. The error is the edit distance to what was
written, divided by its length, at most 1 a picture; spaces and all signs count. CPU time is that of the
processes that looked at the picture.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cv2
import numpy as np
from bench.fixtures.captions import KINDS, TEXTS, captioned
from bench.fixtures.transforms import Picture
from bench.media import pictures_of
from bench.sections.machine import machine
from tools.train_vocabulary import cloud

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.text_in_picture.plugin import Options

LOOK = "tabayyun.plugins.examiners.text_in_picture.look"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, help="a folder of photographs; without: drawn ones")
    parser.add_argument("--each", type=int, default=4, help="pictures of each kind in each language")
    parser.add_argument(
        "--first", type=int, default=0, help="the number of the first: other words and places"
    )
    given = parser.parse_args()
    backs = pictures_of(given.pictures, 60) if given.pictures else [clouds(n) for n in range(20)]
    errors: defaultdict[str, dict[str, float]] = defaultdict(dict)
    before = children()
    spent = {"ours": 0.0, "tesseract": 0.0}
    for kind in KINDS:
        for lang in TEXTS:
            ours, peers = [], []
            for number in range(given.first, given.first + given.each):
                picture, words = captioned(kind, lang, number, backs[(7 * number + 3) % len(backs)])
                for reader, found in ((by_lines, ours), (whole, peers)):
                    found.append(error(words, reader(picture)))
                    after = children()
                    spent["ours" if found is ours else "tesseract"] += after - before
                    before = after
            errors[f"{kind}, {lang}"] = {"ours": mean(ours), "tesseract": mean(peers)}
    seen = given.each * len(errors)
    result = {
        "bench": "reading",
        "machine": machine(),
        "pictures": "drawn" if given.pictures is None else "photographs",
        "each": given.each,
        "character_error": errors,
        "words_where_there_are_none": sum(bool(by_lines(back)) for back in backs[:20]),
        "cpu_s_a_picture": {name: round(seconds / seen, 2) for name, seconds in spent.items()},
    }
    print(json.dumps(result))


def clouds(number: int) -> Picture:
    """A picture without letters: rough clouds in two colours, as uneven as photographs are."""
    chance = np.random.default_rng(number)
    share = cloud(chance, chance.uniform(0.9, 1.8))[:, :, None] / 255
    one, other = chance.integers(0, 256, (2, 3))
    return np.rint(one * share + other * (1 - share)).astype(np.uint8)


def by_lines(picture: Picture) -> str:
    """What the examiner reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.png"
        cv2.imwrite(str(path), picture)
        options = Options()
        try:
            found = sandbox.look(LOOK, path, language=options.language, least=options.least)
        except UnexaminableError as why:
            sys.exit(str(why))
        return "\n".join(line["text"] for line in found["lines"])


def whole(picture: Picture) -> str:
    """What Tesseract reads of the whole picture."""
    asked = ["tesseract", "stdin", "stdout", "-l", "ara+fra+eng"]
    data = cv2.imencode(".png", picture)[1].tobytes()
    one = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(asked, input=data, capture_output=True, check=True, env=one).stdout.decode()


def error(words: str, read: str) -> float:
    """Characters to put in, leave out or replace, as a share of those there are."""
    wanted, found = (" ".join(plain(text).split()) for text in (words, read))
    before = list(range(len(found) + 1))
    for number, sign in enumerate(wanted, 1):
        row = [number]
        for place, other in enumerate(found, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (sign != other)))
        before = row
    return min(1, before[-1] / len(wanted))


def plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")


def mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 4)


def children() -> float:
    """User and system time of the processes that ended."""
    used = os.times()
    return used.children_user + used.children_system


if __name__ == "__main__":
    main()
