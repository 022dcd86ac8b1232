"""The Bluesky source against a real server of the network, and strict fakes for what that rarely does."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import libipld
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plugins.sources import frames
from tests.plugins.sources.network import Network, running
from tests.plugins.sources.reading import ids, take, texts
from tests.plugins.sources.servers import Firehose, Jetstream, sockets

from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.bluesky import firehose, jetstream
from tabayyun.plugins.sources.bluesky.format import post
from tabayyun.plugins.sources.bluesky.plugin import plugin

DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    with running(tmp_path_factory.mktemp("network")) as server:
        yield server


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
