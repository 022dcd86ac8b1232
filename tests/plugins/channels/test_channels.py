"""Every channel plugin: finds itself by name, gives a receipt that proves something, the same one twice."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tabayyun.kit import plugins
from tabayyun.plugins import channels
from tabayyun.plugins.channels.base import ChannelError, ChannelPlugin, Message

NAMES = plugins.names("channels")


def folder(name: str) -> Path:
    return Path(channels.__path__[0]) / name


def examples() -> Iterator[Any]:
    for name in NAMES:
        for file in sorted((folder(name) / "examples").glob("*.json")):
            yield pytest.param(name, json.loads(file.read_text(encoding="utf-8")), id=f"{name}-{file.stem}")


def message(given: dict[str, str]) -> Message:
    return Message(**{**given, "published_at": datetime.fromisoformat(given["published_at"])})  # type: ignore[arg-type]


@pytest.fixture
def sent() -> Message:
    return Message(
        key="BH-2026-0001/ar/1/x",
        lang="ar",
        title="بيان",
        body="نص",
        link="https://newsroom.example/s/BH-2026-0001/",
        published_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    )


def test_the_site_and_its_feeds_are_there() -> None:
    assert {"website", "feed"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_plugin_is_one_folder_that_explains_itself(name: str) -> None:
    plugin: ChannelPlugin = plugins.load("channels", name)
    assert plugin.slug == name
    assert import_module(f"tabayyun.plugins.channels.{name}.plugin").plugin is plugin
    assert (folder(name) / "README.md").read_text(encoding="utf-8").startswith(f"# {name}\n")
    assert list((folder(name) / "examples").glob("*.json"))


@pytest.mark.parametrize(("name", "example"), list(examples()))
def test_the_examples_hold(name: str, example: dict[str, Any]) -> None:
    receipt = plugins.load("channels", name).deliver(message(example["message"]))
    assert {"remote_id": receipt.remote_id, "link": receipt.link} == example["receipt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_second_delivery_gives_the_same_receipt(name: str, sent: Message) -> None:
    plugin = plugins.load("channels", name)
    assert plugin.deliver(sent) == plugin.deliver(sent)
    assert plugin.deliver(sent).remote_id


@pytest.mark.parametrize("name", ["website", "feed"])
@pytest.mark.parametrize("link", ["", "/s/BH-2026-0001/", "javascript:alert(1)", "https://"])
def test_no_receipt_without_a_public_address(name: str, link: str, sent: Message) -> None:
    with pytest.raises(ChannelError, match="public address"):
        plugins.load("channels", name).deliver(replace(sent, link=link))
