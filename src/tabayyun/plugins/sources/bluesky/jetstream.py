"""Jetstream's messages: JSON, one commit each. Published at https://github.com/bluesky-social/jetstream."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from tabayyun.plugins.sources.bluesky.format import COLLECTION, Created, Event, unreadable

OVERLAP = 2_000_000
"""Microseconds: its makers advise to start a little earlier for a gapless stream."""
MOST_DIDS = 10_000
"""Accounts that one connection may ask for."""


def address(service: str, cursor: int | None, dids: tuple[str, ...]) -> str:
    """Where to connect. The cursor is microseconds since 1970."""
    query = [("wantedCollections", COLLECTION), *(("wantedDids", did) for did in dids)]
    if cursor is not None:
        query.append(("cursor", str(max(cursor - OVERLAP, 0))))
    return f"{service}/subscribe?{urlencode(query)}"


def decode(message: str | bytes, origin: str) -> Event:
    """What one message says."""
    try:
        record = json.loads(message)
        cursor = int(record["time_us"])
        commit = record.get("commit") or {}
        if commit.get("operation") != "create" or commit.get("collection") != COLLECTION:
            return Event(cursor)
        return Event(cursor, (_created(record, commit, cursor),))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        return unreadable(message, origin, f"{error.__class__.__name__} {error}")


def _created(record: dict[str, Any], commit: dict[str, Any], cursor: int) -> Created:
    seen = datetime.fromtimestamp(cursor / 1_000_000, UTC).isoformat()
    return Created(str(record["did"]), str(commit["rkey"]), dict(commit["record"]), seen)
