"""In the sandbox: what the Content Credentials of a file declare, and whether they hold. Nothing is "
"fetched."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.examiners.wording import plain

MARK = b"c2pa"
"""Stands in the name of the box that holds the credentials, in every kind of file."""
DETECT = "application/octet-stream"
"""Makes the library look at the bytes: the name of a file says nothing."""
MOST_BYTES = 500 * 1024**2
MOST_ACTIONS = 30
Manifest = Mapping[str, Any]


def look(path: Path, trust_list: str) -> dict[str, Any]:
    """Who signed, when, with which program, what is declared, and whether it holds.

    ``state`` is None without credentials, else broken, unknown (signed by nobody on ``trust_list``, a file
    with certificates in PEM) or trusted; ``codes`` are those of the C2PA specification.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UnexaminableError(f"larger than {MOST_BYTES >> 20} MB")
    data = path.read_bytes()
    if MARK not in data:
        return {"state": None}
    store = _read(data, _anchors(trust_list))
    if store is None:
        return {"state": None}
    manifest = store.get("manifests", {}).get(store.get("active_manifest"), {})
    signature = manifest.get("signature_info") or {}
    return {
        "state": {"Trusted": "trusted", "Valid": "unknown"}.get(str(store.get("validation_state")), "broken"),
        "codes": sorted({plain(one.get("code")) for one in store.get("validation_status") or []}),
        "issuer": plain(signature.get("issuer") or ""),
        "name": plain(signature.get("common_name") or ""),
        "signed": signature.get("time") and plain(signature["time"]),
        "program": _program(manifest),
        "actions": _actions(store.get("manifests", {}).values()),
        "sources": _sources(store.get("manifests", {}).values()),
        "ingredients": len(manifest.get("ingredients") or []),
    }


def _anchors(trust_list: str) -> str:
    try:
        return Path(trust_list).read_text(encoding="ascii") if trust_list else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UnexaminableError("the list of trusted signers cannot be read") from error


def _read(data: bytes, anchors: str) -> dict[str, Any] | None:
    try:
        import c2pa
    except ImportError:
        raise UnexaminableError(
            "it carries Content Credentials; what verifies them is not installed (extra «credentials»)"
        ) from None
    offline = {"verify_trust": True, "remote_manifest_fetch": False, "ocsp_fetch": False}
    settings: dict[str, Any] = {"verify": offline} | (
        {"trust": {"trust_anchors": anchors}} if anchors else {}
    )
    try:
        with c2pa.Reader(DETECT, io.BytesIO(data), context=c2pa.Context.from_dict(settings)) as reader:
            store: dict[str, Any] = json.loads(reader.json())
    except (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.NotSupported):
        return None
    except c2pa.C2paError as error:
        raise UnexaminableError(f"its Content Credentials cannot be read: {plain(error, 100)}") from None
    return store


def _program(manifest: Manifest) -> str:
    made = manifest.get("claim_generator_info") or [{}]
    named = f"{made[0].get('name') or ''} {made[0].get('version') or ''}".strip()
    return plain(named or manifest.get("claim_generator") or "")


def _declared(manifests: Iterable[Manifest]) -> Iterable[Mapping[str, Any]]:
    """What was done, as each signer declares it, in the order of the file."""
    for manifest in manifests:
        for assertion in manifest.get("assertions") or []:
            if str(assertion.get("label")).startswith("c2pa.actions"):
                yield from (assertion.get("data") or {}).get("actions") or []


def _actions(manifests: Iterable[Manifest]) -> list[str]:
    """The names of what was done, each once."""
    names = (plain(one.get("action")).removeprefix("c2pa.") for one in _declared(manifests))
    return list(dict.fromkeys(names))[:MOST_ACTIONS]


def _sources(manifests: Iterable[Manifest]) -> list[str]:
    """The last word of each digital source type (IPTC): digitalCapture, trainedAlgorithmicMedia …"""
    kinds = (one.get("digitalSourceType") for one in _declared(manifests))
    return list(dict.fromkeys(plain(str(kind).rpartition("/")[2]) for kind in kinds if kind))[:MOST_ACTIONS]
