"""What is particular to one reader, and two of them against servers of the real protocol."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path
from typing import get_type_hints

import httpx
import pytest
from tests.plugins.readers.fakes import TOKEN, facebook, instagram, said, youtube
from tests.plugins.sources.network import INSTALLED, install

from tabayyun.kit.plugins import load
from tabayyun.plugins.readers.base import Measured, ReaderError
from tabayyun.plugins.sources.options import describe

DAY, BEFORE = date(2026, 11, 20), date(2026, 11, 19)
COUNTERPART = Path(__file__).parents[2] / "counterparts" / "bluesky" / "profiles.mjs"


def test_posts_of_a_page_are_counted_over_all_their_pages():
    fake, plugin = facebook(), load("readers", "facebook")
    fake.answers = [
        said({"id": "1010", "followers_count": 5}),
        said({"data": [{"id": "a"}] * 100, "paging": {"cursors": {"after": "MTAx"}, "next": "https://…"}}),
        said({"data": [{"id": "b"}] * 7, "paging": {"cursors": {"after": "MTA4"}}}),
        said({"data": []}),
    ]
    with fake.running() as server:
        measured = plugin.read(plugin.parse(fake.options), TOKEN, DAY)
    assert measured == [Measured(DAY, followers=5), Measured(BEFORE, posts=107)]
    assert server.requests[2].query["after"] == "MTAx"


def test_a_page_whose_list_never_ends_is_an_error():
    fake, plugin = facebook(), load("readers", "facebook")
    again = said({"data": [{"id": "a"}], "paging": {"cursors": {"after": "x"}, "next": "https://…"}})
    fake.answers = [said({"id": "1010", "followers_count": 5}), *[again] * 30]
    with fake.running(), pytest.raises(ReaderError, match="more than"):
        plugin.read(plugin.parse(fake.options), TOKEN, DAY)


def test_insights_that_are_not_ready_are_left_out_and_never_zero():
    fake, plugin = instagram(), load("readers", "instagram")
    fake.answers = [said({"followers_count": 9, "media_count": 3}), said({"data": []})]
    with fake.running():
        assert plugin.read(plugin.parse(fake.options), TOKEN, DAY) == [
            Measured(DAY, followers=9, posts_total=3)
        ]


def test_hidden_subscribers_are_not_zero():
    fake, plugin = youtube(), load("readers", "youtube")
    statistics = {"viewCount": "12", "hiddenSubscriberCount": True, "videoCount": "3"}
    fake.answers = [said({"items": [{"id": "UC", "statistics": statistics}]})]
    with fake.running():
        (measured,) = plugin.read(plugin.parse(fake.options), TOKEN, DAY)
    assert measured == Measured(DAY, posts_total=3, views_total=12)


@pytest.fixture
def mastodon_server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = str(Path(sys.executable).with_name("mastodon_mock"))
    command = [program, "serve", "--in-memory", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=tmp_path)
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(600):
                if _answers(f"{address}/api/v1/streaming/health"):
                    break
                assert process.poll() is None, (tmp_path / "log").read_text()
                time.sleep(0.1)
            yield address
        finally:
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.HTTPError:
        return False


@pytest.mark.counterpart
def test_mastodon_counts_what_was_posted(mastodon_server: str):
    plugin = load("readers", "mastodon")
    with httpx.Client(base_url=mastodon_server, headers={"Authorization": "Bearer mock_token"}) as web:
        me = web.get("/api/v1/accounts/verify_credentials").raise_for_status().json()["acct"]
        options = plugin.parse({"account": me, "address": mastodon_server})
        (before,) = plugin.read(options, "", DAY)
        for text in ("خبر أول", "خبر ثان"):
            web.post("/api/v1/statuses", data={"status": text}).raise_for_status()
    (after,) = plugin.read(options, "mock_token", DAY)
    assert after.posts_total == before.posts_total + 2
    assert after.followers == before.followers
    with pytest.raises(ReaderError):
        plugin.read(plugin.parse({"account": "nobody-of-that-name", "address": mastodon_server}), "", DAY)


@pytest.fixture
def appview() -> Iterator[str]:
    """A server that checks question and answer by the published lexicons (`@atproto/xrpc-server`)."""
    install()
    node = shutil.which("node")
    assert node is not None
    process = subprocess.Popen(
        [node, str(COUNTERPART), str(INSTALLED)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())["address"]
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


@pytest.mark.counterpart
def test_bluesky_asks_and_is_answered_as_the_lexicon_says(appview: str):
    plugin = load("readers", "bluesky")
    (found,) = plugin.read(plugin.parse({"account": "surete.test", "address": appview}), "", DAY)
    assert found == Measured(DAY, followers=1850, posts_total=412)
    for account in ("nobody.test", "not a handle"):
        with pytest.raises(ReaderError):
            plugin.read(plugin.parse({"account": account, "address": appview}), "", DAY)


PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "readers.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0].strip(): part for part in PAGE.split("\n## ")[1:]}


def test_every_reader_is_documented_with_its_options():
    points = {point.name: point for point in entry_points(group="tabayyun.readers")}
    assert set(SECTIONS) == set(points)
    for name, point in points.items():
        written = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", SECTIONS[name], flags=re.MULTILINE)
        options = describe(get_type_hints(point.load().parse)["return"])
        assert written == [(one.name, _shown(one.default), one.help) for one in options]


def _shown(default: str) -> str:
    return default if default == "–" else f"`{default}`" if default else "empty"
