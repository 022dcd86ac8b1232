"""Firehose messages made by hand, from https://atproto.com/specs/event-stream and https://ipld.io/specs/transport/car/."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import libipld


def cid(data: bytes, codec: int = 0x71) -> bytes:
    """CIDv1 over SHA-256: DAG-CBOR, or 0x55 for raw bytes."""
    return bytes([1, codec, 0x12, 0x20]) + hashlib.sha256(data).digest()


def cid_text(raw: bytes) -> str:
    """The CID in base 32, as it is written."""
    return "b" + base64.b32encode(raw).decode().lower().rstrip("=")


def message(kind: str, body: dict[str, Any]) -> bytes:
    """A message frame."""
    return libipld.encode_dag_cbor({"op": 1, "t": kind}) + libipld.encode_dag_cbor(body)


def error(code: str, words: str = "") -> bytes:
    """An error frame."""
    return libipld.encode_dag_cbor({"op": -1}) + libipld.encode_dag_cbor({"error": code, "message": words})


def commit(
    seq: int, did: str, records: dict[str, dict[str, Any]], time: str = "2026-11-06T08:00:05Z"
) -> bytes:
    """A commit that creates ``records`` (path → record)."""
    blocks = {path: libipld.encode_dag_cbor(record) for path, record in records.items()}
    ops = [{"action": "create", "path": path, "cid": cid(block)} for path, block in blocks.items()]
    body = {
        "seq": seq,
        "repo": did,
        "rev": f"3m4rev{seq}",
        "since": None,
        "time": "2026-11-06T08:00:05Z",
        "tooBig": False,
        "rebase": False,
        "commit": cid(b"commit"),
        "blobs": [],
        "ops": ops,
        "blocks": car(list(blocks.values())),
    }
    return message("#commit", body)


def car(blocks: list[bytes]) -> bytes:
    """A CAR (version 1) of ``blocks``."""
    header = libipld.encode_dag_cbor({"version": 1, "roots": [cid(blocks[0])]})
    parts = [varint(len(header)), header]
    for block in blocks:
        name = cid(block)
        parts += [varint(len(name) + len(block)), name, block]
    return b"".join(parts)


def varint(number: int) -> bytes:
    """Unsigned LEB128."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
