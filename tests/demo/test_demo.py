"""The demonstration's stream, and the command that serves it: from a fresh folder to a page."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tabayyun.demo import stream

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
PATIENCE = 90


def test_the_stream_ends_now_and_nothing_is_shown_twice():
    built = stream.build(NOW)
    times = [datetime.fromisoformat(row["created_at"]) for row in built.past]
    assert times == sorted(times)
    assert NOW - timedelta(days=1, minutes=1) < times[0] <= times[-1] <= NOW
    ids = [row["id"] for row in built.past + built.live]
    assert (
        len(ids)
        == len(set(ids))
        == sum(len(stream.rows(name)) for name in (*stream.BACKGROUND, "scenario.ndjson"))
    )


def test_every_story_has_posts_before_and_live_posts_after():
    built = stream.build(NOW)
    for story in ("open-days", "old-clip", "forged", "true-alarm"):
        assert any(row["id"].startswith(story) for row in built.past)
        assert any(row["id"].startswith(story) for row in built.live)
    assert all("created_at" not in row and "offset_minutes" not in row for row in built.live)


def test_the_shipped_posts_carry_no_handle_address_or_long_number():
    for name in (*stream.BACKGROUND, "scenario.ndjson", "claims.ndjson"):
        for row in stream.rows(name):
            assert set(re.findall(r"@\w+", row["text"])) <= {"@user"}
            assert not re.search(r"\d{8,}|[\w.+-]+@[\w-]+\.\w+", row["text"]), row["id"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def page(url: str) -> str:
    """The page, as soon as the server answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


@pytest.fixture
def demo(tmp_path: Path):
    """A running demonstration: (port, process). Ended hard if the test did not end it."""
    posts = tmp_path / "posts.ndjson"
    lines = [json.dumps(row, ensure_ascii=False) for row in stream.rows("scenario.ndjson")]
    posts.write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TABAYYUN_", "DJANGO_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "tabayyun", "demo", "--port", str(port), "--home", str(tmp_path / "home"),
         "--stream", str(posts)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    yield port, process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_the_demonstration_serves_reads_the_stream_and_stops_cleanly(demo):
    port, process = demo
    assert 'lang="ar"' in page(f"http://127.0.0.1:{port}/")
    assert "tabayyun-demo" in page(f"http://127.0.0.1:{port}/desk/login/")
    assert re.search(r'href="/reports/\d{4}/6/"', page(f"http://127.0.0.1:{port}/reports/"))
    process.send_signal(signal.SIGINT)
    printed = process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/desk/" in printed
    assert "48 posts, 1 set aside" in printed
    assert "Traceback" not in printed
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_taken_port_and_a_missing_file_are_said_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run("--port", str(port), "--home", str(tmp_path / "home"))
    assert said.returncode == 2
    assert str(port) in said.stderr
    said = run("--stream", str(tmp_path / "no.ndjson"), "--home", str(tmp_path / "home"))
    assert said.returncode == 2
    assert "no.ndjson" in said.stderr
    assert not (tmp_path / "home").exists()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.odt").write_text("years of work")
    said = run("--port", str(free_port()), "--home", str(tmp_path))
    assert said.returncode == 1
    assert (tmp_path / "thesis.odt").read_text() == "years of work"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tabayyun", "demo", *arguments],
        capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
