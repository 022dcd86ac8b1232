"""What every installed source must do, whoever wrote it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from tests.plugins.sources.reading import ids, take, texts
from tests.plugins.sources.stages import STAGES, Stage

from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import Batch, OptionError, RawPost, SourceError, SourcePlugin

NAMES = sorted(point.name for point in entry_points(group="tabayyun.sources"))


@pytest.fixture(params=NAMES)
def plugin(request: pytest.FixtureRequest) -> SourcePlugin:
    (point,) = entry_points(group="tabayyun.sources", name=request.param)
    found: SourcePlugin = point.load()
    return found


@pytest.fixture
def stage(plugin: SourcePlugin, tmp_path: Path) -> Iterator[Stage]:
    assert plugin.slug in STAGES, "a new source needs a stage in stages.py"
    with STAGES[plugin.slug](tmp_path) as found:
        yield found


def enough(plugin: SourcePlugin, wanted: set[str]) -> Callable[[list[Batch]], bool] | None:
    """For a stream: until every wanted text came; a polled source ends by itself."""
    return (lambda batches: wanted <= set(texts(batches))) if plugin.streaming else None


def comparable(post: RawPost) -> RawPost:
    return replace(post, origin="", line_number=0, raw=b"", header=b"")


def test_slug_is_the_name_of_the_entry_point(plugin: SourcePlugin, request: pytest.FixtureRequest) -> None:
    assert request.node.callspec.params["plugin"] == plugin.slug


def test_options_are_typed_and_cannot_change(plugin: SourcePlugin, stage: Stage) -> None:
    options = plugin.parse(stage.options)
    assert options == plugin.parse(stage.options)
    assert options.__dataclass_params__.frozen


def test_wrong_options_are_refused_in_words(plugin: SourcePlugin, stage: Stage) -> None:
    for wrong in [*stage.wrong, {**stage.options, "no such option": 1}]:
        with pytest.raises(OptionError) as refused:
            plugin.parse(wrong)
        assert ": " in str(refused.value), "the message names the option, then says what is wrong"


def test_examples_come_out_as_the_posts_they_are(plugin: SourcePlugin, tmp_path: Path) -> None:
    for number, (answer, expected) in enumerate(plugin.examples()):
        folder = tmp_path / str(number)
        folder.mkdir()
        with STAGES[plugin.slug](folder) as stage:
            stage.give(answer)
            wanted = {post.text for post in expected}
            batches = take(plugin, plugin.parse(stage.options), until=enough(plugin, wanted))
        found = [comparable(post) for batch in batches for post in batch.posts]
        assert found == [comparable(post) for post in expected]


def test_every_source_that_reads_bytes_has_an_example(plugin: SourcePlugin) -> None:
    assert plugin.examples() or plugin.slug == "form"


def test_ids_are_unique_and_stable_and_dates_aware(plugin: SourcePlugin, tmp_path: Path) -> None:
    runs = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        with STAGES[plugin.slug](tmp_path / name) as stage:
            wanted = stage.many(30)
            runs.append(take(plugin, plugin.parse(stage.options), until=enough(plugin, wanted)))
    assert ids(runs[0]) == ids(runs[1])
    assert len(set(ids(runs[0]))) == len(ids(runs[0])) == len(set(texts(runs[0])))
    dates = [post.created_at for batch in runs[0] for post in batch.posts]
    assert all(at is None or at.utcoffset() is not None for at in dates)


def test_a_crash_after_any_batch_loses_and_doubles_nothing(plugin: SourcePlugin, tmp_path: Path) -> None:
    """The process dies after each batch in turn; what was saved is that batch with its cursor."""
    with STAGES[plugin.slug](tmp_path) as stage:
        wanted = stage.many(30)
        options, cursor = plugin.parse(stage.options), _beginning(plugin)
        saved: dict[str, str] = {}
        while set(saved.values()) != wanted:
            batches = take(plugin, options, cursor, until=lambda so_far: bool(so_far[-1].posts))
            fresh = set(ids(batches)) - set(saved)
            assert fresh, f"{wanted - set(saved.values())} never came"
            saved |= {post.id: post.text for batch in batches for post in batch.posts}
            cursor = batches[-1].cursor
        assert len(saved) == len(wanted)
        if not plugin.streaming:
            assert set(ids(take(plugin, options, cursor))) <= set(saved), "nothing new: nothing comes"


def _beginning(plugin: SourcePlugin) -> str:
    """A timeline without a cursor begins with its newest page: here it is asked for everything."""
    return '{"newest": "0", "recent": []}' if plugin.slug.startswith("mastodon") else ""


@pytest.mark.parametrize(
    "cursor", ["?", "{}", "[]", "null", "-1", '{"newest": 3}', "x" * 5000, "٣", "firehose 1 99"]
)
def test_a_cursor_from_elsewhere_is_a_beginning(plugin: SourcePlugin, stage: Stage, cursor: str) -> None:
    wanted = stage.many(5)
    batches = take(plugin, plugin.parse(stage.options), cursor, until=enough(plugin, wanted))
    assert set(texts(batches)) == wanted


def test_stop_ends_it(plugin: SourcePlugin, stage: Stage) -> None:
    stage.many(5)
    stop = threading.Event()
    done = threading.Event()

    def run() -> None:
        for _ in plugin.batches(plugin.parse(stage.options), "", stop):
            stop.set()
        done.set()

    thread = threading.Thread(target=run)
    thread.start()
    timer = threading.Timer(0.5, stop.set)  # a stream may have nothing to say
    timer.start()
    thread.join(15)
    timer.join()
    assert done.is_set()


def test_stopped_before_it_began(plugin: SourcePlugin, stage: Stage) -> None:
    stop = threading.Event()
    stop.set()
    assert not texts(list(plugin.batches(plugin.parse(stage.options), "", stop)))


def test_what_cannot_be_read_is_kept_with_a_reason(plugin: SourcePlugin, stage: Stage) -> None:
    stage.give(stage.malformed)
    try:
        batches = take(plugin, plugin.parse(stage.options), until=lambda so_far: bool(so_far[-1].rejected))
    except SourceError:
        raise AssertionError("what was read must come out before the error") from None
    found = [one for batch in batches for one in batch.rejected]
    assert found or not stage.malformed
    for rejected in found:
        assert rejected.reason in reasons.ALL
        assert rejected.raw
        assert rejected.origin


def test_a_place_that_does_not_answer_is_a_source_error(plugin: SourcePlugin, stage: Stage) -> None:
    if stage.broken is None:
        pytest.skip("nothing is fetched")
    with pytest.raises(SourceError):
        list(plugin.batches(plugin.parse(stage.broken), "", threading.Event()))
