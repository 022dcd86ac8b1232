"""What an import costs: 11,021 meetings and as many school sessions, from the file to the rows, and back.

    python bench/imports.py [--rows 11021]

Makes the files (XLSX and CSV, Arabic headings, names spelled in several ways, one line in fifty bad),
uploads, checks, imports, imports again and undoes, in a database of its own. CPU seconds, user and
system, of this process; one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SCHOOLS, ASSOCIATIONS = 7_682, 900
DAY = date(2022, 1, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=11_021)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tabayyun-bench-") as home:
        os.environ |= {"TABAYYUN_HOME": home, "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings"}
        import django

        django.setup()
        from bench.newsroom import machine

        result: dict[str, Any] = {"machine": machine(), "rows": given.rows}
        for kind, rows in _prepared(given.rows).items():
            for ending in ("csv", "xlsx"):
                result[f"{kind} {ending}"] = _measured(kind, rows, ending)
    print(json.dumps(result, ensure_ascii=False, indent=1))


def _prepared(count: int) -> dict[str, list[Sequence[Any]]]:
    from django.core.management import call_command

    from tabayyun.desk.outreach import operations
    from tabayyun.desk.outreach.models import Association, Province, School
    from tabayyun.kit.models import Role, User

    call_command("migrate", verbosity=0)
    operations.load_places()
    User.objects.create(username="field", role=Role.OFFICER)
    provinces = list(Province.objects.all())
    School.objects.bulk_create(
        School(code=f"{n:05}A", name_ar=f"مدرسة رقم {n}", province=provinces[n % 75]) for n in range(SCHOOLS)
    )
    Association.objects.bulk_create(
        Association(code=f"AS{n}", name_ar=f"جمعية رقم {n}", region=provinces[n % 75].region)
        for n in range(ASSOCIATIONS)
    )
    chance = random.Random(7)
    return {
        "meeting": [("التاريخ", "الجمعية", "الجهة", "الموضوع", "عدد المشاركين", "المجموعة")]
        + [_meeting(n, provinces[n % ASSOCIATIONS % 75].region.name_ar, chance) for n in range(count)],
        "school": [("تاريخ الحصة", "المؤسسة", "المستوى", "موضوع الحصة", "عدد التلاميذ", "القسم")]
        + [_session(n, chance) for n in range(count)],
    }


def _meeting(n: int, region: str, chance: random.Random) -> Sequence[Any]:
    name = f"{chance.choice(['جمعية', 'جمعيّة', ' جمعية '])} رقم {n % ASSOCIATIONS}"
    return _day(n), name, region, chance.choice(["السلامة الطرقية", "المخدرات"]), n % 60 + 1, f"لقاء {n}"


def _session(n: int, chance: random.Random) -> Sequence[Any]:
    pupils = "؟" if n % 50 == 0 else chance.choice([n % 300, f"{n % 300}"])
    return (
        _day(n),
        f"{n % SCHOOLS:05}A",
        chance.choice(["ابتدائي", "إعدادي"]),
        "العنف المدرسي",
        pupils,
        f"{n}",
    )


def _day(n: int) -> date | str:
    day = DAY + timedelta(days=n % 350)
    return day.strftime("%d/%m/%Y") if n % 3 else day


def _measured(kind: str, rows: list[Sequence[Any]], ending: str) -> dict[str, Any]:
    from django.utils import timezone

    from tabayyun.desk.outreach.models import Activity
    from tabayyun.kit.models import User
    from tabayyun.kit.sheets import operations, tables
    from tabayyun.kit.sheets.writing import csv_bytes, xlsx_bytes

    by, now = User.objects.get(), timezone.now()
    data = (csv_bytes if ending == "csv" else xlsx_bytes)(rows[0], rows[1:])
    table = tables.table(f"outreach.{kind}")
    common = {"by": by, "now": now}
    spent: dict[str, Any] = {"bytes": len(data)}
    source = _timed(spent, "upload", lambda: operations.upload(table=table, name=ending, data=data, **common))
    operations.choose_columns(source=source, columns=source.columns)
    _timed(spent, "preview", lambda: operations.checked_of(source))
    _timed(spent, "import", lambda: operations.carry_out(source=source, **common))
    spent["rows kept"], spent["refused"] = Activity.objects.count(), source.refused
    again = operations.upload(table=table, name=ending, data=data, **common)
    _timed(spent, "import again", lambda: operations.carry_out(source=again, **common))
    assert (again.created, again.changed) == (0, 0)
    _timed(spent, "undo", lambda: operations.undo(source=source, **common))
    assert not Activity.objects.exists()
    spent["upload, preview and import"] = round(
        sum(spent[f"{n} cpu s"] for n in ("upload", "preview", "import")), 2
    )
    return spent


def _timed(spent: dict[str, Any], name: str, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    done = work()
    spent[f"{name} cpu s"] = round(time.process_time() - start, 2)
    return done


if __name__ == "__main__":
    main()
