"""The directions in which texts differ most, for the encoder's first look: `tools/fit_axes.py`.

Principal axes of the vectors of headlines (ANS, Apache-2.0), posts (CrisisLex T26, MIT) and rumours (MIT),
written as 8-bit numbers beside the plugin. Run it again when the encoder's weights change.
"""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

import numpy as np

from tabayyun.plugins.encoders.use_multilingual import plugin as module

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
KEPT = 128


def texts() -> list[str]:
    headlines = [
        row["claim_s"] for row in csv.DictReader((DATA / "ans_ar/claim_train.csv").open(encoding="utf-8"))
    ]
    posts = [
        json.loads(line)["text"] for line in (DATA / "crisis_stream/stream.ndjson").open(encoding="utf-8")
    ]
    rumours = [
        row[2]
        for row in csv.reader(
            (DATA / "covid19_rumour_en/rumours_news.csv").open(encoding="utf-8", errors="replace")
        )
    ]
    return headlines + posts[::8] + rumours[:3000]


def main() -> None:
    target = Path(module.__file__).with_name("axes.npy")
    np.save(target, np.zeros((512, KEPT), np.int8))
    with tempfile.TemporaryDirectory() as folder:
        found = module.plugin.load(cache=Path(folder))
        vectors = found.encode(texts())
    _, _, axes = np.linalg.svd(vectors - vectors.mean(0), full_matrices=False)
    np.save(target, np.rint(axes[:KEPT].T * 127 / np.abs(axes[:KEPT]).max()).astype(np.int8))


if __name__ == "__main__":
    main()
