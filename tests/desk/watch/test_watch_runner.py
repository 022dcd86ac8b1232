"""The runner: health, back-off, a database that goes away, and being killed at any moment."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from threading import Event

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from tabayyun.desk.watch import operations
from tabayyun.desk.watch.management import runner
from tabayyun.desk.watch.models import Post, Source
from tabayyun.plugins.sources.base import Batch, OptionError, RawPost, SourceError

LINES = 30_000


class Fake:
    """A source plugin that does what a test wants."""

    streaming = False

    def __init__(self, *steps):
        self.steps = list(steps)
        self.cursors = []

    def parse(self, options):
        return options

    def batches(self, options, cursor, stop):
        self.cursors.append(cursor)
        for step in self.steps:
            if isinstance(step, Exception):
                raise step
            yield step


@pytest.fixture
def fake(monkeypatch):
    def use(*steps):
        plugin = Fake(*steps)
        monkeypatch.setattr(runner, "load", lambda _kind, _name: plugin)
        return plugin

    return use


def batch(number):
    return Batch([RawPost(str(number), f"t{number}")], [], f"c{number}")


def test_what_came_before_an_error_is_kept_and_the_next_look_goes_on_from_there(source, fake):
    plugin = fake(batch(1), SourceError("503", retry_after=3600))
    runner.read(source, Event())
    source.refresh_from_db()
    assert (source.cursor, source.errors_in_a_row, source.last_error) == ("c1", 1, "503")
    assert (source.retry_at - timezone.now()).total_seconds() > 3500
    plugin.steps = [batch(2)]
    runner.read(source, Event())
    source.refresh_from_db()
    assert plugin.cursors == ["", "c1"]
    assert (source.cursor, source.errors_in_a_row, source.last_error, source.retry_at) == ("c2", 0, "", None)


@pytest.mark.parametrize("error", [OptionError("path: gone"), RuntimeError("a bug"), ValueError()])
def test_whatever_a_plugin_raises_is_noted_on_its_source(source, fake, error):
    fake(error)
    runner.read(source, Event())
    source.refresh_from_db()
    assert source.errors_in_a_row == 1
    assert str(error) in source.last_error
    assert source.last_error


def test_an_unknown_kind_of_source_is_noted_too(source):
    Source.objects.update(plugin="gone")
    source.refresh_from_db()
    assert not runner.is_streaming(source)
    runner.read(source, Event())
    source.refresh_from_db()
    assert "gone" in source.last_error


def test_an_error_of_the_database_is_not_blamed_on_the_source(source, fake, monkeypatch):
    def away(**_given):
        raise DatabaseError("away")

    fake(batch(1))
    monkeypatch.setattr(operations, "collect", away)
    with pytest.raises(DatabaseError):
        runner.read(source, Event())
    source.refresh_from_db()
    assert (source.errors_in_a_row, source.cursor) == (0, "")


def test_the_runner_outlives_a_database_that_is_away_for_a_while(db, monkeypatch):
    stop, tries = Event(), []

    def step():
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise DatabaseError("away")

    monkeypatch.setattr(runner, "close_old_connections", lambda: None)
    monkeypatch.setattr(runner, "connection", type("Nothing", (), {"close": staticmethod(lambda: None)}))
    runner.Runner(stop)._keep(step, 0.0)
    assert len(tries) == 3


def test_polled_sources_take_turns_and_wait_after_errors(source, fake, now):
    other = Source.objects.create(slug="b", name="b", plugin="file", created_at=now)
    Source.objects.create(slug="c", name="c", plugin="file", created_at=now, active=False)
    plugin = fake(SourceError("503", retry_after=600))
    run = runner.Runner(Event())
    run.poll_due()
    assert len(plugin.cursors) == 2
    run.next_poll.clear()
    run.poll_due()
    assert len(plugin.cursors) == 2
    operations.polled(source=other, now=now)
    run.poll_due()
    assert len(plugin.cursors) == 3


@pytest.fixture
def machine(tmp_path):
    """A database of its own with one file source, and a way to run the command on it."""
    home = tmp_path / "machine"
    environment = {
        **os.environ,
        "TABAYYUN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings",
        "TABAYYUN_DATABASE_URL": "",
    }
    python = [sys.executable, "-m", "django"]
    subprocess.run([*python, "migrate", "-v0"], env=environment, check=True)
    path = tmp_path / "long.ndjson"
    with path.open("w", encoding="utf-8") as file:
        for n in range(LINES):
            broken = "{" if n % 1000 == 7 else json.dumps({"id": n, "text": f"منشور {n}"})
            file.write(broken + "\n")
    database = sqlite3.connect(home / "tabayyun.sqlite3", isolation_level=None, timeout=30)
    database.execute(
        "INSERT INTO watch_source (slug, name, plugin, options, cursor, active, created_at, errors_in_a_row,"
        " last_error, posts_total) VALUES ('f', 'f', 'file', ?, '', 1, '2026-01-01', 0, '', 0)",
        [json.dumps({"path": str(path), "poll_seconds": 1})],
    )

    def start():
        return subprocess.Popen([*python, "watch_sources"], env=environment, stderr=subprocess.DEVNULL)

    yield database, start
    database.close()


def count(database, table="watch_post"):
    return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def wait_for(condition):
    for _ in range(1200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_killed_at_random_moments_nothing_is_lost_or_doubled(machine):
    database, start = machine
    good = LINES - LINES // 1000
    chance, seen = random.Random(7), []
    for share in (0.0, 0.2, 0.45, 0.7):
        process = start()
        wait_for(lambda: count(database) > share * good)  # noqa: B023
        time.sleep(chance.random() / 20)
        process.kill()
        process.wait()
        seen.append(count(database))
    process = start()
    wait_for(lambda: count(database) == good and count(database, "watch_quarantinedline") == LINES // 1000)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    ids = [row[0] for row in database.execute("SELECT external_id FROM watch_post ORDER BY id")]
    assert ids == [str(n) for n in range(LINES) if n % 1000 != 7]
    numbers = [r[0] for r in database.execute("SELECT line_number FROM watch_quarantinedline ORDER BY 1")]
    assert numbers == [n + 1 for n in range(LINES) if n % 1000 == 7]
    total, cursor = database.execute("SELECT posts_total, cursor FROM watch_source").fetchone()
    assert (total, json.loads(cursor)["line"]) == (good, LINES)
    assert 0 < seen[0] < good, "at least one kill came in the middle"


def test_the_command_ends_when_it_is_asked_to(machine, capsys):
    database, start = machine
    process = start()
    wait_for(lambda: count(database) > 0)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    with pytest.raises(SystemExit):
        call_command("watch_sources", "--help")
    assert "until Ctrl-C" in capsys.readouterr().out
    assert not Post._meta.abstract
