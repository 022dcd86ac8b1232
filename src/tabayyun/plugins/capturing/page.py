"""Capture one address: the thing itself, what belongs to it, a picture of it, and an archive of all that."""

from __future__ import annotations

import io
import mimetypes
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tabayyun import __version__
from tabayyun.plugins.capturing import browser, requisites, wacz, warc
from tabayyun.plugins.capturing.recording import Exchange, Limits, Recorder
from tabayyun.plugins.fetching.client import REDIRECTS
from tabayyun.plugins.fetching.errors import FetchError, Reason
from tabayyun.plugins.fetching.policy import Policy, current

PAGES = {"text/html", "application/xhtml+xml"}
AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Captured:
    """What was kept of an address."""

    main: Exchange
    """The last answer of the chain of redirects."""
    name: str
    """What a file with that answer is called."""
    screenshot: bytes
    """PNG; empty when there is none, for which ``unseen`` says why."""
    unseen: str
    software: str
    requests: int
    left_out: int


def capture(
    url: str, archive: Path, *, limits: Limits | None = None, policy: Policy | None = None
) -> Captured:
    """Fetch ``url`` and write the archive (WACZ) to ``archive``. Raises FetchError.

    Answers of any status are kept: that a page is gone is worth knowing too.
    """
    recorder = Recorder(policy or current(), limits or Limits())
    main = _followed(recorder, url, first=True)
    title, shot = "", browser.Shot(b"", browser.NO_PAGE, "")
    if main.media_type in PAGES:
        source = requisites.text(main.body, main.header("content-type"))
        found, title = requisites.of_page(main.url, source)
        _gather(recorder, found)
        shot = browser.shoot(main.url, recorder)
    software = " · ".join(filter(None, (f"Tabayyun {__version__}", shot.program)))
    _archive(archive, recorder, wacz.Page(recorder.exchanges[0].url, title, main.at), shot, software)
    return Captured(
        main=main,
        name=file_name(main),
        screenshot=shot.png,
        unseen=shot.unseen,
        software=software,
        requests=len(recorder.exchanges),
        left_out=len(recorder.left_out),
    )


def _followed(recorder: Recorder, url: str, *, first: bool = False) -> Exchange:
    for _ in range(REDIRECTS + 1):
        exchange = recorder.get(url, first=first)
        if not exchange.location:
            return exchange
        url = exchange.location
    raise FetchError(Reason.REDIRECTS, f"more than {REDIRECTS} redirects")


def _gather(recorder: Recorder, found: list[str]) -> None:
    """Fetch what belongs to the page, then what belongs to its style sheets."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda url: _tried(recorder, url), found))
        styles = [one for one in answers if one and one.media_type == "text/css"]
        more = [
            address
            for one in styles
            for address in requisites.of_style(one.url, requisites.text(one.body, one.header("content-type")))
        ]
        list(pool.map(lambda url: _tried(recorder, url), dict.fromkeys(more)))


def _tried(recorder: Recorder, url: str) -> Exchange | None:
    with suppress(FetchError):
        return _followed(recorder, url)
    return None


def _archive(target: Path, recorder: Recorder, page: wacz.Page, shot: browser.Shot, software: str) -> None:
    out = io.BytesIO()
    writer = warc.Writer(out, page.at, software)
    for one in _each_once(recorder.exchanges):
        writer.exchange(one)
    if shot.png:
        writer.resource(f"urn:screenshot:{page.url}", page.at, shot.png, "image/png")
    wacz.write(target, out.getvalue(), writer.places, page, software)


def _each_once(exchanges: Iterable[Exchange]) -> Iterable[Exchange]:
    """Two threads may have asked for the same address at the same moment."""
    once: dict[str, Exchange] = {}
    for one in exchanges:
        once.setdefault(one.url, one)
    return once.values()


def file_name(main: Exchange) -> str:
    """What the file is called: by the last part of its address, with an ending that fits its kind."""
    parts = urlsplit(main.url)
    last = Path(unquote(parts.path)).name or parts.hostname or "page"
    plain = re.sub(r"[\x00-\x1f/\\]", "", last)[-120:]
    fitting = mimetypes.guess_all_extensions(main.media_type)
    if not fitting or Path(plain).suffix.lower() in fitting:
        return plain
    return plain + (mimetypes.guess_extension(main.media_type) or "")
