"""Recorded answers: bytes as a source sends them, and beside them the posts they must become."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tabayyun.plugins.sources.base import RawPost
from tabayyun.plugins.sources.post_format import moment


def recorded(folder: Path) -> list[tuple[bytes, list[RawPost]]]:
    """The pairs in ``folder``: ``NAME.posts.json`` holds the posts of the file ``NAME.*`` beside it."""
    pairs = []
    for expected in sorted(folder.glob("*.posts.json")):
        name = expected.name.removesuffix(".posts.json")
        answer = next(one for one in sorted(folder.glob(f"{name}.*")) if one != expected)
        posts = [_post(record) for record in json.loads(expected.read_text(encoding="utf-8"))]
        pairs.append((answer.read_bytes(), posts))
    return pairs


def _post(record: dict[str, Any]) -> RawPost:
    at = record.pop("created_at", None)
    media = tuple(record.pop("media", ()))
    return RawPost(**record, created_at=moment(at) if at else None, media=media)
