"""`tabayyun verify` on an export of evidence: a zip, read where it lies, never unpacked."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tabayyun.engine.evidence.export import KEYS, SIGNATURE, Checked, check
from tabayyun.engine.signing import jws, keys
from tabayyun.engine.signing.errors import SignatureError

CHUNK = 1 << 20


class Archive:
    """The files of a zip by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def names(self) -> Iterable[str]:
        return [one.filename for one in self.archive.infolist() if not one.is_dir()]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file; what the zip itself says of them is not believed."""
        with self.archive.open(name) as file:
            file._expected_crc = None  # type: ignore[attr-defined]
            while chunk := file.read(CHUNK):
                yield chunk


def is_export(what: str) -> bool:
    """Whether this is a zip."""
    try:
        return zipfile.is_zipfile(Path(what))
    except (OSError, ValueError):
        return False


def checked(path: Path, trusted: list[Ed25519PublicKey] | None) -> tuple[Checked, str, bool]:
    """What the check found, the name of the key, and whether that key came with the file itself."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = Archive(archive)
            known = trusted if trusted is not None else _own_keys(files)
            return check(files, known), _key_name(files), trusted is None
    except (zipfile.BadZipFile, OSError, EOFError):
        return check(_Nothing(), []), "", trusted is None


def report(found: Checked, key: str, said: Mapping[str, str], *, own_key: bool) -> Iterator[str]:
    """The lines to print."""
    yield said["export_valid"] if found.valid else said["export_not_valid"]
    for one in found.faults:
        yield f"  {said[one.fault.value]}{f': {one.name}' if one.name else ''}"
    if own_key and found.claims:
        yield said["own_key"]
    if found.claims:
        yield f"  {said['reference']}: {found.claims.reference}"
        yield f"  {said['date']}: {found.claims.date}"
        yield f"  {said['issuer']}: {found.claims.issuer}"
        yield f"  {said['key']}: {key}"
    if head := found.checkpoint:
        yield f"  {said['export_logged']}: {head.origin}, {said['export_up_to']} {head.size}"
        yield f"  {head.root.hex()}"
    for piece in found.manifest["evidence"] if found.manifest else ():
        receipt = piece["receipt"]
        yield f"  {receipt['name']} · {receipt['size']} B · sha256 {receipt['sha256']}"


class _Nothing:
    def names(self) -> Iterable[str]:
        return []

    def chunks(self, name: str) -> Iterator[bytes]:
        raise KeyError(name)


def _own_keys(files: Archive) -> list[Ed25519PublicKey]:
    try:
        return keys.from_jwks(json.loads(b"".join(files.chunks(KEYS))))
    except (KeyError, ValueError, SignatureError):
        return []


def _key_name(files: Archive) -> str:
    try:
        return jws.key_name(b"".join(files.chunks(SIGNATURE)).decode("ascii", "replace"))
    except (KeyError, SignatureError):
        return ""
