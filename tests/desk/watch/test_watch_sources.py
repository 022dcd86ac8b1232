"""Sources: added, changed, paused, purged, and what their health says."""

import dataclasses
from datetime import timedelta
from typing import get_type_hints

import pytest
from django.utils import translation
from django_q.models import Schedule

from tabayyun.desk.watch import jobs, operations, queries
from tabayyun.desk.watch.models import Post, QuarantinedLine, Source
from tabayyun.desk.watch.queries import option_words
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import AuditEntry
from tabayyun.kit.plugins import load, names
from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import Batch, RawPost, Rejected


def add(now, admin, **more):
    given = {"slug": "s", "name": "S", "plugin": "file", "options": {"path": "a"}, **more}
    return operations.add_source(**given, now=now, by=admin)


def test_a_source_is_added_with_options_that_its_plugin_accepts(now, admin):
    made = add(now, admin)
    assert (made.active, made.options, audit.of(made).get().verb) == (
        True,
        {"path": "a"},
        "watch.source_added",
    )
    for wrong in (
        {"plugin": "none"},
        {"options": {}},
        {"options": {"path": "a", "format": "x"}},
        {"slug": "s"},
    ):
        with pytest.raises(Refused):
            add(now, admin, **{"slug": "t", **wrong})
    assert Source.objects.count() == 1


def test_a_source_that_means_another_place_is_read_from_its_beginning(now, admin):
    made = add(now, admin)
    Source.objects.update(cursor="there")
    same = operations.edit_source(
        source=made, name="T", options={"path": "a", "follow": True}, now=now, by=admin
    )
    assert (same.cursor, same.name) == ("there", "T")
    other = operations.edit_source(source=made, name="T", options={"path": "b"}, now=now, by=admin)
    assert other.cursor == ""
    assert audit.of(made).last().data == {"name": "T", "options": ["follow", "path"]}


def test_a_source_is_paused_and_resumed(source, now, admin):
    operations.pause(source=source, now=now, by=admin)
    assert queries.health(now)[0].state == queries.State.PAUSED
    operations.resume(source=source, now=now, by=admin)
    assert queries.health(now)[0].state == queries.State.NEW
    assert [e.verb for e in audit.of(source)] == ["watch.source_paused", "watch.source_resumed"]


def test_errors_wait_longer_each_time_and_an_answer_ends_them(source, now):
    waits = [operations.fail(source=source, error="503", now=now, jitter=1.0) - now for _ in range(12)]
    assert [wait.total_seconds() for wait in waits[:4]] == [5, 10, 20, 40]
    assert waits[-1] == timedelta(minutes=15)
    (health,) = queries.health(now)
    assert (health.state, health.source.errors_in_a_row, health.source.last_error) == ("failing", 12, "503")
    operations.polled(source=source, now=now)
    assert queries.health(now)[0].state == queries.State.FINE
    assert queries.health(now + timedelta(minutes=11))[0].state == queries.State.UNREAD


def test_a_wait_is_never_shorter_than_the_source_asks():
    assert operations.wait_after(1, 0.0, 120.0) == 120.0
    assert operations.wait_after(1, 0.0) == 2.5
    assert operations.wait_after(500, 1.0) == 900.0


def test_health_counts_what_waits_and_how_late_posts_come(source, now):
    post = RawPost("1", "a", now - timedelta(minutes=5))
    lines = [Rejected("f", n, reasons.NOT_JSON, "", b"x") for n in range(3)]
    operations.collect(source=source, batch=Batch([post], lines), now=now)
    QuarantinedLine.objects.filter(line_number=0).update(discarded_at=now)
    (health,) = queries.health(now)
    assert (health.quarantined, health.lag) == (2, timedelta(minutes=5))


def old_posts(source, now, count):
    posts = [RawPost(str(n), f"t{n}") for n in range(count)]
    operations.collect(source=source, batch=Batch(posts), now=now - timedelta(days=91))
    operations.collect(source=source, batch=Batch([RawPost("new", "t")]), now=now - timedelta(days=89))


def test_old_posts_that_nobody_needs_are_purged_in_chunks(source, now, monkeypatch):
    monkeypatch.setattr("tabayyun.desk.watch.operations.retention.CHUNK", 3)
    old_posts(source, now, 10)
    needed = set(Post.objects.filter(external_id__in=["3", "4"]).values_list("pk", flat=True))
    asked = []

    def release(ids):
        asked.append(len(ids))
        return [pk for pk in ids if pk not in needed]

    assert operations.purge(now=now, release=release) == operations.Purged(8, 2)
    assert set(Post.objects.values_list("external_id", flat=True)) == {"3", "4", "new"}
    assert asked == [3, 3, 3, 1]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.data["posts"], entry.actor) == ("watch.purged", 8, None)
    assert operations.purge(now=now, release=release) == operations.Purged(0, 2)
    assert AuditEntry.objects.count() == 1


def test_only_old_posts_can_be_released(source, now):
    old_posts(source, now, 1)
    everything = list(Post.objects.values_list("pk", flat=True))
    assert operations.purge(now=now, release=lambda ids: everything).deleted == 1


def test_old_lines_of_the_quarantine_go_with_their_files(source, now, home):
    large = Rejected("f", 1, reasons.LINE_TOO_LONG, "", b"x" * 2_000_000)
    other = Rejected("f", 2, reasons.LINE_TOO_LONG, "", b"y" * 2_000_000)
    operations.collect(source=source, batch=Batch([], [large, other]), now=now - timedelta(days=91))
    again = Rejected("g", 1, reasons.LINE_TOO_LONG, "", b"y" * 2_000_000)
    operations.collect(source=source, batch=Batch([], [again]), now=now)
    assert operations.purge_quarantine(now=now) == 2
    assert queries.bytes_of(QuarantinedLine.objects.get()) == b"y" * 2_000_000
    assert len(list((home / "quarantine").iterdir())) == 1


@pytest.mark.django_db
def test_the_retention_of_the_quarantine_runs_by_itself():
    jobs.schedule()
    jobs.schedule()
    assert Schedule.objects.get(func__startswith="tabayyun.desk.watch").minutes == 1440
    assert jobs.purge_quarantine() == 0


def options_of(plugin):
    return dataclasses.fields(get_type_hints(type(load("sources", plugin)).parse)["return"])


@pytest.mark.parametrize("plugin", names("sources"))
def test_every_kind_and_every_option_has_words_for_people(plugin):
    assert plugin in option_words.KINDS
    for one in options_of(plugin):
        assert one.name in option_words.LABELS
        assert one.metadata["help"] in option_words.HELP


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("path: must be given (file on this machine)", "path: must be given"),
        ("port: must lie between 1 and 65535", "port: must lie between 1 and 65535"),
        ("url: must be an address that begins with https or http://",
         "url: must be an address that begins with https or http://"),
        ("timeline: must be public, local, hashtag or account",
         "timeline: must be one of: public, local, hashtag or account"),
        ("hashtag: must be given for timeline hashtag", "hashtag: must be given with timeline hashtag"),
        ("a: something new", "a: something new"),
    ],
)  # fmt: skip
def test_what_a_plugin_says_about_an_option_is_put_into_words(said, shown):
    assert queries.option_error(said) == shown
    with translation.override("ar"):
        assert said.startswith("a:") or queries.option_error(said) != shown
