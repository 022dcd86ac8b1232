"""Lines that the Zeeschuimer browser extension exports: a platform's own item under ``data``.

Each platform's item is read for the few fields that the post format has. Shapes as the platforms
send them to their own pages, older ones among them; what a platform renames is left empty rather
than guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

Record = dict[str, Any]
_TWITTER_DATE = "%a %b %d %H:%M:%S %z %Y"


def plain(line: Mapping[str, Any]) -> Record:
    """An exported line with the names of the post format."""
    data = line["data"]
    platform = str(line.get("source_platform") or "").lower()
    for name, read in READERS.items():
        if name in platform:
            return read(data, line)
    return _unknown(data, line)


def at(node: Any, *path: str | int) -> Any:
    """What lies at ``path``; None when any step is missing or of another kind."""
    for step in path:
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return None
    return node


def _first(*values: Any) -> Any:
    return next((value for value in values if value not in (None, "")), None)


def _urls(nodes: Any, *path: str | int) -> list[Any]:
    return [url for node in nodes or [] if (url := at(node, *path))] if isinstance(nodes, list) else []


def _twitter(data: Record, line: Mapping[str, Any]) -> Record:
    """X: a GraphQL result, or the older item without ``legacy``."""
    data = data["tweet"] if isinstance(data.get("tweet"), dict) else data
    legacy = data["legacy"] if isinstance(data.get("legacy"), dict) else data
    user = at(data, "core", "user_results", "result")
    author = _first(
        at(user, "core", "screen_name"), at(user, "legacy", "screen_name"), at(data, "user", "screen_name")
    )
    post_id = _first(data.get("rest_id"), legacy.get("id_str"), data.get("id"), line.get("item_id"))
    long_text = at(data, "note_tweet", "note_tweet_results", "result", "text")
    retweeted = at(legacy, "retweeted_status_result", "result", "legacy", "full_text")
    media = _first(at(legacy, "extended_entities", "media"), at(legacy, "entities", "media"))
    return {
        "id": post_id,
        "text": _first(long_text, retweeted, legacy.get("full_text"), legacy.get("text"), ""),
        "created_at": _twitter_date(legacy.get("created_at")),
        "lang": legacy.get("lang") if legacy.get("lang") not in ("und", "zxx", "qme", "qst") else "",
        "url": f"https://x.com/{author or 'i'}/status/{post_id}",
        "author": author,
        "media": _urls(media, "media_url_https"),
        "shares": legacy.get("retweet_count"),
        "likes": legacy.get("favorite_count"),
        "replies_to": legacy.get("in_reply_to_status_id_str"),
    }


def _twitter_date(value: Any) -> Any:
    """«Wed Oct 10 20:19:24 +0000 2018» as ISO 8601; anything else as it is."""
    try:
        return datetime.strptime(value, _TWITTER_DATE).isoformat()  # noqa: DTZ007  (%z is in the format)
    except (TypeError, ValueError):
        return value


def _tiktok(data: Record, line: Mapping[str, Any]) -> Record:
    author = data.get("author")
    name = _first(at(author, "uniqueId"), author if isinstance(author, str) else None, data.get("nickname"))
    post_id = _first(data.get("id"), line.get("item_id"))
    return {
        "id": post_id,
        "text": _first(data.get("desc"), ""),
        "created_at": _epoch(data.get("createTime")),
        "lang": _short(data.get("textLanguage")),
        "url": f"https://www.tiktok.com/@{name or ''}/video/{post_id}",
        "author": name,
        "media": _urls([data], "video", "cover"),
        "shares": at(data, "stats", "shareCount"),
        "likes": at(data, "stats", "diggCount"),
    }


def _instagram(data: Record, line: Mapping[str, Any]) -> Record:
    """The mobile item (``caption.text``), or the older graph node (``edge_media_to_caption``)."""
    code = _first(data.get("code"), data.get("shortcode"))
    caption = data.get("caption")
    return {
        "id": _first(code, data.get("pk"), data.get("id"), line.get("item_id")),
        "text": _first(
            at(caption, "text"),
            caption if isinstance(caption, str) else None,
            at(data, "edge_media_to_caption", "edges", 0, "node", "text"),
            "",
        ),
        "created_at": _epoch(_first(data.get("taken_at"), data.get("taken_at_timestamp"))),
        "url": f"https://www.instagram.com/p/{code}/" if code else "",
        "author": _first(at(data, "user", "username"), at(data, "owner", "username")),
        "media": _urls([data], "image_versions2", "candidates", 0, "url") or _urls([data], "display_url"),
        "likes": _likes(_first(data.get("like_count"), at(data, "edge_media_preview_like", "count"))),
    }


def _unknown(data: Record, line: Mapping[str, Any]) -> Record:
    """Any other platform: the names that most of them use."""
    return {
        "id": _first(line.get("item_id"), data.get("id")),
        "text": _first(data.get("text"), data.get("content"), data.get("title"), data.get("desc"), ""),
        "created_at": _first(data.get("created_at"), data.get("timestamp")),
        "url": _first(data.get("url"), data.get("permalink")),
        "author": _first(at(data, "author", "username"), at(data, "user", "username")),
    }


def _epoch(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


def _short(value: Any) -> Any:
    return "" if value == "un" else value


def _likes(value: Any) -> Any:
    """Hidden like counts come as -1."""
    return 0 if value == -1 else value


READERS: dict[str, Callable[[Record, Mapping[str, Any]], Record]] = {
    "twitter": _twitter,
    "x.com": _twitter,
    "tiktok": _tiktok,
    "instagram": _instagram,
}
