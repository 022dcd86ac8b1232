"""What the magazine and the accounts cost: pictures taken in, an issue laid out, years of readings shown.

    python bench/magazine.py [--articles 12] [--years 3]

In a database of its own. CPU seconds, user and system, of this process; one JSON object.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PARAGRAPH = "تقطع سيارة تسير بسرعة خمسين كيلومترا في الساعة نحو أربعة عشر مترا في الثانية الواحدة. " * 5
ACCOUNTS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--years", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tabayyun-bench-") as home:
        os.environ |= {"TABAYYUN_HOME": home, "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings"}
        import django

        django.setup()
        from bench.newsroom import machine
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        result = {"bench": "magazine", "machine": machine()}
        result |= {"issue": issue(given.articles), "accounts": accounts(given.years)}
    print(json.dumps(result, ensure_ascii=False))


def issue(articles: int) -> dict[str, Any]:
    from tabayyun.desk.magazine import operations, queries
    from tabayyun.kit.models import Role, User

    press, approver = (
        User.objects.create(username=role, role=role) for role in (Role.PRESS, Role.SPOKESPERSON)
    )
    made = operations.create_issue(number=1, title={"ar": "عدد"}, day=date(2026, 11, 1), by=press, now=NOW)
    section = queries.sections()[0]
    taking: list[float] = []
    for n in range(articles):
        text = operations.add_article(
            issue=made, section=section, lang="ar", title=f"مقال {n}", by=press, now=NOW
        )
        body = "\n\n".join([PARAGRAPH] * 8)
        text = operations.edit(
            text=text, title=f"مقال {n}", standfirst="مقدمة.", body=body, by=press, now=NOW
        )
        for _ in range(2):
            described: dict[str, Any] = {"credit": "المديرية", "alt": "صورة", "by": press, "now": NOW}
            described |= {"text": text, "data": photograph(4_000, 3_000, len(taking))}
            taking.append(cpu(lambda given=described: operations.add_picture(**given)))
        operations.approve(text=operations.submit(text=text, by=press, now=NOW), by=approver, now=NOW)
    seconds = cpu(lambda: operations.laid_out(issue=made, lang="ar", now=NOW))
    pdf = operations.laid_out(issue=made, lang="ar", now=NOW)
    return {
        "articles": articles,
        "pictures": len(taking),
        "picture_12_mpx_seconds": round(sorted(taking)[len(taking) // 2], 3),
        "layout_seconds": round(seconds, 2),
        "pdf_mb": round(len(pdf) / 1e6, 1),
    }


def accounts(years: int) -> dict[str, Any]:
    from tabayyun.desk.audience import operations, queries
    from tabayyun.desk.audience.models import Account, Reading
    from tabayyun.desk.audience.operations.importing import key_of
    from tabayyun.kit.models import Role, User
    from tabayyun.kit.sheets import operations as sheets
    from tabayyun.kit.sheets import tables

    press = User.objects.get(role=Role.PRESS)
    days = [NOW.date() - timedelta(days=n) for n in range(365 * years)]
    lines = [f"{day.isoformat()},{400_000 - n},{n % 5},{n * 7}" for n, day in enumerate(days)]
    export = "\n".join(["Date,Followers,Posts,Views", *lines]).encode()
    importing: list[float] = []
    for n in range(ACCOUNTS):
        account = operations.add_account(platform="other", handle=f"a{n}", name=f"a{n}", by=press, now=NOW)
        table = tables.table(key_of(account))

        def taken(about: tables.Table = table) -> None:
            source = sheets.upload(table=about, name="export.csv", data=export, by=press, now=NOW)
            sheets.carry_out(source=source, by=press, now=NOW)

        importing.append(cpu(taken))
    first, last = date(2026, 1, 1), NOW.date()
    every = list(Account.objects.all())
    return {
        "readings": Reading.objects.count(),
        "import_seconds": round(min(importing), 2),
        "list_seconds": round(cpu(lambda: queries.account_rows(first, last, NOW)), 3),
        "months_seconds": round(cpu(lambda: queries.monthly("views", first, last, every)), 3),
    }


def photograph(width: int, height: int, seed: int) -> bytes:
    from PIL import Image

    chance = random.Random(seed)
    small = Image.new("RGB", (width // 40, height // 40))
    small.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(small.width * small.height)])
    out = io.BytesIO()
    small.resize((width, height), Image.Resampling.BICUBIC).save(out, "JPEG", quality=92)
    return out.getvalue()


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
