"""Check an export: files by name, as they lie in the zip. Nothing else is needed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tabayyun.engine.evidence import anchor, receipt
from tabayyun.engine.evidence.custody import canonical, first_break
from tabayyun.engine.signing import jws
from tabayyun.engine.signing.errors import SignatureError, UnknownKeyError
from tabayyun.engine.signing.note import Checkpoint

MANIFEST, SIGNATURE, KEYS, SUMS = "manifest.json", "manifest.jws", "keys.json", "SHA256SUMS"
KIND = "evidence"
"""What the signature says it signs; its digest is that of ``manifest.json``."""
ANCHOR, CHECKPOINT = "anchor.json", "checkpoint.txt"
"""How the custody hangs on the public log, and the signed head of that log."""
VERSION = 2
"""Of the manifest; the first had no anchor."""
UNSIGNED = frozenset({MANIFEST, SIGNATURE, SUMS})
"""Files that the manifest cannot list: it is made before them."""


class Fault(StrEnum):
    """What can be wrong with an export."""

    NO_MANIFEST = "export_no_manifest"
    UNKNOWN_KEY = "unknown_key"
    FORGED = "forged_signature"
    MISSING = "export_missing"
    ALTERED = "export_altered"
    UNLISTED = "export_unlisted"
    CUSTODY = "export_custody"
    NOT_STAMPED = "export_not_stamped"
    RECEIPT = "export_receipt"
    NOT_LOGGED = "export_not_logged"
    REWRITTEN = "export_rewritten"


class Files(Protocol):
    """The files of an export by name."""

    def names(self) -> Iterable[str]: ...

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file. Raises KeyError when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """One fault, and the file it is in."""

    fault: Fault
    name: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The result: no fault means that everything is as it was signed."""

    faults: tuple[Found, ...]
    claims: jws.StatementClaims | None = None
    manifest: Mapping[str, Any] | None = None
    checkpoint: Checkpoint | None = None
    """The head of the public log on which the custody hangs."""

    @property
    def valid(self) -> bool:
        return not self.faults


def check(files: Files, keys: Iterable[Ed25519PublicKey]) -> Checked:
    """Check the signature, every file, each piece's receipt, stamp and custody, and the public log."""
    keys = list(keys)
    try:
        data, token = (_read(files, name) for name in (MANIFEST, SIGNATURE))
        manifest = json.loads(data)
        listed = {str(one["name"]): str(one["sha256"]) for one in manifest["files"]}
        pieces = list(manifest["evidence"])
    except (KeyError, ValueError, TypeError):
        return Checked((Found(Fault.NO_MANIFEST, MANIFEST),))
    try:
        claims = jws.verify(token.decode("ascii", "replace"), keys)
    except UnknownKeyError:
        return Checked((Found(Fault.UNKNOWN_KEY, SIGNATURE),))
    except SignatureError:
        return Checked((Found(Fault.FORGED, SIGNATURE),))
    if claims.kind != KIND or claims.digest != hashlib.sha256(data).hexdigest():
        return Checked((Found(Fault.ALTERED, MANIFEST),), claims)
    faults = [*_files(files, listed), *_pieces(files, pieces)]
    checkpoint = None
    if manifest.get("version") != 1:
        more, checkpoint = _anchored(files, pieces, keys)
        faults += more
    return Checked(tuple(faults), claims, manifest, checkpoint)


def _files(files: Files, listed: Mapping[str, str]) -> Iterator[Found]:
    for name, sha256 in listed.items():
        try:
            found = _digest(files, name)
        except KeyError:
            yield Found(Fault.MISSING, name)
            continue
        if found != sha256:
            yield Found(Fault.ALTERED, name)
    for name in sorted(set(files.names()) - listed.keys() - UNSIGNED):
        yield Found(Fault.UNLISTED, name)


def _pieces(files: Files, pieces: Iterable[Mapping[str, Any]]) -> Iterator[Found]:
    for piece in pieces:
        said = piece.get("receipt", {})
        sha256, folder = str(said.get("sha256")), str(piece.get("folder"))
        if first_break(sha256, piece.get("custody", [])) is not None:
            yield Found(Fault.CUSTODY, sha256)
        if not piece.get("timestamp") or not _is_stamped(files, folder, said):
            yield Found(Fault.NOT_STAMPED, sha256)
        if not _goes_with(files, folder, said, erased=bool(piece.get("erased"))):
            yield Found(Fault.RECEIPT, f"{folder}/receipt.json")


def _is_stamped(files: Files, folder: str, said: Mapping[str, Any]) -> bool:
    try:
        return receipt.is_stamped(said, _read(files, f"{folder}/receipt.tsr"))
    except KeyError:
        return False


def _goes_with(files: Files, folder: str, said: Mapping[str, Any], *, erased: bool) -> bool:
    """Whether the receipt is the one that was stamped, and its digests are those of the file beside it."""
    try:
        expected = receipt.digests(said)
        same = _read(files, f"{folder}/receipt.json") == canonical(said)
        name = f"{folder}/{said['name']}"
        return same and (erased or all(_digest(files, name, kind) == is_ for kind, is_ in expected.items()))
    except (KeyError, ValueError):
        return False


def _anchored(
    files: Files, pieces: Iterable[Mapping[str, Any]], keys: Iterable[Ed25519PublicKey]
) -> tuple[list[Found], Checkpoint | None]:
    """What is wrong with how the custody hangs on the public log, and the head of the log it hangs on."""
    try:
        given = json.loads(_read(files, ANCHOR))
        root, chains, heads = str(given["root"]), int(given["chains"]), list(given["heads"])
        checkpoint = anchor.logged(root, given["logged"], keys)
    except (KeyError, ValueError, TypeError, anchor.AnchorError):
        return [Found(Fault.NOT_LOGGED, ANCHOR)], None
    custody = {str(piece.get("receipt", {}).get("sha256")): piece.get("custody", []) for piece in pieces}
    broken = anchor.unproven(root, chains, heads, custody)
    return [Found(Fault.REWRITTEN, sha256) for sha256 in broken], checkpoint


def _read(files: Files, name: str) -> bytes:
    return b"".join(files.chunks(name))


def _digest(files: Files, name: str, kind: str = "sha256") -> str:
    found = receipt.DIGESTS[kind]()
    for chunk in files.chunks(name):
        found.update(chunk)
    return found.hexdigest()


__all__ = [
    "ANCHOR",
    "CHECKPOINT",
    "KEYS",
    "MANIFEST",
    "SIGNATURE",
    "SUMS",
    "VERSION",
    "Checked",
    "Fault",
    "Files",
    "Found",
    "canonical",
    "check",
]
