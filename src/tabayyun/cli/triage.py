"""`tabayyun triage`: what each post is worth looking at for. The engine alone; no installation is needed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tabayyun.cli import posts
from tabayyun.cli.posts import Reader, Record, as_json
from tabayyun.engine.findings import Score
from tabayyun.engine.text import language_of, normalise
from tabayyun.engine.triage import LABELS, Triage
from tabayyun.plugins.models import folder
from tabayyun.plugins.models.packaged.plugin import plugin as packaged

COMMAND = "tabayyun triage"
AT_ONCE = 1000


def run(arguments: list[str]) -> int:
    """Print id, language and the four scores of each post, in order. Returns the exit code."""
    try:
        given = _parser().parse_args(arguments)
        triage = _triage(given.model)
    except SystemExit as end:
        return int(end.code or 0)
    except folder.NoModelError as error:
        print(f"{COMMAND}: {error}", file=sys.stderr)
        return posts.UNUSABLE
    return posts.run(COMMAND, lambda: [_read(Reader(given.posts, COMMAND, numbered=True), triage)])


def _triage(chosen: Path | None) -> Triage:
    """The packaged models, those of the folder in place of theirs."""
    models = {model.label: model for model in packaged()}
    models |= {model.label: model for model in folder.read(chosen)} if chosen else {}
    return Triage(models.values())


def _read(reader: Reader, triage: Triage) -> Reader:
    for batch in reader.batches():
        for start in range(0, len(batch), AT_ONCE):
            posts.write(_lines(batch[start : start + AT_ONCE], triage))
    return reader


def _lines(batch: list[Record], triage: Triage) -> list[str]:
    normals = [normalise(record.text) for record in batch]
    scores = triage.score_normal(normals, [record.text for record in batch])
    return [
        _line(record, normal, found) for record, normal, found in zip(batch, normals, scores, strict=True)
    ]


def _line(record: Record, normal: str, found: dict[str, Score]) -> str:
    said = {label: {"p": found[label].value, "words": found[label].words} for label in LABELS}
    lang = language_of(normal, record.text, record.words("lang"))
    return as_json({"id": record.id, "lang": lang, **said})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=COMMAND,
        description="Tell how much each post is worth checking, threatens, offends or tells of violence: "
        "probabilities with the words that weighed most. "
        "Exit code 0: all read, 1: lines passed over (named on stderr), 2: nothing readable.",
    )
    parser.add_argument("--posts", metavar="FILE", required=True, help="posts, NDJSON with text; - is stdin")
    parser.add_argument("--model", metavar="DIR", type=Path, help="models of your own, from tabayyun train")
    return parser
