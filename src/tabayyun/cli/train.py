"""`tabayyun train`: a model from labelled posts or pairs, with its card. No installation is needed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from tabayyun.cli import manage, posts, train_match
from tabayyun.cli.posts import Reader
from tabayyun.config import options
from tabayyun.engine.triage import LABELS, training
from tabayyun.plugins.models import folder
from tabayyun.plugins.models.card import Data, card
from tabayyun.plugins.models.packaged.plugin import plugin as packaged

COMMAND = "tabayyun train"
IMAGERY = "violent_imagery"
"""Learnt from the tags of an installation, not from a file."""


def run(arguments: list[str]) -> int:
    """``tabayyun train LABEL DATA --out DIR``, or ``violent_imagery`` alone. Returns the exit code."""
    if arguments[:1] == [IMAGERY]:
        return manage(["train_imagery", *arguments[1:]])
    try:
        given = _parser().parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    work = train_match.train if given.label == train_match.NAME else _train
    return posts.run(COMMAND, lambda: [work(given)])


def _train(given: argparse.Namespace) -> Reader:
    """Raises UnreadableError, also when the posts do not serve."""
    label, path = given.label, Path(given.data)
    reader = Reader(given.data, COMMAND, numbered=True, asks=lambda fields: _check(fields, label))
    records = reader.records()
    try:
        model, report = training.train(
            label,
            [record.text for record in records],
            [int(record.fields[label]) for record in records],
            next((model for model in packaged() if model.label == label), None),
        )
        said = card(
            label, Data(path.name, path.read_bytes(), given.licence), report, upon="that comes with Tabayyun"
        )
        print(folder.write(given.out, model, said))
    except (training.TooLittleDataError, OSError) as error:
        raise posts.UnreadableError(str(error)) from error
    print(said, file=sys.stderr)
    return reader


def _check(fields: dict[str, Any], label: str) -> None:
    if fields.get(label) not in (0, 1):
        raise ValueError(f"no {label} (0 or 1)")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=COMMAND,
        description="Train one of the scores of tabayyun triage on labelled posts, or tabayyun match on "
        "labelled pairs of a text and a claim, write model and card to a folder, and print the card. "
        "It builds upon the model that comes with Tabayyun. "
        "The same data give the same model. "
        f"«{COMMAND} {IMAGERY} --user NAME [--use]» learns from the pictures that this installation's people "
        "tagged. "
        "Exit code 0: all read, 1: lines passed over (named on stderr), 2: nothing to learn from.",
    )
    parser.add_argument(
        "label",
        choices=[*LABELS, train_match.NAME],
        help="the score; each post has its label (0 or 1) there; match: in the field same",
    )
    parser.add_argument("data", metavar="FILE", help="NDJSON: text and label, or text, claim, title and same")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="where to write the model")
    parser.add_argument(
        "--licence", metavar="TEXT", default="not stated", help="of the data, for the card (%(default)s)"
    )
    parser.add_argument(
        "--encoder",
        default=options.ENCODER.text(),
        metavar="NAME",
        help="match: what compares meanings (%(default)s); none: words alone",
    )
    return parser
