"""What a newsroom page costs: CPU from the cache and without it, and its weight on the wire.

    python bench/newsroom.py [--requests 2000]

Starts the real server on a free port with a home of its own, publishes a dozen statements, asks for
each page over kept-alive connections, and prints one JSON object. CPU is the server's own user and
system time divided by the requests, so the client on the same machine does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import brotli
import httpx

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "home": "/",
    "list": "/statements/",
    "statement": "/s/{reference}/",
    "statement fr": "/fr/s/{reference}/",
    "search": "/search/?q=الأبواب",
    "report": "/report/",
    "log": "/log/",
    "feed": "/feed.atom",
}
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')
PLAIN = {"Accept-Encoding": "identity"}
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tabayyun-bench-") as home:
        environment = {
            **os.environ,
            "TABAYYUN_HOME": home,
            "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings",
        }
        reference = _published(environment)
        cached = _measured(environment, reference, seconds=3_600, requests=given.requests)
        plain = _measured(environment, reference, seconds=0, requests=max(given.requests // 20, 20))
    result = {"machine": machine(), "requests_a_page": given.requests, "pages": {}}
    for name, (cpu, weight) in cached.items():
        result["pages"][name] = {"cpu_ms_cached": cpu, "cpu_ms_uncached": plain[name][0], **weight}
    print(json.dumps(result, ensure_ascii=False, indent=1))


def machine() -> dict[str, Any]:
    """Enough to judge the figures by."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "cpu": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }


def _published(environment: dict[str, str]) -> str:
    """A database with twelve statements; the reference of one that has two languages."""
    script = (ROOT / "bench" / "fixtures" / "newsroom_statements.py").as_posix()
    for command in (["-m", "django", "migrate", "-v", "0"], [script]):
        done = subprocess.run(
            [sys.executable, *command], env=environment, capture_output=True, text=True, check=True
        )
    return done.stdout.split()[-1]


def _measured(
    environment: dict[str, str], reference: str, *, seconds: int, requests: int
) -> dict[str, tuple[float, dict[str, int]]]:
    """Page → (CPU milliseconds a request, its weight)."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "asginl", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--no-access-log", "--log-level", "warning", "tabayyun.config.asgi:application"],
        env={**environment, "TABAYYUN_NEWSROOM_CACHE_SECONDS": str(seconds)},
    )  # fmt: skip
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Accept-Encoding": "br"}) as client:
            _wait(client)
            return {
                name: (_cpu_ms(client, server.pid, path.format(reference=reference), requests),
                       _weight(client, path.format(reference=reference)))
                for name, path in PAGES.items()
            }  # fmt: skip
    finally:
        server.terminate()
        server.wait(timeout=20)


def _cpu_ms(client: httpx.Client, pid: int, path: str, requests: int) -> float:
    client.get(path).raise_for_status()
    before = _cpu_seconds(pid)
    for _ in range(requests):
        client.get(path)
    return round((_cpu_seconds(pid) - before) / requests * 1_000, 3)


def _weight(client: httpx.Client, path: str) -> dict[str, int]:
    """Bytes of the page with its style sheet, script and icon, plain and compressed; without fonts."""
    page = client.get(path, headers=PLAIN)
    parts = [page.content]
    if page.headers["content-type"].startswith("text/html"):
        parts += [client.get(link, headers=PLAIN).content for link in set(ASSET.findall(page.text))]
    return {
        "bytes": sum(map(len, parts)),
        "bytes_br": sum(len(brotli.compress(part, quality=6)) for part in parts),
    }


def _cpu_seconds(pid: int) -> float:
    """User and system time of the server and its workers."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return sum(_ticks(int(one)) for one in [pid, *children]) / TICKS


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(client: httpx.Client) -> None:
    for _ in range(150):
        try:
            client.get("/robots.txt")
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server does not answer")


if __name__ == "__main__":
    main()
