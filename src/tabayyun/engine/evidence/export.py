"""Check an export: files by name, as they lie in the zip. Nothing else is needed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tabayyun.engine.evidence.custody import canonical, first_break
from tabayyun.engine.signing import jws
from tabayyun.engine.signing.errors import SignatureError, UnknownKeyError

MANIFEST, SIGNATURE, KEYS, SUMS = "manifest.json", "manifest.jws", "keys.json", "SHA256SUMS"
KIND = "evidence"
"""What the signature says it signs; its digest is that of ``manifest.json``."""
UNSIGNED = frozenset({MANIFEST, SIGNATURE, SUMS, "checkpoint.txt"})
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

    @property
    def valid(self) -> bool:
        return not self.faults


def check(files: Files, keys: Iterable[Ed25519PublicKey]) -> Checked:
    """Check the signature, every file's digest, and the custody of every piece, in that order."""
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
    faults = [*_files(files, listed), *_pieces(pieces)]
    return Checked(tuple(faults), claims, manifest)


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


def _pieces(pieces: Iterable[Mapping[str, Any]]) -> Iterator[Found]:
    for piece in pieces:
        sha256 = str(piece.get("receipt", {}).get("sha256"))
        if first_break(sha256, piece.get("custody", [])) is not None:
            yield Found(Fault.CUSTODY, sha256)
        if not piece.get("timestamp"):
            yield Found(Fault.NOT_STAMPED, sha256)


def _read(files: Files, name: str) -> bytes:
    return b"".join(files.chunks(name))


def _digest(files: Files, name: str) -> str:
    found = hashlib.sha256()
    for chunk in files.chunks(name):
        found.update(chunk)
    return found.hexdigest()


__all__ = [
    "KEYS",
    "MANIFEST",
    "SIGNATURE",
    "SUMS",
    "Checked",
    "Fault",
    "Files",
    "Found",
    "canonical",
    "check",
]
