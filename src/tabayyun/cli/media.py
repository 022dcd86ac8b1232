"""`tabayyun media`: fingerprints of media in a bank, and what is recognised. No installation is needed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tabayyun.cli.posts import READ, SKIPPED, UNUSABLE, as_json, write
from tabayyun.engine.media.clips import Clip
from tabayyun.engine.media.descriptors import Descriptor, DescriptorError
from tabayyun.engine.media.recognition import Fingerprint
from tabayyun.kit.plugins import load
from tabayyun.plugins.media import decoding, footage, hashlists
from tabayyun.plugins.media.bank import Match, MediaBank, digest
from tabayyun.plugins.media.decoding import UndecodableError
from tabayyun.plugins.media.disk import BankError
from tabayyun.plugins.media.folder import Named

COMMAND = "tabayyun media"
SUFFIXES = decoding.SUFFIXES | footage.SUFFIXES
AT_ONCE = 500
"""Files that are added in one step: what a kill can cost is the work on so many."""


def run(arguments: list[str]) -> int:
    """Return the exit code: 0 all done, 1 files passed over (named on stderr), 2 nothing could be done."""
    try:
        given = _parser().parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    if problem := _problem(given):
        print(f"{COMMAND}: {problem}", file=sys.stderr)
        return UNUSABLE
    try:
        bank = MediaBank(_home(given) / given.bank, _descriptor(given))
    except (BankError, DescriptorError, OSError) as error:
        print(f"{COMMAND}: {error}", file=sys.stderr)
        return UNUSABLE
    with bank:
        if given.do == "import":
            return _import(bank, given.list)
        return _index(bank, given.folder) if given.do == "index" else _match(bank, given)


def _problem(given: argparse.Namespace) -> str:
    """What keeps a bank from being opened, before an empty one is made; empty when nothing does."""
    if given.bank in {"", ".", ".."} or "/" in given.bank or "\0" in given.bank:
        return f"--bank {given.bank}: a name is wanted, not a path; --home says where the banks are"
    if given.do == "index" and not given.folder.is_dir():
        return f"{given.folder}: no such folder"
    if given.do == "match" and not (_home(given) / given.bank).is_dir():
        return f"--bank {given.bank}: no such bank in {_home(given)}"
    return ""


def _import(bank: MediaBank, path: Path) -> int:
    """Exit code 1 when lines were passed over."""
    try:
        listed = hashlists.read(path.read_bytes())
    except (hashlists.HashListError, OSError) as error:
        print(f"{COMMAND}: {path}: {error}", file=sys.stderr)
        return UNUSABLE
    new = [(named, one) for named, one in listed.prints if not bank.has(named.sha256)]
    bank.add(new)
    counts = {"added": len(new), "pictures": bank.pictures.count, "passed_over": listed.passed_over}
    write([as_json({"bank": bank.path.name, **counts})])
    return SKIPPED if listed.passed_over else READ


def _index(bank: MediaBank, folder: Path) -> int:
    skipped, waiting = 0, dict[str, tuple[Named, Fingerprint | Clip]]()
    for path in _media(folder):
        try:
            sha256 = digest(path)
            if sha256 not in waiting and not bank.has(sha256):
                waiting[sha256] = Named(str(path.relative_to(folder)), sha256), bank.read(path)
        except (UndecodableError, OSError) as error:
            skipped += 1
            print(f"{COMMAND}: {path}: {error}", file=sys.stderr)
        if len(waiting) >= AT_ONCE:
            bank.add(list(waiting.values()))
            waiting.clear()
    bank.add(list(waiting.values()))
    counts = {"pictures": bank.pictures.count, "clips": len(bank.clips)}
    write([as_json({"bank": bank.path.name, **counts, "skipped": skipped})])
    return SKIPPED if skipped else READ


def _match(bank: MediaBank, given: argparse.Namespace) -> int:
    skipped = 0
    for path in given.files:
        try:
            answer = bank.match(path)
        except UndecodableError as error:
            skipped += 1
            print(f"{COMMAND}: {path}: {error}", file=sys.stderr)
            continue
        if not answer.is_whole:
            minutes = footage.MOST_SECONDS // 60
            print(f"{COMMAND}: {path}: only the first {minutes} minutes were looked at", file=sys.stderr)
        first = list(dict.fromkeys(one.sha256 for one in answer.matches))[: given.top]
        write(as_json(_line(path, one)) for one in answer.matches if one.sha256 in first)
    return SKIPPED if skipped else READ


def _line(path: Path, one: Match) -> dict[str, object]:
    return {
        "query": str(path),
        "match": one.name,
        "sha256": one.sha256,
        "score": round(one.score, 4),
        "by": one.by,
        "distance": one.distance,
        "places": one.places,
        "transform": one.change and one.change.as_dict(),
        "time_range": one.time_range(),
    }


def _media(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES and path.is_file())


def _home(given: argparse.Namespace) -> Path:
    home = given.home or Path(os.environ.get("TABAYYUN_HOME", "var")) / "banks"
    return Path(home)


def _descriptor(given: argparse.Namespace) -> Descriptor | None:
    if given.descriptor is None:
        return None
    described: Descriptor = load("descriptors", "folder").load(given.descriptor)
    return described


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=COMMAND, description="Recognise pictures, clips and sounds that were seen before."
    )
    commands = parser.add_subparsers(dest="do", required=True, metavar="index|import|match")
    index = commands.add_parser(
        "index", help="add pictures, clips and sounds of a folder to a bank; again adds only new ones"
    )
    index.add_argument("folder", type=Path, metavar="DIR")
    listed = commands.add_parser(
        "import", help="add the PDQ hashes of a list (CSV, JSON, or one JSON object a line) to a bank"
    )
    listed.add_argument("list", type=Path, metavar="LIST")
    match = commands.add_parser("match", help="print what files show of a bank, as NDJSON")
    match.add_argument("files", type=Path, nargs="+", metavar="FILE")
    match.add_argument("--top", type=int, default=5, help="known files that are named (%(default)s)")
    listed.set_defaults(descriptor=None)
    for one in (index, match):
        one.add_argument("--descriptor", type=Path, metavar="DIR", help="folder of a learned descriptor")
    for one in (index, listed, match):
        one.add_argument("--bank", required=True, metavar="B", help="name of the bank")
        one.add_argument("--home", type=Path, metavar="DIR", help="folder of the banks (TABAYYUN_HOME/banks)")
    return parser
