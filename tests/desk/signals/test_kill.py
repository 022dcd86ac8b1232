"""A process killed at any moment loses nothing and doubles nothing: real processes, really killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CHILD = Path(__file__).with_name("pump_until_killed.py")
LIMIT = 40
# Statements of the first batches: reading, moving the checkpoint, each kind of row, in between.
MOMENTS = [1, 4, 7, 9, 10, 11, 12, 13, 15, 18, 22, 27, 34, 43]
QUERIES = {
    "contents": "SELECT key, text, copies, shares, sources, rate, priority, pulse, scores, claim_score "
    "FROM signals_content ORDER BY key",
    "copies": "SELECT p.external_id, c.key, similarity FROM signals_copy y "
    "JOIN signals_content c ON c.id = y.content_id JOIN watch_post p ON p.id = y.post_id ORDER BY 1",
    "signals": "SELECT c.key, kind, score, reason FROM signals_signal s "
    "JOIN signals_content c ON c.id = s.content_id ORDER BY 1, 2",
    "fingerprints": "SELECT c.key, data FROM signals_fingerprint f "
    "JOIN signals_content c ON c.id = f.content_id ORDER BY 1",
    "checkpoint": "SELECT post_cursor, posts FROM signals_checkpoint",
}


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings_test",
        "TABAYYUN_HOME": str(home),
        "TABAYYUN_DATABASE_URL": f"sqlite:///{home / 'test.sqlite3'}",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }


def pump(home: Path, *kill_at: int) -> list[int]:
    """Pump in one process after the other, each killed at its moment; what ended each (0: it was done)."""
    command = [sys.executable, str(CHILD), str(LIMIT), *map(str, kill_at)]
    done = subprocess.run(
        command, env=environment(home), check=True, timeout=120, capture_output=True, text=True
    )
    return [int(status) for status in done.stdout.split()]


def state(home: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(home / "test.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {name: database.execute(query).fetchall() for name, query in QUERIES.items()}


def write_stream(path: Path) -> None:
    rumour = "عاجل إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير والسلطات تتكتم على الخبر"
    with path.open("w", encoding="utf-8") as file:
        for n in range(240):
            text = rumour if n % 4 == 0 else f"منشور {n * 7919} في موضوع {n % 50 * 104729} لا يشبه غيره"
            post = {
                "id": str(n),
                "text": text,
                "created_at": f"2026-05-04T09:{n % 60:02}:00Z",
                "shares": n % 5,
            }
            file.write(json.dumps(post, ensure_ascii=False) + "\n")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with 240 posts, none of them pumped."""
    home = tmp_path_factory.mktemp("collected")
    write_stream(home / "stream.ndjson")
    script = (
        "import django; django.setup()\n"
        "from datetime import UTC, datetime\n"
        "from threading import Event\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from tabayyun.desk.watch.models import Source\n"
        "from tabayyun.desk.watch.operations import collect\n"
        "from tabayyun.kit.plugins import load\n"
        "now = datetime(2026, 5, 4, 12, tzinfo=UTC)\n"
        f"source = Source.objects.create(slug='file', name='file', plugin='file', created_at=now)\n"
        "plugin = load('sources', 'file')\n"
        f"options = plugin.parse({{'path': {str(home / 'stream.ndjson')!r}}})\n"
        "for batch in plugin.batches(options, '', Event()):\n"
        "    collect(source=source, batch=batch, now=now)\n"
    )
    subprocess.run([sys.executable, "-c", script], env=environment(home), check=True, timeout=120)
    return home


@pytest.fixture(scope="module")
def uninterrupted(collected: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    home = copy_of(collected, tmp_path_factory.mktemp("uninterrupted"))
    assert pump(home, 0) == [0]
    return dict(state(home))


def copy_of(collected: Path, home: Path) -> Path:
    for file in collected.glob("test.sqlite3*"):
        shutil.copy(file, home / file.name)
    return home


def test_killed_at_many_moments(collected: Path, uninterrupted: dict[str, object], tmp_path: Path) -> None:
    """One history with a kill at each moment, every process starting where the last one was shot."""
    home = copy_of(collected, tmp_path)
    ends = pump(home, *MOMENTS, 0)
    assert ends[:-1].count(signal.SIGKILL) >= len(MOMENTS) // 2
    assert ends[-1] == 0
    assert state(home) == uninterrupted


def test_the_whole_stream_was_read(uninterrupted: dict[str, list[tuple[object, ...]]]) -> None:
    assert len(uninterrupted["copies"]) == 240
    assert uninterrupted["checkpoint"] == [(240, 240)]
    assert uninterrupted["contents"]
