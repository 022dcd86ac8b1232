"""Train the triage models that ship, and write their cards: the same data give the same files.

    python tools/train_models.py [LABEL …]

Reads only data that may be shipped (`../shared/data`), and what was written for this project. Research data
are read at the end, to say how each model does on them; nothing is trained on them.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from python_calamine import CalamineWorkbook
from written_scenes import OPINIONS, RUMOURS, SCENES
from written_threats import harmless, threats

from tabayyun.engine.text import normalise
from tabayyun.engine.triage import Triage, metrics, training
from tabayyun.engine.triage.features import features_of
from tabayyun.plugins.models import folder
from tabayyun.plugins.models.card import Data, card
from tabayyun.plugins.models.packaged.plugin import FOLDER

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
CARDS = ROOT / "docs" / "models"
LICENCES = {
    "written": "written for this project, Apache-2.0",
    "mpold_ar": "MPOLD, Apache-2.0",
    "hate_fr_ar_en": "MLMA hate speech, MIT",
    "ans_ar": "Arabic News Stance, Apache-2.0 (as stated there)",
    "covid19_rumour_en": "COVID-19 rumours, MIT",
    "crisis_stream": "CrisisLex T26, MIT",
}
RESEARCH = {
    "threat": ["threats_ar/train"],
    "offensive": ["offence_ary/train"],
    "check_worthy": ["checkworthy_ar/dev", "checkworthy_ar/train"],
    "violent_event": [],
}
PENALTY = 0.5
"""Greater than usual: what will be read differs from these data more than one half of them from the other."""
REPEATED = 8
"""How often what was written by hand counts beside thousands of collected posts."""
CALM_SENTIMENT = {"normal"}
VIOLENT_EVENTS = ("2013_Boston_bombings", "2013_LA_airport_shootings")
SURELY_VIOLENT, SURELY_NOT = 0.6, 0.01

Example = tuple[str, int]


def main() -> None:
    CARDS.mkdir(parents=True, exist_ok=True)
    for label in sys.argv[1:] or list(BUILT):
        make, sources = BUILT[label]
        examples = sorted(set(make()))
        random.Random(5).shuffle(examples)
        repeated = [example for example in examples for _ in range(REPEATED if example[0] in WRITTEN else 1)]
        model, report = training.train(
            label, [text for text, _ in repeated], [said for _, said in repeated], penalty=PENALTY
        )
        lines = "".join(json.dumps(example, ensure_ascii=False) + "\n" for example in repeated)
        data = Data(", ".join(sources), lines.encode(), "; ".join(LICENCES[name] for name in sources))
        text = card(label, data, report, more="".join(_elsewhere(label, Triage([model]))))
        folder.write(FOLDER, model, text)
        (FOLDER / f"{label}.md").replace(CARDS / f"{label}.md")
        print(text)


def _elsewhere(label: str, triage: Triage) -> Iterator[str]:
    """How the model does on research data it was not trained on."""
    names = [name for name in RESEARCH[label] if (DATA / f"{name}.ndjson").exists()]
    if not names:
        return
    yield "## Measured on other people's data, never trained on\n\n"
    yield "| data | macro-F1 at p ≥ 0.5 | average precision | positives |\n|---|---|---|---|\n"
    for name in names:
        rows = _lines(DATA / f"{name}.ndjson")
        labels = np.array([row[label] for row in rows], dtype=float)
        texts = [row["text"] for row in rows]
        found = triage.score_normal([normalise(text) for text in texts], texts)
        scores = np.array([one[label].value for one in found])
        figures = [
            _figure(measure, labels, scores) for measure in (metrics.macro_f1, metrics.average_precision)
        ]
        yield f"| `{name}` | {figures[0]} | {figures[1]} | {labels.mean():.3f} |\n"
    yield "\n"


def _figure(measure: metrics.Measure, labels: Any, scores: Any) -> str:
    low, high = metrics.interval(measure, labels, scores)
    return f"{measure(labels, scores):.3f} ({low:.3f} – {high:.3f})"


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _written(text: str) -> list[str]:
    return text.strip().splitlines()


WRITTEN = {*_written(RUMOURS), *_written(OPINIONS), *_written(SCENES)}


def _drawn(found: Iterable[Any], count: int) -> list[Any]:
    """At most ``count`` of them, always the same."""
    every = list(found)
    return random.Random(11).sample(every, min(count, len(every)))


def comments() -> list[tuple[str, bool]]:
    """Arabic comments below news, and whether they offend."""
    sheet = CalamineWorkbook.from_path(str(DATA / "mpold_ar/mpold.xlsx")).get_sheet_by_index(0)
    head, *rows = sheet.to_python()
    text, label = head.index("Comment"), head.index("Majority_Label")
    return [(str(row[text]), row[label] == "Offensive") for row in rows]


def hate(language: str) -> list[tuple[str, bool]]:
    """Posts in one language, and whether they offend; those that annotators called both are left out."""
    found = []
    for row in _rows(DATA / f"hate_fr_ar_en/{language}_dataset.csv"):
        said = set(row["sentiment"].split("_"))
        if said == CALM_SENTIMENT or not said & CALM_SENTIMENT:
            found.append((row["tweet"], said != CALM_SENTIMENT))
    return found


def headlines() -> list[str]:
    """Arabic claims, true and false."""
    parts = (_rows(DATA / f"ans_ar/claim_{part}.csv") for part in ("train", "dev", "test"))
    return [row["claim_s"] for rows in parts for row in rows]


def rumours() -> list[str]:
    """English rumours about the pandemic."""
    with (DATA / "covid19_rumour_en/rumours_news.csv").open(encoding="utf-8-sig", newline="") as file:
        news = [row[2] for row in csv.reader(file) if len(row) > 2]
    return [*news, *(row["content"] for row in _rows(DATA / "covid19_rumour_en/rumours_twitter.csv"))]


def replies() -> list[str]:
    """What people answered to them."""
    rows = _lines(DATA / "covid19_rumour_en/replies_stream.jsonl")
    return [row["text"] for row in rows if row["stance"] == "comment"]


def crises() -> list[dict[str, Any]]:
    return _lines(DATA / "crisis_stream/stream.ndjson")


def offensive() -> Iterator[Example]:
    yield from ((text, int(said)) for text, said in comments())
    for language in ("ar", "fr", "en"):
        yield from ((text, int(said)) for text, said in hate(language))
    yield from ((text, 0) for text in _drawn(headlines(), 1000))
    yield from ((text, 0) for text in _drawn((row["text"] for row in crises()), 2500))
    yield from ((text, 0) for text in _drawn(replies(), 1000))
    yield from ((text, 0) for text in (*_written(OPINIONS), *_written(RUMOURS), *_written(SCENES)))


def threat() -> Iterator[Example]:
    yield from ((text, 1) for text in _drawn(threats(), 3000))
    yield from ((text, 0) for text in _drawn(harmless(), 3000))
    yield from ((text, 0) for text in _drawn((text for text, _ in comments()), 1500))
    yield from ((text, 0) for language in ("fr", "en") for text, _ in _drawn(hate(language), 500))
    yield from ((text, 0) for text in _drawn(replies(), 500))
    yield from ((text, 0) for text in _drawn(headlines(), 1500))
    yield from ((text, 0) for text in _drawn((row["text"] for row in crises()), 1500))
    yield from ((text, 0) for text in (*_written(OPINIONS), *_written(RUMOURS), *_written(SCENES)))


def check_worthy() -> Iterator[Example]:
    yield from ((text, 1) for text in _drawn(headlines(), 3000))
    yield from ((text, 1) for text in _drawn(rumours(), 3000))
    yield from ((text, 1) for text in (*_written(RUMOURS), *_written(SCENES)))
    yield from ((text, 0) for text in _written(OPINIONS))
    yield from ((text, 0) for text, _ in comments())
    yield from ((text, 0) for language in ("ar", "fr", "en") for text, _ in _drawn(hate(language), 1000))
    yield from ((text, 0) for text in _drawn(replies(), 2000))
    told, felt = "Related and informative", "Related - but not informative"
    found = crises()
    yield from ((row["text"], 1) for row in _drawn((r for r in found if r["informativeness"] == told), 2500))
    yield from ((row["text"], 0) for row in _drawn((r for r in found if r["informativeness"] == felt), 2500))


def violent_event() -> Iterator[Example]:
    told = [row for row in crises() if row["informativeness"] == "Related and informative"]
    yield from ((row["text"], 1) for row in told if row["event"] in VIOLENT_EVENTS)
    yield from (
        (row["text"], 0) for row in _drawn((r for r in told if r["event"] not in VIOLENT_EVENTS), 2500)
    )
    yield from _by_words(headlines())
    yield from _by_words([text for text, _ in _drawn(comments(), 1500)])
    yield from ((text, 1) for text in _written(SCENES))
    yield from ((text, 0) for text in _written(OPINIONS))


def _by_words(texts: list[str]) -> Iterator[Example]:
    """Those of which the lexicon is sure, either way."""
    read = features_of([normalise(text) for text in texts], texts).texts
    for text, found in zip(texts, read, strict=True):
        value = found.lexicon.get("violence", 0.0)
        if value >= SURELY_VIOLENT or value < SURELY_NOT:
            yield text, int(value >= SURELY_VIOLENT)


Maker = Callable[[], Iterator[Example]]
BUILT: dict[str, tuple[Maker, list[str]]] = {
    "offensive": (
        offensive,
        ["mpold_ar", "hate_fr_ar_en", "ans_ar", "crisis_stream", "covid19_rumour_en", "written"],
    ),
    "threat": (
        threat,
        ["written", "mpold_ar", "ans_ar", "crisis_stream", "hate_fr_ar_en", "covid19_rumour_en"],
    ),
    "check_worthy": (
        check_worthy,
        ["ans_ar", "covid19_rumour_en", "crisis_stream", "mpold_ar", "hate_fr_ar_en", "written"],
    ),
    "violent_event": (violent_event, ["crisis_stream", "ans_ar", "mpold_ar", "written"]),
}


if __name__ == "__main__":
    main()
