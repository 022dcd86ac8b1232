"""`tabayyun train match`: how sure a match is, from pairs that people decided on, with a card."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from tabayyun.cli import matching, posts
from tabayyun.cli.posts import Reader, Record
from tabayyun.engine.claims import fitting
from tabayyun.engine.claims.fitting import Pair, TooFewPairsError
from tabayyun.plugins.models import matching as folder
from tabayyun.plugins.models.card import Data

NAME = "match"
_COMMAND = "tabayyun train match"


def train(given: argparse.Namespace) -> Reader:
    """Fit, write, print the card. Raises UnreadableError, also when the pairs do not serve."""
    path = Path(given.data)
    reader = Reader(given.data, _COMMAND, numbered=True, asks=_check)
    pairs = [_pair(record) for record in reader.records()]
    encoder = matching.chosen(given.encoder, _COMMAND)
    try:
        weights, report = fitting.train(pairs, encoder)
        data = Data(path.name, path.read_bytes(), given.licence)
        said = folder.card(data, report, encoder.name if encoder else "")
        print(folder.write(given.out, weights, said))
    except (TooFewPairsError, OSError) as error:
        raise posts.UnreadableError(str(error)) from error
    print(said, file=sys.stderr)
    return reader


def _pair(record: Record) -> Pair:
    return Pair(record.text, record.words("claim"), record.words("title"), record.fields["same"] == 1)


def _check(fields: dict[str, Any]) -> None:
    if fields.get("same") not in (0, 1):
        raise ValueError("no same (0 or 1)")
    if not isinstance(fields.get("claim"), str) or not fields["claim"].strip():
        raise ValueError("no claim")
