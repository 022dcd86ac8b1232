"""The Bluesky source against a real server of the network, and strict fakes for what that rarely does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import libipld
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plugins.sources import frames
from tests.plugins.sources.reading import ids, take, texts
from tests.plugins.sources.servers import Firehose, Jetstream, sockets

from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.bluesky import firehose, jetstream
from tabayyun.plugins.sources.bluesky.format import COLLECTION, post
from tabayyun.plugins.sources.bluesky.plugin import plugin

ROOT = Path(__file__).parents[3]
COUNTERPART = ROOT / "tests" / "counterparts" / "bluesky"
INSTALLED = ROOT / ".tools" / "bluesky"
INSTALL_SECONDS = 900
DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"


def install() -> Path:
    """The counterpart's folder, installed once; skips with the reason where that cannot be."""
    wanted = COUNTERPART / "package.json"
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"the Bluesky counterpart needs {program}")
    done = INSTALLED / "installed.json"
    if done.exists() and done.read_bytes() == wanted.read_bytes():
        return INSTALLED
    INSTALLED.mkdir(parents=True, exist_ok=True)
    shutil.copy(wanted, INSTALLED)
    command = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
    try:
        subprocess.run(command, cwd=INSTALLED, check=True, timeout=INSTALL_SECONDS, capture_output=True)
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"the Bluesky counterpart could not be installed: {error}")
    shutil.copy(wanted, done)
    return INSTALLED


class Network:
    """A PDS with one account, over its published HTTP methods."""

    def __init__(self, pds: str) -> None:
        self.address = pds
        self._web = httpx.Client(base_url=f"{pds}/xrpc/", timeout=30)
        name = f"a{os.urandom(4).hex()}"
        account = {"handle": f"{name}.test", "email": f"{name}@mail.example", "password": "counterpart"}
        made = self._ask("com.atproto.server.createAccount", json=account)
        self._web.headers["Authorization"] = f"Bearer {made['accessJwt']}"
        self.did = str(made["did"])

    def post(self, text: str, **more: Any) -> str:
        record = {"$type": COLLECTION, "createdAt": "2026-11-06T08:00:00Z", "text": text, **more}
        body = {"repo": self.did, "collection": COLLECTION, "record": record}
        return str(self._ask("com.atproto.repo.createRecord", json=body)["uri"])

    def picture(self) -> dict[str, Any]:
        gif = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
        headers = {"Content-Type": "image/gif"}
        blob: dict[str, Any] = self._ask("com.atproto.repo.uploadBlob", content=gif, headers=headers)["blob"]
        return blob

    def close(self) -> None:
        self._web.close()

    def _ask(self, method: str, **request: Any) -> dict[str, Any]:
        answer = self._web.post(method, **request)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    folder = install()
    log = (tmp_path_factory.mktemp("network") / "log").open("wb")
    process = subprocess.Popen(
        ["node", str(COUNTERPART / "start.mjs"), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        addresses = json.loads(process.stdout.readline() or b"{}")
        if not addresses:
            pytest.skip(f"the Bluesky counterpart did not start: {Path(log.name).read_text()[:300]}")
        server = Network(addresses["pds"])
        yield server
        server.close()
    finally:
        process.stdin.close()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        log.close()


@pytest.mark.counterpart
def test_a_real_server_gives_what_was_posted_and_resumes_by_cursor(network: Network) -> None:
    service = network.address.replace("http", "ws", 1)
    options = plugin.parse({"format": "firehose", "service": service, "languages": ["ar"]})
    picture = network.picture()
    embed = {"$type": "app.bsky.embed.images", "images": [{"alt": "صورة", "image": picture}]}
    network.post("hors sujet", langs=["fr"])
    first = network.post("عاجل: خبر", langs=["ar-MA"], embed=embed)
    # The beginning of a firehose is now: a position before everything asks for all that is still there.
    start = f"firehose {service} 0"
    batches = take(plugin, options, start, until=lambda so_far: first in ids(so_far))
    (post,) = [post for batch in batches for post in batch.posts]
    assert post.id == first
    assert post.media == (f"at://{network.did}/blob/{picture['ref']['$link']}",)
    assert post.url == f"https://bsky.app/profile/{network.did}/post/{first.rpartition('/')[2]}"
    missed = [network.post(f"بعد {number}", langs=["ar"]) for number in range(5)]
    again = take(plugin, options, batches[-1].cursor, until=lambda so_far: missed[-1] in ids(so_far))
    assert ids(again) == missed


@pytest.mark.counterpart
def test_a_cursor_from_the_future_is_refused_and_the_source_starts_from_now(
    network: Network,
) -> None:
    service = network.address.replace("http", "ws", 1)
    options = plugin.parse({"format": "firehose", "service": service})
    poster = threading.Timer(1.5, network.post, ["maintenant"])
    poster.start()
    batches = take(plugin, options, f"firehose {service} 99999999", until=lambda so_far: bool(ids(so_far)))
    poster.join()
    assert texts(batches) == ["maintenant"]


def event(number: int, text: str = "نص", **record: Any) -> str:
    """A message of Jetstream."""
    made = {"$type": "app.bsky.feed.post", "createdAt": "2026-11-06T08:00:00Z", "text": text, **record}
    commit = {"operation": "create", "collection": "app.bsky.feed.post", "rkey": f"k{number}", "record": made}
    return json.dumps(
        {"did": DID, "time_us": 1_793_952_000_000_000 + number, "kind": "commit", "commit": commit}
    )


def commit(seq: int, **record: Any) -> tuple[int, bytes]:
    made = {"$type": "app.bsky.feed.post", "createdAt": "2026-11-06T08:00:00Z", "text": f"n{seq}", **record}
    return seq, frames.commit(seq, DID, {f"app.bsky.feed.post/k{seq}": made})


def test_jetstream_resumes_a_little_before_its_cursor() -> None:
    server = Jetstream()
    server.messages = [event(number, f"n{number}") for number in range(5)]
    with sockets(server.stream) as address:
        options = plugin.parse({"service": address, "dids": [DID, "did:plc:b"]})
        first = take(plugin, options, until=lambda so_far: len(ids(so_far)) == 5)
        server.messages += [event(3_000_000, "later")]
        again = take(plugin, options, first[-1].cursor, until=lambda so_far: "later" in texts(so_far))
    position = int(first[-1].cursor.rpartition(" ")[2])
    assert position == 1_793_952_000_000_004
    assert int(server.asked[1].query["cursor"]) == position - jetstream.OVERLAP
    assert set(ids(again)) - set(ids(first)) == {f"at://{DID}/app.bsky.feed.post/k3000000"}
    assert server.asked[0].query["wantedDids"] == "did:plc:b"
    assert "cursor" not in server.asked[0].query


def test_what_came_before_the_stream_broke_off_is_not_lost() -> None:
    server = Jetstream()
    server.messages = [event(number) for number in range(5)]
    server.close_after = 3
    with sockets(server.stream) as address:
        coming = plugin.batches(plugin.parse({"service": address}), "", threading.Event())
        posts = []
        with pytest.raises(SourceError):
            for batch in coming:
                posts += batch.posts
    assert len(posts) == 3


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"languages": "ar"}, {"ar-MA", "none"}),
        ({"languages": ["AR"], "unlabelled": False}, {"ar-MA"}),
        ({"languages": ["en"]}, {"none"}),
        ({"keywords": ["الابواب"]}, {"ar-MA"}),
        ({"keywords": ["PORTES"]}, {"fr"}),
        ({"replies": False}, {"ar-MA", "none"}),
        ({"dids": ["did:plc:other"]}, set()),
    ],
)
def test_filters(options: dict[str, Any], wanted: set[str]) -> None:
    server = Jetstream()
    server.messages = [
        event(1, "إلغاءُ الأبواب", langs=["ar-MA"]),
        event(2, "Les Portes", langs=["fr"], reply={"parent": {"uri": "at://x"}}),
        event(3, "???"),
    ]
    with sockets(server.stream) as address:
        server.messages.append("not json, so that the batch comes even if it holds no post")
        batches = take(
            plugin,
            plugin.parse({"service": address, **options}),
            until=lambda so_far: bool(so_far[-1].rejected),
        )
    found = {post.lang or "none" for batch in batches for post in batch.posts}
    assert found == wanted


def test_a_gap_that_the_service_admits_is_put_on_record() -> None:
    server = Firehose()
    server.before = [frames.message("#info", {"name": "OutdatedCursor", "message": "too old"})]
    server.frames = [commit(500)]
    with sockets(server.stream) as address:
        options = plugin.parse({"format": "firehose", "service": address})
        batches = take(plugin, options, f"firehose {address} 3", until=lambda so_far: bool(ids(so_far)))
    (rejected,) = [one for batch in batches for one in batch.rejected]
    assert rejected.detail.startswith("OutdatedCursor")
    assert server.asked[0].query["cursor"] == "3"
    assert batches[-1].cursor.endswith(" 500")


def test_too_slow_a_reader_comes_back_with_its_cursor() -> None:
    server = Firehose()
    server.frames = [commit(7), (8, frames.error("ConsumerTooSlow", "catch up"))]
    with sockets(server.stream) as address:
        coming = plugin.batches(
            plugin.parse({"format": "firehose", "service": address}), "", threading.Event()
        )
        batch = next(coming)
        assert texts([batch]) == ["n7"]
        assert batch.cursor.endswith(" 7")
        with pytest.raises(SourceError, match="ConsumerTooSlow") as error:
            next(coming)
    assert error.value.retry_after == 1.0


def test_the_cursor_of_another_service_is_not_used() -> None:
    server = Firehose()
    server.frames = [commit(1)]
    with sockets(server.stream) as address:
        options = plugin.parse({"format": "firehose", "service": address})
        take(plugin, options, "firehose wss://elsewhere.example 900", until=lambda so_far: bool(ids(so_far)))
        take(plugin, options, f"jetstream {address} 900", until=lambda so_far: bool(ids(so_far)))
    assert [request.query for request in server.asked] == [{}, {}]


def test_a_record_of_another_shape_is_kept_and_the_rest_goes_on() -> None:
    server = Firehose()
    server.frames = [
        commit(1, text=7),
        commit(2, langs={"a": 1}, embed="?"),
        commit(3),
        commit(4, createdAt="?"),
    ]
    with sockets(server.stream) as address:
        options = plugin.parse({"format": "firehose", "service": address})
        batches = take(plugin, options, until=lambda so_far: len(ids(so_far)) == 2)
    assert texts(batches) == ["n3", "n4"]
    assert len([one for batch in batches for one in batch.rejected]) == 2
    times = [post.created_at for batch in batches for post in batch.posts]
    assert all(times), "without a usable date of its own a post has the one the service saw it at"


def test_a_date_from_the_future_becomes_the_moment_it_was_seen() -> None:
    (created,) = firehose.decode(commit(1, createdAt="2099-01-01T00:00:00Z")[1], "x").created
    at = post(created, "x").created_at
    assert at is not None
    assert at.isoformat() == "2026-11-06T08:00:05+00:00"


MAPS = st.dictionaries(
    st.sampled_from(["seq", "ops", "repo", "blocks", "time"]), st.integers(0, 9) | st.binary()
)


@given(st.binary(max_size=200) | MAPS.map(libipld.encode_dag_cbor))
def test_no_bytes_make_the_firehose_fail(message: bytes) -> None:
    firehose.decode(message, "x")
    firehose.decode(libipld.encode_dag_cbor({"op": 1, "t": "#commit"}) + message, "x")


@given(st.text(max_size=100) | st.binary(max_size=50))
def test_no_text_makes_jetstream_fail(message: str | bytes) -> None:
    jetstream.decode(message, "x")


def test_atproto_is_not_imported() -> None:
    """It costs seconds and a hundred megabytes; the source reads the two formats it needs by itself."""
    check = (
        "import sys; from importlib.metadata import entry_points as e; "
        "[p.load() for p in e(group='tabayyun.sources')]; "
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'atproto', 'mastodon', 'feedparser'}))"
    )
    assert subprocess.check_output([sys.executable, "-c", check], text=True).strip() == "[]"
