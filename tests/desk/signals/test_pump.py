"""From posts to contents and signals: the same whatever the batches, and after any stop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from tests.desk.signals.making import START, collect_texts, make_claim, make_source

from tabayyun.desk.signals import operations
from tabayyun.desk.signals.models import Checkpoint, Content, Copy, Fingerprint, KnownClaim, Signal
from tabayyun.desk.signals.operations import pumping
from tabayyun.desk.signals.operations.standing import Standing
from tabayyun.desk.watch.models import Post

pytestmark = pytest.mark.django_db
NOW = START + timedelta(hours=2)
RUMOUR = "عاجل إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير والسلطات تتكتم على الخبر"
WEATHER = "الطقس جميل اليوم في الرباط والشمس مشرقة على شاطئ المدينة"


@pytest.fixture(autouse=True)
def _fresh_engine() -> Iterator[None]:
    operations.forget()
    yield
    operations.forget()


def drain(limit: int = 2000) -> None:
    while operations.pump(now=NOW, limit=limit).posts:
        pass


def snapshot() -> list[object]:
    """Everything that the stream alone decides: no ids of rows, no clock."""
    contents = Content.objects.order_by("key").values_list(
        *("key", "text", "folded", "lang", "copies", "shares", "sources", "rate", "severity", "spread"),
        *("novelty", "priority", "pulse", "scores", "known_claim__external_id", "claim_score"),
        *("first_posted_at", "last_posted_at", "state"),
    )
    copies = Copy.objects.order_by("post_id").values_list("post_id", "content__key", "similarity")
    signals = Signal.objects.order_by("content__key", "kind").values_list(
        "content__key", "kind", "score", "reason__words", "reason__copies", "reason__minutes"
    )
    prints = Fingerprint.objects.order_by("content__key").values_list("content__key", "data")
    return [list(contents), list(copies), list(signals), list(prints)]


def stream_of(count: int) -> list[str]:
    texts = [RUMOUR, WEATHER, f"{RUMOUR} 🔴🔴", "سمعت باللي غادي يسدو المدارس غدا صباح", RUMOUR]
    return [
        texts[n % 5] if n % 3 else f"منشور رقم {n} عن موضوع لا يشبه غيره {n * 7919}" for n in range(count)
    ]


def test_posts_become_contents_with_copies_and_signals() -> None:
    collect_texts([RUMOUR, WEATHER, RUMOUR])
    collect_texts([RUMOUR], source="channel")
    done = operations.pump(now=NOW)
    assert (done.posts, done.contents) == (4, 2)
    rumour = Content.objects.get(text=RUMOUR)
    assert (rumour.copies, rumour.sources, rumour.state) == (3, 2, "open")
    assert rumour.copy_set.count() == 3
    assert rumour.pulse == [1, 3]
    assert Signal.objects.count() == done.signals
    assert operations.pump(now=NOW) == operations.Pumped(0, 0, 0)


def test_many_copies_in_a_short_time_are_a_signal_once() -> None:
    collect_texts([RUMOUR] * 12)
    drain(limit=4)
    signal = Signal.objects.get(kind="spread")
    assert signal.reason == {"copies": 5, "minutes": 1}
    assert Content.objects.get().copies == 12


@pytest.mark.parametrize("limit", [1, 3, 7, 1000])
def test_the_size_of_the_batches_changes_nothing(limit: int) -> None:
    collect_texts(stream_of(60))
    drain()
    whole = snapshot()
    Signal.objects.all().delete()
    Content.objects.all().delete()
    Checkpoint.objects.all().delete()
    operations.forget()
    drain(limit)
    assert snapshot() == whole


def test_starting_again_after_every_batch_changes_nothing() -> None:
    collect_texts(stream_of(60))
    drain()
    whole = snapshot()
    Content.objects.all().delete()
    Checkpoint.objects.all().delete()
    operations.forget()
    while operations.pump(now=NOW, limit=7).posts:
        operations.forget()
    assert snapshot() == whole


def test_what_fails_half_way_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    collect_texts([RUMOUR, WEATHER, RUMOUR])

    def broken(*_: object, **__: object) -> int:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("tabayyun.desk.signals.operations.findings.Findings._save_signals", broken)
        with pytest.raises(OSError, match="disk full"):
            operations.pump(now=NOW)
    assert not Content.objects.exists()
    drain()
    assert Content.objects.get(text=RUMOUR).copies == 2


def test_another_process_that_pumped_is_noticed() -> None:
    collect_texts([RUMOUR, WEATHER])
    operations.pump(now=NOW, limit=1)
    ours: Standing = pumping._held[0]
    operations.forget()
    operations.pump(now=NOW, limit=1)
    pumping._held[:] = [ours]
    collect_texts([RUMOUR])
    operations.pump(now=NOW)
    assert Content.objects.get(text=RUMOUR).copies == 2
    assert Copy.objects.count() == 3


def test_of_two_that_read_the_same_posts_one_saves(monkeypatch: pytest.MonkeyPatch) -> None:
    collect_texts([RUMOUR, WEATHER, RUMOUR])
    feed, overtaken = Standing.feed, []

    def slow(self: Standing, posts: object) -> object:
        found = feed(self, posts)  # type: ignore[arg-type]
        if not overtaken:  # another process gets in between reading and saving
            overtaken.append(True)
            first = Post.objects.earliest("id").pk
            Checkpoint.objects.update_or_create(name="queue", defaults={"post_cursor": first, "posts": 1})
        return found

    monkeypatch.setattr(Standing, "feed", slow)
    assert operations.pump(now=NOW).posts == 2
    assert Copy.objects.count() == 2


def test_claims_published_meanwhile_take_effect_at_once() -> None:
    collect_texts([WEATHER])
    operations.pump(now=NOW)
    claim = make_claim(RUMOUR)
    collect_texts([RUMOUR])
    operations.pump(now=NOW)
    content = Content.objects.get(text=RUMOUR)
    assert content.known_claim == claim
    assert Signal.objects.get(content=content, kind="known_claim").reason["claim"] == claim.pk
    operations.withdraw_claim(external_id=claim.external_id, now=NOW)
    collect_texts(["خبر آخر: " + RUMOUR[5:] + " وتم تأجيل النشاط إلى السنة المقبلة حسب مصدر مطلع من المدينة"])
    operations.pump(now=NOW)
    assert Content.objects.filter(known_claim=claim).count() == 1


def test_later_copies_of_an_answered_content_are_recognised() -> None:
    collect_texts([RUMOUR])
    operations.pump(now=NOW)
    content = Content.objects.get()
    operations.answered(content=content, claim=make_claim(RUMOUR), now=NOW)
    collect_texts([RUMOUR])
    operations.pump(now=NOW)
    content.refresh_from_db()
    assert (content.state, content.copies) == ("answered", 2)


def test_a_content_that_was_deleted_begins_anew() -> None:
    collect_texts([RUMOUR])
    operations.pump(now=NOW)
    Content.objects.all().delete()
    pumping._held[0].tallies.clear()
    collect_texts([RUMOUR])
    operations.pump(now=NOW)
    assert Content.objects.get().copies == 1


@override_settings(CONTENT_WINDOW_SIZE=3)
def test_a_restored_state_is_no_larger_than_the_window() -> None:
    from tabayyun.desk.signals.operations.standing import _window

    collect_texts([f"نص مختلف تماما عن غيره رقم {n * 977} في الموضوع {n}" for n in range(6)])
    drain()
    assert [old.content for old in _window()] == list(
        Content.objects.order_by("id").values_list("key", flat=True)
    )[-3:]


@override_settings(CONTENT_WINDOW_DAYS=1)
def test_contents_that_nobody_repeats_leave_the_window() -> None:
    from tabayyun.desk.signals.operations.standing import _window

    collect_texts([WEATHER], start=START - timedelta(days=3))
    collect_texts([RUMOUR])
    drain()
    collect_texts([WEATHER])
    drain()
    assert Content.objects.get(text=WEATHER).copies == 2
    assert [old.content for old in _window()] == [Content.objects.get(text=RUMOUR).key]
    collect_texts([WEATHER])
    operations.pump(now=NOW + timedelta(days=2))  # a running process forgets once a day
    assert Content.objects.filter(text=WEATHER).count() == 2


@pytest.mark.parametrize("year", [None, 1970, 2031])
def test_a_date_that_cannot_be_true_counts_as_unknown(year: int | None) -> None:
    source = make_source()
    posted = START.replace(year=year) if year else None
    Post.objects.create(source=source, external_id="1", text=RUMOUR, posted_at=posted, collected_at=START)
    drain()
    content = Content.objects.get()
    assert (content.first_posted_at, content.last_posted_at) == (START, START)


def test_the_reading_is_bulk() -> None:
    """The number of statements does not grow with the number of posts."""
    from django.test.utils import CaptureQueriesContext

    counts = []
    for posts in (3, 300):
        collect_texts(stream_of(posts), source=f"bulk-{posts}")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            operations.pump(now=NOW)
        counts.append(len(captured))
    assert counts[1] <= counts[0] + 4


def test_known_claims_are_read_once_for_a_restored_engine() -> None:
    make_claim(RUMOUR)
    collect_texts([RUMOUR])
    operations.pump(now=NOW)
    assert Content.objects.get().known_claim == KnownClaim.objects.get()
