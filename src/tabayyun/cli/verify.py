"""`tabayyun verify`: is this statement genuine? Offline, without Django, without an installation.

Exit code 0: valid; 1: not valid, or it cannot be told; 2: wrong use, or nothing readable. The network is
touched only when what is to be verified is given as an http(s) address.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tabayyun.cli import verify_export
from tabayyun.cli.verify_words import WORDS, words
from tabayyun.engine.signing import bundle, jws, keys, note, page
from tabayyun.engine.signing.bundle import Caveat, Reason, Result
from tabayyun.engine.signing.errors import MalformedError, SignatureError

LARGEST = 8 * 1024 * 1024
"""Bytes of a file or page that is read."""
SECONDS = 20
JOINERS = "\u200c\u200d"
"""Format characters that spelling needs."""
_JWS = re.compile(r"\s*[\w-]+\.[\w-]+\.[\w-]+\s*", re.ASCII)
_THUMBPRINT = re.compile(r"[\w-]{43}", re.ASCII)


class UnreadableError(Exception):
    """Nothing can be verified; ``key`` names the sentence that says why."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be verified: a bundle, with what a page shows of it; a JWS alone; a checkpoint alone."""

    bundle: Any = None
    shown: Mapping[str, Any] | None = None
    token: str = ""
    checkpoint: str = ""


def run(arguments: list[str]) -> int:
    """Verify what is given and say so in the reader's language. Returns the exit code."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    said = words(options.lang or language(os.environ))
    try:
        if verify_export.is_export(options.what):
            return _export(options, said)
        result, given = _checked(options)
    except UnreadableError as error:
        print(said[error.key].format(**error.values), file=sys.stderr)
        return 2
    for line in report(result, given, said):
        print(line)
    return 0 if result.valid else 1


def _export(options: argparse.Namespace, said: Mapping[str, str]) -> int:
    """Verify an export of evidence."""
    trusted = _trusted(options.key, Given())
    found, key, own = verify_export.checked(Path(options.what), trusted)
    for line in verify_export.report(found, key, said, own_key=own):
        print(_printable(line))
    return 0 if found.valid else 1


def language(environment: Mapping[str, str]) -> str:
    """The reader's language among those there are, from the locale; English when it is another."""
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((name for name in names if name), "")
    code = re.split(r"[_.@-]", first.lower())[0]
    return code if code in WORDS else "en"


def report(result: Result, given: Given, said: Mapping[str, str]) -> Iterator[str]:
    """The lines to print: the finding, its caveats, what was signed, and the technical detail."""
    alone = result.valid and Caveat.TEXT_NOT_GIVEN in result.caveats
    yield said["valid_signature" if alone else result.reason.value]
    for caveat in result.caveats:
        yield said[caveat.value]
    if result.altered:
        parts = ", ".join(said.get(f"part_{part}", part) for part in result.altered)
        yield f"  {said['altered']}: {_printable(parts)}"
    for label, value in _facts(result, given, said):
        yield f"  {label}: {_printable(value)}"
    if result.detail:
        yield f"  ({_printable(result.detail)})"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tabayyun verify",
        description="Check a statement offline, and say why. Exit code 0: valid, 1: not, 2: unreadable.",
    )
    parser.add_argument(
        "what",
        metavar="FILE|URL|JWS",
        help="bundle (.json), saved page, .jws, checkpoint, export of evidence (.zip), or - (input)",
    )
    parser.add_argument("--key", help="the institution's keys: JWK, JWKS or PEM file, or a key's thumbprint")
    parser.add_argument("--checkpoint", metavar="OLD", help="a checkpoint of the log that you kept")
    parser.add_argument("--proof", help="consistency proof (.json) from that checkpoint, of the log page")
    parser.add_argument("--lang", choices=sorted(WORDS), help="language of the answer")
    return parser


def _checked(options: argparse.Namespace) -> tuple[Result, Given]:
    given = recognise(_content(options.what), options.what)
    trusted = _trusted(options.key, given)
    result = _check(given, trusted)
    if options.checkpoint and result.valid:
        result = _check_kept(options, given, trusted, result)
    return result, given


def recognise(data: bytes, name: str) -> Given:
    """What ``data`` is, by its beginning. Raises UnreadableError."""
    try:
        text = data.decode("utf-8-sig")
        if text.lstrip().startswith("{"):
            return Given(bundle=json.loads(text))
        if _JWS.fullmatch(text):
            return Given(token=text.strip())
        if "<" in text[:2000] and "\n— " not in text[:2000]:
            found = page.read_page(text)
            return Given(bundle=found.bundle, shown=found.shown)
        note.parse_checkpoint(text)
    except (ValueError, RecursionError, SignatureError) as error:
        raise UnreadableError("unreadable", what=name, why=error) from error
    return Given(checkpoint=text)


def _check(given: Given, trusted: list[Ed25519PublicKey] | None) -> Result:
    if given.shown is not None:
        return bundle.check_shown(given.bundle, given.shown, trusted)
    if given.bundle is not None:
        return bundle.check_bundle(given.bundle, trusted)
    if trusted is None:
        raise UnreadableError("key_needed")
    if given.token:
        return bundle.check_jws(given.token, trusted)
    return bundle.check_extension(given.checkpoint, given.checkpoint, [], trusted)


def _check_kept(
    options: argparse.Namespace, given: Given, trusted: list[Ed25519PublicKey] | None, found: Result
) -> Result:
    """``found``, or what the checkpoint that the reader kept says against it."""
    text = given.checkpoint or (given.bundle or {}).get("log", {}).get("checkpoint", "")
    if not text:
        raise UnreadableError("log_needed", what=options.what)
    kept = _content(options.checkpoint).decode("utf-8", "replace")
    known = keys.from_jwks(given.bundle["keys"]) if trusted is None else trusted
    proof = _proof(options.proof)
    if proof is None:
        _need_proof(kept, text)
    grown = bundle.check_extension(kept, text, proof or [], known)
    if grown.valid:
        return found
    caveats = (Caveat.KEPT_IS_NEWER,) if grown.reason is Reason.TRUNCATED_LOG else ()
    return replace(grown, claims=found.claims, caveats=caveats)


def _need_proof(kept: str, text: str) -> None:
    """Without a proof only equal logs and shorter ones can be judged. Raises UnreadableError."""
    try:
        old, new = note.parse_checkpoint(kept), note.parse_checkpoint(text)
    except MalformedError:
        return  # the check itself says so
    if 0 < old.size < new.size:
        raise UnreadableError("proof_needed", old=old.size, new=new.size)


def _proof(name: str | None) -> list[bytes] | None:
    if name is None:
        return None
    try:
        return bundle.decode_proof(json.loads(_content(name))["proof"])
    except (ValueError, KeyError, TypeError, RecursionError, MalformedError) as error:
        raise UnreadableError("unreadable", what=name, why=error) from error


def _trusted(name: str | None, given: Given) -> list[Ed25519PublicKey] | None:
    """The keys of ``--key``; None when it was not given. Of a thumbprint, the file's own key of that name."""
    if name is None:
        return None
    if _THUMBPRINT.fullmatch(name) and not Path(name).exists():
        if not isinstance(given.bundle, dict):
            raise UnreadableError("key_needed")
        own = _read_keys(name, given.bundle.get("keys"))
        return [key for key in own if keys.thumbprint(key) == name]
    return _read_keys(name, _content(name))


def _read_keys(name: str, found: Any) -> list[Ed25519PublicKey]:
    try:
        return keys.read_public(found) if isinstance(found, bytes) else keys.from_jwks(found)
    except MalformedError as error:
        raise UnreadableError("bad_key", what=name, why=error) from error


def _content(what: str) -> bytes:
    """The bytes of a file, an address, standard input, or the argument itself when it is a JWS."""
    try:
        if what == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        elif what.startswith(("http://", "https://")):
            data = _fetched(what)
        elif _JWS.fullmatch(what) and not (len(what) < 255 and Path(what).exists()):  # noqa: PLR2004  (longest name)
            return what.encode("ascii")
        else:
            with Path(what).open("rb") as file:
                data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise UnreadableError("not_there", what=what) from error
    except (OSError, ValueError) as error:
        raise UnreadableError("unreadable", what=what, why=error) from error
    if len(data) > LARGEST:
        raise UnreadableError("too_large", what=what)
    return data


def _fetched(url: str) -> bytes:
    from urllib.request import urlopen

    with urlopen(url, timeout=SECONDS) as answer:  # noqa: S310  (http or https, see the caller)
        return bytes(answer.read(LARGEST + 1))


def _facts(result: Result, given: Given, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    claims, signed = result.claims, given.bundle if isinstance(given.bundle, dict) else {}
    if claims:
        yield said["title"], claims.title
        yield said["reference"], f"{claims.reference} ({claims.lang}, {said['version']} {claims.version})"
        yield said["date"], claims.date
        yield said["issuer"], claims.issuer
    if result.valid and signed.get("verdict"):
        verdict = str(signed["verdict"])
        yield said["verdict"], said.get(f"verdict_{verdict}", verdict)
    if result.valid and isinstance(signed.get("log"), dict):
        yield said["entry"], f"{signed['log']['index'] + 1} {said['of']} {signed['log']['size']}"
    if result.valid and given.checkpoint and result.checkpoint:
        yield said["entry"], str(result.checkpoint.size)
    if claims:
        yield said["key"], jws.key_name(given.token or signed["jws"])


def _printable(text: str) -> str:
    """``text`` on one line, without what could rewrite the terminal or the order of reading."""
    flat = re.sub(r"\s", " ", text)
    return "".join(c for c in flat if c in JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
