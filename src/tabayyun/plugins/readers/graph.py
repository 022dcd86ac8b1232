"""What Facebook and Instagram share: the Graph API, its limits and its errors.

Published: https://developers.facebook.com/docs/graph-api (overview, rate limiting, error handling).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tabayyun.plugins.readers.asking import Api, need, part, wait
from tabayyun.plugins.readers.base import ReaderError

ADDRESS, VERSION = "https://graph.facebook.com", "v23.0"
TOO_OFTEN = frozenset({4, 17, 32, 613, 80001, 80002})
"""Error codes that mean «you ask too often»."""
TOKEN_REFUSED = 190
HOUR = 3600.0
PAGES = 20
USAGE = ("x-business-use-case-usage", "x-app-usage")


def graph(address: str, version: str, token: str) -> Api:
    """The API at ``address`` in ``version``, opened with ``token``. Raises ReaderError without one."""
    return Api(f"{address.rstrip('/')}/{version}", {"Authorization": f"Bearer {need(token)}"}, _trouble)


def span(day: date) -> dict[str, str]:
    """``since`` and ``until`` of one day in UTC, in seconds, as the insights take them."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return {
        "since": str(int(start.timestamp())),
        "until": str(int((start + timedelta(days=1)).timestamp())),
    }


def pages(api: Api, path: str, **params: str) -> Iterator[dict[str, Any]]:
    """Every object of an edge, page after page by cursor. Raises ReaderError for an edge without end."""
    after: dict[str, str] = {}
    for _page in range(PAGES):
        said = api.get(path, **params, **after)
        data = said.get("data")
        if not isinstance(data, list):
            raise ReaderError(f"{path}: no list in the answer")
        yield from (row for row in data if isinstance(row, dict))
        paging = said.get("paging")
        if not isinstance(paging, dict) or "next" not in paging:
            return
        after = {"after": str(part(paging, "cursors", path).get("after", ""))}
    raise ReaderError(f"{path}: more than {PAGES} pages")


def _trouble(status: int, said: Any, headers: Mapping[str, str]) -> ReaderError | None:
    error = said.get("error") if isinstance(said, dict) else None
    if not isinstance(error, dict):
        return None
    code = error.get("code") if isinstance(error.get("code"), int) else 0
    if code in TOO_OFTEN:
        return ReaderError(
            "graph: asked too often", retry_after=_regained(headers) or wait(status, headers) or HOUR
        )
    if code == TOKEN_REFUSED:
        return ReaderError("graph: the token is refused or has expired", retry_after=HOUR)
    return ReaderError(f"graph: error {code} ({error.get('type')})")


def _regained(headers: Mapping[str, str]) -> float | None:
    """Seconds until asking is allowed again: the headers say minutes, for each kind of use."""
    minutes = [row.get("estimated_time_to_regain_access") for name in USAGE for row in _usage(headers, name)]
    known = [one for one in minutes if isinstance(one, int)]
    return 60.0 * max(known) if known else None


def _usage(headers: Mapping[str, str], name: str) -> list[dict[str, Any]]:
    try:
        said = json.loads(headers.get(name, "{}"))
    except ValueError:
        return []
    kinds = said.values() if isinstance(said, dict) else []
    return [row for kind in kinds if isinstance(kind, list) for row in kind if isinstance(row, dict)]
