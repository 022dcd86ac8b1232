"""WARC 1.1 (ISO 28500:2017): one gzip member a record, so that each can be read by itself.

Requests and answers are written as they went over the line.
"""

from __future__ import annotations

import gzip
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from tabayyun.plugins.capturing.recording import Exchange

HTTP = "application/http;msgtype="


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer lies in the file, for the index."""

    exchange: Exchange
    offset: int
    length: int
    digest: str


class Writer:
    """Writes records to ``target``."""

    def __init__(self, target: BinaryIO, at: datetime, software: str) -> None:
        self._target = target
        self._size = 0
        self.places: list[Place] = []
        fields = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
        self._write("warcinfo", at, fields, {"Content-Type": "application/warc-fields"})

    def exchange(self, one: Exchange) -> None:
        """The answer, and the request that led to it."""
        about = {"WARC-Target-URI": one.url} | ({"WARC-IP-Address": one.address} if one.address else {})
        offset, digest = self._size, digest_of(_payload(one.response))
        answer = self._write(
            "response",
            one.at,
            one.response,
            {**about, "WARC-Payload-Digest": digest, "Content-Type": f"{HTTP}response"},
        )
        self.places.append(Place(one, offset, self._size - offset, digest))
        self._write(
            "request",
            one.at,
            one.request,
            {**about, "WARC-Concurrent-To": answer, "Content-Type": f"{HTTP}request"},
        )

    def resource(self, url: str, at: datetime, data: bytes, media_type: str) -> None:
        """Something that was made here, as a screenshot."""
        self._write("resource", at, data, {"WARC-Target-URI": url, "Content-Type": media_type})

    def _write(self, kind: str, at: datetime, block: bytes, fields: Mapping[str, str]) -> str:
        name = f"<urn:uuid:{uuid.uuid4()}>"
        head = {
            "WARC-Type": kind,
            "WARC-Record-ID": name,
            "WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Block-Digest": digest_of(block),
            **fields,
            "Content-Length": str(len(block)),
        }
        lines = "".join(f"{key}: {value}\r\n" for key, value in head.items())
        record = gzip.compress(f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n", mtime=0)
        self._target.write(record)
        self._size += len(record)
        return name


def digest_of(data: bytes) -> str:
    """SHA-256, as WARC and WACZ write it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _payload(response: bytes) -> bytes:
    return response.partition(b"\r\n\r\n")[2]
