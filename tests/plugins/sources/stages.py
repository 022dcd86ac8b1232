"""One stage a plugin: a place on this machine that gives what it is handed, through the real transport."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.plugins.sources import frames, servers
from tests.plugins.sources.servers import Reply, status

Give = Callable[[bytes], None]


@dataclass
class Stage:
    """Where a plugin is tried."""

    options: dict[str, Any]
    give: Give
    """Makes an answer (as in `examples`) the next thing to be read."""
    many: Callable[[int], set[str]]
    """Makes so many posts available, in more than one batch where the plugin has several; their texts."""
    malformed: bytes = b"\x00\xff not what was expected <"
    wrong: list[dict[str, Any]] = field(default_factory=list)
    """Options that must be refused."""
    broken: dict[str, Any] | None = None
    """Options that are well formed and lead nowhere: a SourceError."""


Staging = Callable[[Path], AbstractContextManager[Stage]]


@contextmanager
def rss(folder: Path) -> Iterator[Stage]:
    """A web server with one feed."""
    body = [b"<rss version='2.0'><channel/></rss>"]

    def many(count: int) -> set[str]:
        items = "".join(f"<item><guid>{n}</guid><title>t{n}</title></item>" for n in range(count))
        body[0] = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
        return {f"t{n}" for n in range(count)}

    with servers.web(lambda _: Reply(body=body[0])) as web:
        yield Stage(
            {"url": web.address},
            lambda answer: body.__setitem__(0, answer),
            many,
            wrong=[{}, {"url": "ftp://x.example"}, {"url": "x"}, {"url": web.address, "timeout": "soon"}],
            broken={"url": "http://127.0.0.1:9/feed"},
        )


@contextmanager
def mastodon(folder: Path) -> Iterator[Stage]:
    """A timeline."""
    timelines = servers.Timelines()
    with servers.web(timelines.answer) as web:
        yield _mastodon(timelines, web.address, {})


@contextmanager
def mastodon_live(folder: Path) -> Iterator[Stage]:
    """A timeline and its stream."""
    timelines = servers.Timelines()
    with servers.web(timelines.answer) as web, servers.sockets(timelines.stream) as address:
        timelines.streaming = address
        stage = _mastodon(timelines, web.address, {"streaming": address})
        stage.wrong.append({"instance": web.address, "timeline": "account", "account": "a"})
        yield stage


def _mastodon(timelines: servers.Timelines, address: str, more: Mapping[str, str]) -> Stage:
    def give(answer: bytes) -> None:
        try:
            timelines.statuses = json.loads(answer)
        except ValueError:
            timelines.reply = Reply(body=answer)

    def many(count: int) -> set[str]:
        timelines.statuses = [status(number, f"t{number}") for number in range(count)]
        return {f"t{number}" for number in range(count)}

    return Stage(
        {"instance": address, "page": 7, "timeline": "public", **more},
        give,
        many,
        wrong=[
            {},
            {"instance": "social.example"},
            {"instance": address, "timeline": "all"},
            {"instance": address, "timeline": "hashtag"},
            {"instance": address, "token": "file:/nowhere", "page": 0},
            {"instance": address, "overlap": -1},
        ],
        broken={"instance": "http://127.0.0.1:9"},
    )


@contextmanager
def bluesky(folder: Path) -> Iterator[Stage]:
    """A Jetstream; binary answers go through a firehose."""
    jetstream, firehose = servers.Jetstream(), servers.Firehose()
    with servers.sockets(jetstream.stream) as json_address, servers.sockets(firehose.stream) as cbor_address:
        options: dict[str, Any] = {"format": "jetstream", "service": json_address}

        def give(answer: bytes) -> None:
            if answer.startswith(b"{") or answer == Stage.malformed:
                jetstream.messages.append(
                    answer.decode("latin-1") if answer == Stage.malformed else answer.decode()
                )
            else:
                firehose.frames.append((41, answer))
                options.update(format="firehose", service=cbor_address)

        def many(count: int) -> set[str]:
            firehose.frames += [(n + 1, _commit(n)) for n in range(count)]
            options.update(format="firehose", service=cbor_address)
            return {f"t{n}" for n in range(count)}

        yield Stage(
            options,
            give,
            many,
            wrong=[
                {"format": "rss"},
                {"service": "https://x.example"},
                {"dids": "someone"},
                {"replies": "maybe"},
            ],
            broken={"service": "ws://127.0.0.1:9"},
        )


def _commit(number: int) -> bytes:
    record = {"$type": "app.bsky.feed.post", "createdAt": "2026-11-06T08:00:00Z", "text": f"t{number}"}
    return frames.commit(number + 1, "did:plc:a", {f"app.bsky.feed.post/k{number}": record})


@contextmanager
def email(folder: Path) -> Iterator[Stage]:
    """A Maildir, as a mail server would fill it."""
    for name in ("new", "cur", "tmp"):
        (folder / name).mkdir()

    def give(answer: bytes) -> None:
        name = f"{len(list((folder / 'new').iterdir())):04}.test"
        (folder / "tmp" / name).write_bytes(answer)
        (folder / "tmp" / name).rename(folder / "new" / name)

    def many(count: int) -> set[str]:
        for n in range(count):
            give(f"From: a@mail.example\nMessage-ID: <{n}@mail.example>\n\nt{n}\n".encode())
        return {f"t{n}" for n in range(count)}

    yield Stage(
        {"maildir": str(folder)},
        give,
        many,
        malformed=b"From: a@mail.example\nContent-Type: multipart/mixed; boundary=x\n\n--x--\n",
        wrong=[
            {},
            {"maildir": str(folder), "host": "imap.example"},
            {"host": "imap.example"},
            {"host": "imap.example", "user": "u", "security": "none"},
            {"host": "imap.example", "user": "u", "port": 0},
            {"maildir": 7},
        ],
        broken={"maildir": str(folder / "nowhere")},
    )


@contextmanager
def file(folder: Path) -> Iterator[Stage]:
    """A file of lines."""
    path = folder / "posts"

    def many(count: int) -> set[str]:
        path.write_text("".join(json.dumps({"id": str(n), "text": f"t{n}"}) + "\n" for n in range(count)))
        return {f"t{n}" for n in range(count)}

    path.touch()
    yield Stage(
        {"path": str(path)},
        lambda answer: path.write_bytes(answer) and None,
        many,
        malformed=b'{"id": "1"\n',
        wrong=[{}, {"path": str(path), "format": "odt"}, {"path": str(path), "speed": 2}],
        broken={"path": str(folder / "nowhere")},
    )


@contextmanager
def form(folder: Path) -> Iterator[Stage]:
    """Nothing is fetched: posts are handed in."""
    yield Stage({}, lambda _: None, lambda _: set(), malformed=b"", wrong=[{"url": "https://x.example"}])


STAGES: dict[str, Staging] = {
    "rss": rss,
    "mastodon": mastodon,
    "mastodon_live": mastodon_live,
    "bluesky": bluesky,
    "email": email,
    "file": file,
    "form": form,
}
