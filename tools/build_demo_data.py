"""Make `src/tabayyun/demo/data/` from the open data sets: a fixed choice, no handles, no long numbers.

    python tools/build_demo_data.py ../shared/data

Sources and licences: `src/tabayyun/demo/data/NOTICE.md`. Reading MPOLD needs `openpyxl`.
"""

import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "src/tabayyun/demo/data"
MENTION = re.compile(r"@\w[\w.]*")
PERSONAL = re.compile(r"\d{8,}|[\w.+-]+@[\w-]+\.\w+")
Row = dict[str, Any]


def crisis(folder: Path) -> Iterator[Row]:
    """CrisisLex T26, MIT: posts of 2012 and 2013 with their times."""
    for line in (folder / "crisis_stream/stream.ndjson").open(encoding="utf-8"):
        row = json.loads(line)
        if row["informativeness"] != "Not related":
            yield {"id": f"crisis-{row['id']}", "text": row["text"], "created_at": row["created_at"]}


def headlines(folder: Path) -> Iterator[Row]:
    """ANS, Apache-2.0: Arabic news headlines and altered ones."""
    with (folder / "ans_ar/claim_train.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            yield {"id": f"ans-{number}", "text": row["claim_s"], "lang": "ar"}


def comments(folder: Path) -> Iterator[Row]:
    """MPOLD, Apache-2.0: Arabic comments from several platforms."""
    import openpyxl

    sheet = openpyxl.load_workbook(folder / "mpold_ar/mpold.xlsx", read_only=True).worksheets[0]
    rows = sheet.iter_rows(min_row=2, values_only=True)
    for number, _platform, text, *_rest in rows:
        yield {"id": f"mpold-{number}", "text": str(text or ""), "lang": "ar"}


def refuted(folder: Path) -> Iterator[Row]:
    """News rumours of the COVID-19 set that were found false: known claims of the demonstration."""
    with (folder / "covid19_rumour_en/rumours_news.csv").open(encoding="utf-8-sig", newline="") as file:
        for number, label, text, *_rest in csv.reader(file):
            if label == "F" and re.search(r"virus|covid|mask|vaccin|hospital", text, re.IGNORECASE):
                yield {"id": f"covid-claim-{number}", "text": text, "verdict": "false"}


def chosen(rows: Iterable[Row], count: int) -> list[Row]:
    """``count`` rows, chosen by the digest of their id so that every run chooses the same."""
    clean = [row for row in rows if 15 < len(row["text"]) < 600 and not PERSONAL.search(row["text"])]
    clean.sort(key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    kept = clean[:count]
    return sorted(kept, key=lambda row: (row.get("created_at", ""), row["id"]))


def write(name: str, rows: list[Row]) -> None:
    """One object a line; handles become «@user»."""
    with (OUT / name).open("w", encoding="utf-8") as file:
        for row in rows:
            row["text"] = MENTION.sub("@user", row["text"]).strip()
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(name, len(rows), (OUT / name).stat().st_size)


def main() -> None:
    folder = Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    write("crisis.ndjson", chosen(crisis(folder), 2200))
    write("headlines.ndjson", chosen(headlines(folder), 1800))
    write("comments.ndjson", chosen(comments(folder), 900))
    write("claims.ndjson", chosen(refuted(folder), 300))


if __name__ == "__main__":
    main()
