"""What every installed reader must do, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from importlib.metadata import entry_points
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plugins.readers.fakes import FAKES, TOKEN, Fake, said
from tests.plugins.sources.servers import Reply, Web

from tabayyun.plugins.readers.base import Example, ReaderError, ReaderPlugin
from tabayyun.plugins.sources.base import OptionError

NAMES = sorted(point.name for point in entry_points(group="tabayyun.readers"))
DAY = date(2026, 11, 20)


@pytest.fixture(params=NAMES)
def plugin(request: pytest.FixtureRequest) -> ReaderPlugin:
    (point,) = entry_points(group="tabayyun.readers", name=request.param)
    found: ReaderPlugin = point.load()
    return found


@pytest.fixture
def fake(plugin: ReaderPlugin) -> Fake:
    assert plugin.slug in FAKES, "a new reader needs a fake in fakes.py"
    return FAKES[plugin.slug]()


@pytest.fixture
def server(fake: Fake) -> Iterator[Web]:
    with fake.running() as running:
        yield running


def read(plugin: ReaderPlugin, fake: Fake, day: date = DAY, token: str = TOKEN) -> Any:
    return plugin.read(plugin.parse(fake.options), token, day)


def show(fake: Fake, example: Example) -> None:
    fake.answers = [said(answer) for answer in example.answers]


def test_slug_is_the_name_of_the_entry_point(plugin: ReaderPlugin, request: pytest.FixtureRequest) -> None:
    assert request.node.callspec.params["plugin"] == plugin.slug


def test_options_are_typed_and_cannot_change(plugin: ReaderPlugin, fake: Fake, server: Web) -> None:
    options = plugin.parse(fake.options)
    assert options == plugin.parse(fake.options)
    assert options.__dataclass_params__.frozen


def test_wrong_options_are_refused_in_words(plugin: ReaderPlugin, fake: Fake, server: Web) -> None:
    for wrong in (
        {"address": server.address},
        fake.options | {"token": "x"},
        fake.options | {"address": "x"},
    ):
        with pytest.raises(OptionError) as refused:
            plugin.parse(wrong)
        assert ": " in str(refused.value), "the message names the option, then says what is wrong"


def test_examples_come_out_as_what_they_measure(plugin: ReaderPlugin, fake: Fake, server: Web) -> None:
    assert plugin.examples()
    for example in plugin.examples():
        show(fake, example)
        assert read(plugin, fake, example.day) == list(example.measured)
        assert fake.answers == [], "everything that was recorded was asked for"


def test_the_token_is_in_no_address(plugin: ReaderPlugin, fake: Fake, server: Web) -> None:
    show(fake, plugin.examples()[0])
    read(plugin, fake)
    assert server.requests
    assert all(TOKEN not in f"{one.path} {one.query}" for one in server.requests)


def test_a_token_that_is_missing_or_wrong_is_said_and_never_shown(
    plugin: ReaderPlugin, fake: Fake, server: Web
) -> None:
    if not plugin.needs_token:
        pytest.skip("anybody may ask")
    for token in ("", "another-secret"):
        with pytest.raises(ReaderError) as refused:
            read(plugin, fake, token=token)
        assert "secret" not in str(refused.value)


def test_an_account_that_is_not_there(plugin: ReaderPlugin, fake: Fake, server: Web) -> None:
    fake.answers = [fake.unknown]
    with pytest.raises(ReaderError):
        read(plugin, fake)


def test_asked_too_often_waits_as_long_as_it_is_asked_to(
    plugin: ReaderPlugin, fake: Fake, server: Web
) -> None:
    fake.answers = [fake.too_often]
    with pytest.raises(ReaderError) as refused:
        read(plugin, fake)
    least, most = fake.waits
    assert refused.value.retry_after is not None
    assert least <= refused.value.retry_after <= most


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>down for maintenance</html>", b"[]", b"null", b'{"data": 1}', b'{"data": [], "items": []}',
     b'{"followers_count": true}', b'{"followersCount": -1, "postsCount": 2}', b"\xff\xfe", b"[" * 100_000],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_an_error(
    plugin: ReaderPlugin, fake: Fake, server: Web, body: bytes
) -> None:
    fake.answers = [Reply(200, body)] * 3
    with pytest.raises(ReaderError):
        read(plugin, fake)


def test_an_answer_without_end_is_cut_off(plugin: ReaderPlugin, fake: Fake, server: Web) -> None:
    fake.answers = [Reply(200, b" " * 2_100_000)]
    with pytest.raises(ReaderError, match="larger"):
        read(plugin, fake)


def test_a_redirect_is_not_followed(plugin: ReaderPlugin, fake: Fake, server: Web) -> None:
    """A token goes to the address it was given for, nowhere else."""
    fake.answers = [Reply(302, b"", {"Location": f"{server.address}/elsewhere"})]
    with pytest.raises(ReaderError, match="302"):
        read(plugin, fake)
    assert len(server.requests) == 1


def test_nobody_answers(plugin: ReaderPlugin, fake: Fake) -> None:
    with fake.running():
        pass
    with pytest.raises(ReaderError):
        read(plugin, fake)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    answer=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["data", "items", "errors", "error", "statistics", "code", "paging", "next", "cursors"]
                ),
                inner,
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_gives_figures_or_a_reader_error(
    plugin: ReaderPlugin, fake: Fake, server: Web, answer: object
) -> None:
    fake.answers = [said(answer)] * 3
    with suppress(ReaderError):
        assert isinstance(read(plugin, fake), list)
