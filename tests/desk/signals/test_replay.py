"""The commands that run the pipeline: replay and pump."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tabayyun.desk.signals import operations
from tabayyun.desk.signals.management import replaying
from tabayyun.desk.signals.models import Content
from tabayyun.plugins.sources.base import Batch, RawPost

ROOT = Path(__file__).parents[3]
FIGURES = [
    *("posts", "quarantined", "contents", "signals", "cases_suggested", "posts_per_second"),
    *("post_to_queue_p50_s", "post_to_queue_p95_s"),
]
START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings",
        "TABAYYUN_HOME": str(home),
        "TABAYYUN_DATABASE_URL": "",
        "PYTHONPATH": str(ROOT / "src"),
    }


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty posts: ten copies of a rumour, and four lines that are no post."""
    path = tmp_path_factory.mktemp("a folder") / "stream.ndjson"
    lines = []
    for n in range(30):
        text = "إلغاء الأبواب المفتوحة بفاس بسبب تهديد أمني" if n % 3 == 0 else f"نص مختلف رقم {n * 7919}"
        lines.append(json.dumps({"id": f"{n}", "text": text, "created_at": "2026-05-04T09:00:00Z"}))
    lines[5:5] = ["{broken", "[]", '{"id": "x"}', '{"id": "y", "text": ""}']
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Done:
    """A replay in processes of its own."""

    output: str
    errors: str
    home: Path
    database: Path


@pytest.fixture(scope="module")
def done(stream: Path, tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("replayed")
    home, database = folder / "home", folder / "mine.sqlite3"
    command = ["replay", str(stream), "--rate", "1000", "--database", str(database)]
    ended = subprocess.run(
        [sys.executable, "-m", "django", *command],
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return Done(ended.stdout, ended.stderr, home, database)


def test_a_replay_prints_one_line_of_figures(done: Done) -> None:
    figures = json.loads(done.output)
    assert list(figures) == FIGURES
    assert (figures["posts"], figures["quarantined"], figures["contents"]) == (30, 4, 21)
    assert figures["signals"] >= 1
    assert 0 < figures["post_to_queue_p50_s"] <= figures["post_to_queue_p95_s"]
    assert "100%" in done.errors


def test_what_is_no_post_is_named_with_its_reason(done: Done) -> None:
    named = [line for line in done.errors.splitlines() if line.startswith("stream.ndjson")]
    assert [line.split(":")[0].rpartition(" ")[2] for line in named] == ["6", "7", "8", "9"]
    assert "ليس JSON" in named[0]


def test_it_works_in_the_database_it_was_given_and_nowhere_else(done: Done) -> None:
    with sqlite3.connect(done.database) as database:
        assert database.execute("SELECT count(*) FROM signals_copy").fetchone() == (30,)
    assert not (done.home / "tabayyun.sqlite3").exists()


def here(stream: Path, *arguments: str) -> dict[str, float]:
    out = StringIO()
    call_command("replay", str(stream), "--here", *arguments, stdout=out)
    figures: dict[str, float] = json.loads(out.getvalue())
    return figures


@pytest.mark.django_db(transaction=True)
def test_a_file_that_was_replayed_goes_on_where_it_stopped(stream: Path) -> None:
    operations.forget()
    first, again = here(stream, "--max-speed"), here(stream, "--speed", "1000")
    assert (first["posts"], again["posts"], again["quarantined"], again["contents"]) == (30, 0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_strict_stops_at_the_first_line_that_is_no_post(stream: Path) -> None:
    with pytest.raises(CommandError, match=r"stream\.ndjson.*6"):
        here(stream, "--max-speed", "--strict")
    assert not Content.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("missing.ndjson",),
        ("{stream}", "--rate", "0"),
        ("{stream}", "--speed", "x"),
        ("{stream}", "--rate", "5", "--max-speed"),
    ],
)
def test_what_cannot_be_done_is_said(stream: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("replay", *(part.format(stream=stream) for part in arguments))


def test_the_pump_reads_until_it_is_told_to_stop(done: Done, tmp_path: Path) -> None:
    shutil.copy(done.database, tmp_path / "tabayyun.sqlite3")
    command = [sys.executable, "-m", "django", "pump"]
    with sqlite3.connect(tmp_path / "tabayyun.sqlite3") as database:
        for table in ("copy", "fingerprint", "signal", "content", "checkpoint"):
            database.execute(f"DELETE FROM signals_{table}")
        database.commit()
        with subprocess.Popen(command, env=environment(tmp_path)) as pump:
            for _ in range(600):
                if database.execute("SELECT count(*) FROM signals_copy").fetchone() == (30,):
                    break
                time.sleep(0.1)
            pump.send_signal(signal.SIGTERM)
            assert pump.wait(30) == 0
        assert database.execute("SELECT count(*) FROM signals_copy").fetchone() == (30,)


def test_percentiles_are_exact_to_two_per_cent() -> None:
    latencies = replaying.Latencies()
    assert latencies.percentile(0.5) is None
    for n in range(1, 1001):
        latencies.add(n / 1000)
    assert latencies.percentile(0.5) == pytest.approx(0.5, rel=0.02)
    assert latencies.percentile(0.95) == pytest.approx(0.95, rel=0.02)


def test_at_full_speed_a_batch_is_cut_and_its_cursor_comes_last() -> None:
    posts = [RawPost(str(n), "نص") for n in range(2500)]
    arrived = list(replaying.at_full_speed(iter([Batch(posts, [], "end"), Batch([], [], "empty")])))
    assert [len(part.batch.posts) for part in arrived] == [1000, 1000, 500, 0]
    assert [part.batch.cursor for part in arrived] == ["", "", "end", "empty"]
    assert [len(part.read_at) for part in arrived] == [1000, 1000, 500, 0]


def test_live_a_post_is_never_handed_over_before_it_is_due() -> None:
    posts = [RawPost(str(n), "نص") for n in range(40)]
    start = time.perf_counter()
    seen: list[str] = []
    for arrived in replaying.paced(iter([Batch(posts, [], "end")]), lambda _post, n: start + n / 400):
        now = time.perf_counter()
        assert all(at <= now for at in arrived.read_at)
        seen += [post.id for post in arrived.batch.posts]
    assert seen == [post.id for post in posts]


def test_own_times_are_compressed_and_never_run_backwards() -> None:
    due = replaying.at_own_times(speed=60)
    posts = [
        RawPost("1", "نص", START),
        RawPost("2", "نص", START + timedelta(minutes=2)),
        RawPost("3", "نص"),
        RawPost("4", "نص", START + timedelta(minutes=1)),
    ]
    first, second, unknown, late = (due(post, n) for n, post in enumerate(posts))
    assert second - first == pytest.approx(2.0)
    assert unknown == late == second
