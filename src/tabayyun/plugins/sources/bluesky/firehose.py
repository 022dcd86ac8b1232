"""The firehose's messages: two DAG-CBOR objects each, the records inside a CAR.

Published at https://atproto.com/specs/event-stream and …/specs/sync.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from tabayyun.plugins.sources.bluesky.format import COLLECTION, Created, Event, unreadable

METHOD = "com.atproto.sync.subscribeRepos"


def address(service: str, cursor: int | None) -> str:
    """Where to connect. The cursor is the number of the last message that was read."""
    query = "" if cursor is None else f"?{urlencode({'cursor': cursor})}"
    return f"{service}/xrpc/{METHOD}{query}"


def decode(message: str | bytes, origin: str) -> Event:
    """What one message says."""
    import libipld

    cursor = None
    try:
        header, body = libipld.decode_dag_cbor_multi(
            message if isinstance(message, bytes) else message.encode()
        )
        if header["op"] == -1:
            return Event(error=f"{body.get('error', '')}: {body.get('message', '')}")
        if header["t"] == "#info":
            return Event(warning=str(body.get("name", "")))
        cursor = body.get("seq")
        if header["t"] != "#commit":
            return Event(cursor)
        return Event(cursor, tuple(_created(body)))
    except Exception as error:  # libipld names no errors of its own; whatever it is, the message is kept
        return unreadable(message, origin, f"{error.__class__.__name__} {error}", cursor)


def _bytes(message: str | bytes) -> bytes:
    return message if isinstance(message, bytes) else message.encode()


def _created(body: dict[str, Any]) -> Iterator[Created]:
    """The posts of a commit. Blocks are decoded only when there is one: most commits are likes."""
    import libipld

    wanted = [
        op for op in body["ops"] if op["action"] == "create" and op["path"].startswith(f"{COLLECTION}/")
    ]
    if not wanted:
        return
    _, blocks = libipld.decode_car(body["blocks"])
    for op in wanted:
        rkey = op["path"].partition("/")[2]
        yield Created(body["repo"], rkey, blocks[op["cid"]], body["time"])
