"""What `tabayyun match` and `tabayyun answers` have in common: the encoder, and how results are written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tabayyun.cli.posts import Record, UnreadableError
from tabayyun.config import options
from tabayyun.engine.claims import PACKAGED, Judge, SecondLook
from tabayyun.engine.findings import Claim
from tabayyun.engine.meaning import Encoder
from tabayyun.kit.encoders import encoder
from tabayyun.plugins.models import matching as fitted
from tabayyun.plugins.models.folder import NoModelError

FORMATS = ("ndjson", "trec")


def parser(command: str, description: str, kind: str) -> argparse.ArgumentParser:
    """The arguments that both commands take; ``kind`` is what posts are compared with."""
    found = argparse.ArgumentParser(
        prog=command,
        description=f"{description} The engine alone; no installation is needed. Exit code 0: all read, "
        "1: lines passed over (named on stderr), 2: nothing readable.",
    )
    found.add_argument(
        f"--{kind}", metavar="FILE", required=True, help="NDJSON with id, text and, if there is one, title"
    )
    found.add_argument("--posts", metavar="FILE", required=True, help="NDJSON with id and text; - is stdin")
    found.add_argument(
        "--top", type=_positive, default=5, metavar="N", help="at most so many a post (%(default)s)"
    )
    found.add_argument("--format", choices=FORMATS, default="ndjson", help="%(default)s, or a TREC run")
    found.add_argument(
        "--encoder",
        default=options.ENCODER.text(),
        metavar="NAME",
        help="what compares meanings (%(default)s); none: words alone",
    )
    return found


def chosen(name: str, command: str) -> Encoder | None:
    """The encoder ``name``; when it cannot be had, says so on stderr and goes on with words alone."""
    found, problem = encoder(name, options.HOME.path(), folder())
    if problem:
        print(f"{command}: matching by words alone: {problem}", file=sys.stderr)
    return found


def judge(second: str, model: Path | None, command: str) -> Judge:
    """How matches are judged: with the weights of ``model``, ordered once more by the encoder ``second``.

    When that one cannot be had, says so on stderr. Raises UnreadableError for a folder without a model.
    """
    try:
        weights = fitted.read(model) if model else PACKAGED
    except NoModelError as error:
        raise UnreadableError(str(error)) from error
    found, problem = encoder(second, options.HOME.path(), folder())
    if problem:
        print(f"{command}: the nearest claims are not looked at again: {problem}", file=sys.stderr)
    return Judge(weights, SecondLook(found) if found else None)


def folder() -> Path | None:
    """Where an administrator put an encoder."""
    return Path(options.ENCODER_FOLDER.text()) if options.ENCODER_FOLDER.text() else None


def as_claims(records: Iterable[Record]) -> list[Claim]:
    """Records as the engine takes them, numbered in order."""
    return [Claim(number, record.text, record.words("title")) for number, record in enumerate(records)]


def trec(post: Record, found: Sequence[tuple[Record, float]]) -> list[str]:
    """Lines of a TREC run: post, Q0, document, rank, score, name of the run."""
    return [
        f"{post.id} Q0 {record.id} {rank} {score:.6f} tabayyun"
        for rank, (record, score) in enumerate(found, 1)
    ]


def _positive(value: str) -> int:
    if not value.isdecimal() or not (number := int(value)):
        raise argparse.ArgumentTypeError("a whole number from 1 on")
    return number
