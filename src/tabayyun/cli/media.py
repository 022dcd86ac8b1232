"""`tabayyun media`: fingerprints of pictures in a bank, and what is recognised. No installation is needed."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tabayyun.cli.posts import READ, SKIPPED, UNUSABLE, as_json, write
from tabayyun.engine.media.recognition import Fingerprint, Recognition, fingerprint
from tabayyun.plugins.media.decoding import SUFFIXES, Decoder, UndecodableError
from tabayyun.plugins.media.folder import BankError, Folder, Named

COMMAND = "tabayyun media"
AT_ONCE = 500
"""Pictures that are added in one step: what a kill can cost is the work on so many."""


def run(arguments: list[str]) -> int:
    """Return the exit code: 0 all done, 1 files passed over (named on stderr), 2 nothing could be done."""
    try:
        given = _parser().parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    try:
        bank = Folder(_home(given) / given.bank)
    except (BankError, OSError) as error:
        print(f"{COMMAND}: {error}", file=sys.stderr)
        return UNUSABLE
    with Decoder() as decoder:
        return _index(bank, decoder, given.folder) if given.do == "index" else _match(bank, decoder, given)


def _index(bank: Folder, decoder: Decoder, folder: Path) -> int:
    if not folder.is_dir():
        print(f"{COMMAND}: {folder}: no such folder", file=sys.stderr)
        return UNUSABLE
    skipped, waiting = 0, dict[str, tuple[Named, Fingerprint]]()
    for path in _pictures(folder):
        sha256 = _sha256(path)
        if sha256 in waiting or bank.has(sha256) is not None:
            continue
        try:
            waiting[sha256] = Named(str(path.relative_to(folder)), sha256), fingerprint(decoder.grey(path))
        except UndecodableError as error:
            skipped += 1
            print(f"{COMMAND}: {path}: {error}", file=sys.stderr)
        if len(waiting) >= AT_ONCE:
            _add(bank, waiting)
    _add(bank, waiting)
    write([as_json({"bank": bank.path.name, "pictures": bank.count, "skipped": skipped})])
    return SKIPPED if skipped else READ


def _add(bank: Folder, waiting: dict[str, tuple[Named, Fingerprint]]) -> None:
    if waiting:
        bank.add(list(waiting.values()))
        waiting.clear()


def _match(bank: Folder, decoder: Decoder, given: argparse.Namespace) -> int:
    skipped = 0
    for path in given.files:
        try:
            found = bank.known.recognise(decoder.grey(path))
        except UndecodableError as error:
            skipped += 1
            print(f"{COMMAND}: {path}: {error}", file=sys.stderr)
            continue
        write(as_json(_line(path, bank, one)) for one in found[: given.top])
    return SKIPPED if skipped else READ


def _line(path: Path, bank: Folder, one: Recognition) -> dict[str, object]:
    named = bank.named(one.picture)
    return {
        "query": str(path),
        "match": named.name,
        "sha256": named.sha256,
        "score": round(one.score, 4),
        "by": one.by,
        "distance": one.distance,
        "places": one.places,
        "transform": one.change.as_dict(),
        "time_range": None,
    }


def _pictures(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES and path.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _home(given: argparse.Namespace) -> Path:
    home = given.home or Path(os.environ.get("TABAYYUN_HOME", "var")) / "banks"
    return Path(home)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=COMMAND, description="Recognise pictures that were seen before.")
    commands = parser.add_subparsers(dest="do", required=True, metavar="index|match")
    index = commands.add_parser(
        "index", help="add the pictures of a folder to a bank; again adds only new ones"
    )
    index.add_argument("folder", type=Path, metavar="DIR")
    match = commands.add_parser("match", help="print what files show of a bank, as NDJSON")
    match.add_argument("files", type=Path, nargs="+", metavar="FILE")
    match.add_argument("--top", type=int, default=5, help="matches of a file (%(default)s)")
    for one in (index, match):
        one.add_argument("--bank", required=True, metavar="B", help="name of the bank")
        one.add_argument("--home", type=Path, metavar="DIR", help="folder of the banks (TABAYYUN_HOME/banks)")
    return parser
