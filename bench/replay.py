"""Posts a second through the whole pipeline, seconds from post to queue, and memory as the stream goes on.

    python bench/replay.py [--posts 100000] [--rate 200] [--seconds 30]

Writes a stream made of the demonstration's open data: half of its posts are new, half are copies of
recent ones with the usual edits (prefix, emoji, address, comment, truncation, typing errors). Replays
it on a database of its own, at full speed and then live, and prints one JSON object. Its memory is
read while it runs, at every tenth of the stream. «cpu_ms_per_post» is the process's own time: the
figure to compare when the machine is doing other things besides.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "tabayyun" / "demo" / "data"
SETS = ("crisis.ndjson", "headlines.ndjson", "comments.ndjson", "scenario.ndjson")
TICKS = os.sysconf("SC_CLK_TCK")
EDITS = (
    lambda text, _chance: f"عاجل: {text}",
    lambda text, _chance: f"{text} 🔴🔴",
    lambda text, chance: f"{text} https://t.example/{chance.randrange(10**6)}",
    lambda text, _chance: f"{text} لا حول ولا قوة إلا بالله",
    lambda text, _chance: text[: int(len(text) * 0.65)],
    lambda text, chance: mistyped(text, chance),  # noqa: PLW0108  (defined below)
    lambda text, _chance: text,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=200, help="posts a second of the live run")
    parser.add_argument("--seconds", type=int, default=30, help="length of the live run; 0 leaves it out")
    given = parser.parse_args()
    result: dict[str, Any] = {"bench": "replay", "machine": machine()}
    with tempfile.TemporaryDirectory(prefix="tabayyun-bench-") as name:
        folder = Path(name)
        write(folder / "stream.ndjson", given.posts)
        result["full_speed"] = replay(folder / "full", folder / "stream.ndjson", given.posts, "--max-speed")
        if given.seconds:
            write(folder / "live.ndjson", given.rate * given.seconds)
            result["live"] = replay(folder / "live", folder / "live.ndjson", 0, "--rate", str(given.rate))
    print(json.dumps(result))


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "cpu": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def write(path: Path, count: int) -> None:
    """The stream: the same for the same ``count``."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts(count)):
            at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1_760_000_000 + number // 20))
            post = {"id": str(number), "text": text, "created_at": at, "shares": number % 9}
            file.write(json.dumps(post, ensure_ascii=False) + "\n")


def texts(count: int) -> Iterator[str]:
    """``count`` texts: new ones, each of words of two real posts, and edited copies of recent ones."""
    chance = random.Random(2026)
    real = [json.loads(line)["text"] for name in SETS for line in (DATA / name).open(encoding="utf-8")]
    recent: deque[str] = deque(maxlen=5_000)
    for _ in range(count):
        if recent and chance.random() < 0.5:
            yield chance.choice(EDITS)(recent[chance.randrange(len(recent))], chance)
            continue
        words = [*chance.choice(real).split(), *chance.choice(real).split()]
        chance.shuffle(words)
        recent.append(" ".join(words[: max(8, len(words) * 2 // 3)]))
        yield recent[-1]


def replay(home: Path, stream: Path, posts: int, *pace: str) -> dict[str, Any]:
    """Run the command; its own figures, with CPU and memory beside them."""
    home.mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings",
        "TABAYYUN_HOME": str(home),
        "TABAYYUN_DATABASE_URL": f"sqlite:///{home / 'bench.sqlite3'}",
    }
    command = [sys.executable, "-m", "django", "replay", str(stream), *pace, "--here"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        watch = Watch(process.pid, home / "bench.sqlite3", max(1, posts // 10))
        while process.poll() is None:
            watch.look()
            time.sleep(0.2)
        assert process.stdout
        figures: dict[str, Any] = json.loads(process.stdout.read())
    figures["cpu_ms_per_post"] = watch.cpu_ms_per_post()
    figures["database_mb"] = round((home / "bench.sqlite3").stat().st_size / 2**20, 1)
    return figures | {"memory_mb_at_posts": watch.memory} if posts else figures


@dataclass
class Watch:
    """What a running process uses, as its posts go through."""

    pid: int
    database: Path
    step: int
    memory: dict[str, float] = field(default_factory=dict)
    """Posts → MB of its own, at every step; the database file's pages in memory are not counted."""
    cpu: list[tuple[int, float]] = field(default_factory=list)
    """(posts read, CPU seconds used), since the first posts came through."""

    def look(self) -> None:
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
            times = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return
        posts = posts_read(self.database)
        if not posts or "RssAnon:" not in status:
            return
        self.cpu.append((posts, (int(times[11]) + int(times[12])) / TICKS))
        done = str(posts // self.step * self.step)
        if done != "0":
            self.memory.setdefault(done, round(int(status.split("RssAnon:")[1].split()[0]) / 1024, 1))

    def cpu_ms_per_post(self) -> float | None:
        """Starting up, which takes the same three seconds for any stream, is left out."""
        if len(self.cpu) < 2 or self.cpu[-1][0] == self.cpu[0][0]:
            return None
        (first, start), (last, end) = self.cpu[0], self.cpu[-1]
        return round(1000 * (end - start) / (last - first), 3)


def posts_read(database: Path) -> int:
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=1) as connection:
            row = connection.execute("SELECT posts FROM signals_checkpoint WHERE name = 'queue'").fetchone()
    except sqlite3.Error:
        return 0
    return row[0] if row else 0


def mistyped(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _ in range(max(1, len(letters) // 40)):
        at = chance.randrange(max(1, len(letters) - 1))
        letters[at : at + 2] = reversed(letters[at : at + 2])
    return "".join(letters)


if __name__ == "__main__":
    main()
