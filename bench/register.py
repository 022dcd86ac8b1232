"""What the reference register costs: a year through the public operations, and the report on it.

    python bench/register.py [--share 1.0]

Loads the year into a database of its own, computes every figure with its rows, and writes the chapter
as PDF. CPU seconds, user and system, of this process; one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
YEAR = 2022


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the year's counts")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tabayyun-bench-") as home:
        os.environ |= {"TABAYYUN_HOME": home, "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings"}
        import django

        django.setup()
        from bench.newsroom import machine

        print(json.dumps({"machine": machine(), **_measured(given.share)}, ensure_ascii=False, indent=1))


def _measured(share: float) -> dict[str, Any]:
    from datetime import UTC, datetime

    from django.core.management import call_command

    from tabayyun.demo import register, seed
    from tabayyun.demo.register.counts import Counts
    from tabayyun.desk.report import documents, queries
    from tabayyun.desk.report.models import Chapter

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    seed.settle(now)
    spent: dict[str, Any] = {}
    counts = Counts() if share == 1 else Counts().scaled(share)
    loaded = _timed(spent, "year, loaded", lambda: register.load(YEAR, counts=counts))
    chapter = Chapter.objects.select_related("report").get(number=6)
    live = _timed(spent, "figures with their rows", lambda: queries.live_figures(chapter))
    _timed(spent, "what changed since", lambda: queries.changes(chapter))
    made = _timed(spent, "chapter, read", lambda: documents.printed(chapter, "ar", now))
    _timed(spent, "chapter as PDF", lambda: documents.pdf([made]))
    _timed(spent, "press kit", lambda: documents.press_kit(made))
    return {
        "events": loaded.events,
        "figures": len(live),
        "rows": sum(stated.rows for stated in live.values()),
        "cpu_seconds": spent,
    }


def _timed(spent: dict[str, Any], name: str, act: Callable[[], Any]) -> Any:
    began = time.process_time()
    result = act()
    spent[name] = round(time.process_time() - began, 2)
    return result


if __name__ == "__main__":
    main()
