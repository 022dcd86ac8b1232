"""Put the evidence of a content into one file that a stranger can check on another machine."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import CustodyEntry, Evidence, Examination, Illustration
from tabayyun.desk.expertise.models.evidence import as_text
from tabayyun.desk.expertise.operations.anchoring import anchor_custody
from tabayyun.desk.expertise.operations.custody import note
from tabayyun.desk.signals.models import Content
from tabayyun.engine.evidence.custody import canonical
from tabayyun.engine.evidence.export import (
    ANCHOR,
    CHECKPOINT,
    KEYS,
    KIND,
    MANIFEST,
    SIGNATURE,
    SUMS,
    VERSION,
)
from tabayyun.engine.signing import jws
from tabayyun.engine.signing.keys import public_jwks, public_pem
from tabayyun.kit import audit, documents, plugins, signing, vault
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Institution, User

LAYOUT = Path(__file__).resolve().parent.parent / "evidence.typ"
SCRIPT = Path(__file__).resolve().parent.parent / "verify.sh"


def export(
    *, content: Content, reference: str, lang: str, target: BinaryIO, by: User, now: datetime
) -> list[Evidence]:
    """Write the evidence of ``content`` as a zip to ``target``; that it was exported is noted first.

    In it: every file as it was received, its receipt with the trusted timestamp, its custody, the
    examinations with their illustrations, a report (PDF/A) in ``lang``, sums for `sha256sum`, and the
    institution's signature over all of it. Raises `Refused` when there is nothing, when a piece has no
    timestamp yet, or was changed on the disk.
    """
    pieces = list(queries.evidence_of(content))
    _refuse_unfit(pieces)
    with transaction.atomic():
        for piece in pieces:
            note(evidence=piece, action=CustodyEntry.Action.EXPORTED, by=by, now=now, detail=reference)
        audit.record(
            verb="expertise.evidence_exported", subject=content, actor=by, now=now, reference=reference
        )
        checkpoint = anchor_custody(now=now)
    assert checkpoint is not None  # noqa: S101  (there is evidence)
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            package = _Package(archive, reference, lang, now)
            package.add(ANCHOR, json.dumps(queries.proof_of(checkpoint, pieces)).encode())
            package.add(CHECKPOINT, checkpoint.logged["checkpoint"].encode())
            _write(package, pieces, content)
    except vault.VaultError as error:
        raise Refused(
            _("A piece of evidence is not as it was received: %(error)s") % {"error": error}
        ) from error
    return pieces


def _refuse_unfit(pieces: list[Evidence]) -> None:
    if not pieces:
        raise Refused(_("There is no evidence to export."))
    unstamped = [piece.name for piece in pieces if not piece.timestamp and not piece.erased_at]
    if unstamped:
        raise Refused(
            _("These pieces have no trusted timestamp yet: %(names)s. Try again in a minute.")
            % {"names": ", ".join(unstamped)}
        )


@dataclass(slots=True)
class _Package:
    """A zip that remembers the digest of every file it was given."""

    archive: zipfile.ZipFile
    reference: str
    lang: str
    now: datetime
    sums: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Illustrations by name, for the report."""

    def add(self, name: str, data: bytes) -> None:
        self.pour(name, iter([data]))

    def pour(self, name: str, chunks: Iterator[bytes]) -> None:
        digest = hashlib.sha256()
        with self.archive.open(name, "w", force_zip64=True) as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
        self.sums[name] = digest.hexdigest()


def _write(package: _Package, pieces: list[Evidence], content: Content) -> None:
    listed = [_add_piece(package, number, piece) for number, piece in enumerate(pieces, 1)]
    examinations = [_examination(package, number, one) for number, one in enumerate(queries.of(content), 1)]
    package.add("report.pdf", _report(package, listed, examinations))
    root = plugins.load("timestamps", settings.TIMESTAMP_PLUGIN).root(home=str(settings.HOME))
    if root:
        package.add("root.pem", root)
    package.add(KEYS, json.dumps(public_jwks(signing.public_keys())).encode())
    package.add("key.pem", public_pem(signing.public_keys()[0]).encode())
    package.add("verify.sh", SCRIPT.read_bytes())
    files = [{"name": name, "sha256": sha256} for name, sha256 in package.sums.items()]
    manifest = canonical(
        {
            "version": VERSION,
            "reference": package.reference,
            "exported_at": as_text(package.now),
            "evidence": listed,
            "examinations": examinations,
            "files": files,
        }
    )
    package.add(MANIFEST, manifest)
    package.add(SIGNATURE, _signature(package, manifest).encode("ascii"))
    package.add(SUMS, "".join(f"{sha256}  {name}\n" for name, sha256 in package.sums.items()).encode())


def _add_piece(package: _Package, number: int, piece: Evidence) -> dict[str, Any]:
    """The file with its receipt and timestamp, and what the manifest says of it."""
    folder = f"evidence/{number:03d}"
    if piece.wrapped_key is not None:
        package.pour(f"{folder}/{piece.name}", vault.chunks(piece.sha256, bytes(piece.wrapped_key)))
    package.add(f"{folder}/receipt.json", canonical(piece.receipt))
    if piece.timestamp:
        package.add(f"{folder}/receipt.tsr", bytes(piece.timestamp))
    return {
        "folder": folder,
        "receipt": piece.receipt,
        "timestamp": bool(piece.timestamp),
        "erased": piece.erasure_reason,
        "custody": [entry.as_row() for entry in piece.custody.order_by("id")],
    }


def _examination(package: _Package, number: int, one: Examination) -> dict[str, Any]:
    """What the manifest says of an examination, its illustrations put beside it."""
    return {
        "method": one.method,
        "version": one.version,
        "parameters": one.parameters,
        "finding": one.finding,
        "limits": one.limits,
        "confidence": one.confidence,
        "evidence": one.evidence.sha256 if one.evidence else "",
        "by": one.by.display_name if one.by else one.method,
        "at": as_text(one.at),
        "illustrations": [
            _add_illustration(package, number, picture, bytes(picture.wrapped_key))
            for picture in one.illustrations.all()
            if picture.wrapped_key is not None
        ],
    }


def _add_illustration(package: _Package, number: int, picture: Illustration, key: bytes) -> dict[str, Any]:
    name = f"examinations/{number:03d}/{picture.name}.{picture.media_type.removeprefix('image/')}"
    data = b"".join(vault.chunks(picture.sha256, key))
    package.add(name, data)
    package.pictures[name] = data
    return {"file": name, "caption": picture.caption}


def _signature(package: _Package, manifest: bytes) -> str:
    claims = jws.StatementClaims(
        issuer=settings.ORIGIN,
        reference=package.reference,
        lang=package.lang,
        version=1,
        kind=KIND,
        title=package.reference,
        date=package.now.isoformat(timespec="seconds"),
        digest=hashlib.sha256(manifest).hexdigest(),
    )
    return jws.sign(claims, signing.private_key())


def _report(package: _Package, pieces: list[dict[str, Any]], examinations: list[dict[str, Any]]) -> bytes:
    names = {str(one["receipt"]["sha256"]): str(one["receipt"]["name"]) for one in pieces}
    with translation.override(package.lang):
        data = {
            "at": as_text(package.now),
            "institution": Institution.current().in_language(package.lang),
            "labels": _labels(),
            "actions": {value: str(label) for value, label in CustodyEntry.Action.choices},
            "origins": {value: str(label) for value, label in Evidence.Origin.choices},
            "evidence": pieces,
            "examinations": [_worded(one, package.lang, names) for one in examinations],
        }
        title = _("Evidence: %(reference)s") % {"reference": package.reference}
        files = {_flat(name): picture for name, picture in package.pictures.items()}
        return documents.pdf(LAYOUT, title=title, lang=package.lang, at=package.now, data=data, files=files)


def _worded(examination: dict[str, Any], lang: str, names: dict[str, str]) -> dict[str, Any]:
    """An examination in ``lang``; ``names`` has the SHA-256 of each piece → its name."""
    return {
        **examination,
        "file": names.get(examination["evidence"], ""),
        "finding": _in(lang, examination["finding"]),
        "limits": examination["parameters"].get("limits", {}).get(lang, examination["limits"]),
        "method_name": queries.method_name(str(examination["method"])),
        "illustrations": [
            {"file": f"/files/{_flat(one['file'])}", "caption": _in(lang, one["caption"])}
            for one in examination["illustrations"]
        ],
    }


def _in(lang: str, wordings: dict[str, str]) -> str:
    return wordings.get(lang) or wordings.get("ar") or next(iter(wordings.values()), "")


def _flat(name: str) -> str:
    """The name of a file in the report's own folder."""
    return name.replace("/", "-")


def _labels() -> dict[str, str]:
    return {
        "received": _("What was received"),
        "examined": _("What was examined, and what was found"),
        "custody": _("Who had it"),
        "check": _("How to check"),
        "how": _(
            "On any machine: unpack, then run «sh verify.sh» (sha256sum and openssl are enough), or "
            "«tabayyun verify» on the file as it is."
        ),
        "name": _("File"),
        "size": _("Bytes"),
        "origin": _("Origin"),
        "when": _("Received"),
        "by": _("By"),
        "stamp": _("Trusted timestamp"),
        "yes": _("yes"),
        "erased": _("Erased"),
        "limits": _("Limits"),
        "version": _("Version"),
        "nothing": _("Nothing has been examined yet."),
    }
