"""A season of outreach for the demonstration: directories, spreadsheets with bad lines, records by hand.

Everything is invented, and goes through the imports and operations a user would use.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tabayyun.desk.outreach import operations
from tabayyun.desk.outreach.models import Association, Kind, Province, School, Union
from tabayyun.desk.outreach.operations.importing import ACTIVITIES, DIRECTORIES
from tabayyun.kit.models import User
from tabayyun.kit.sheets import operations as sheets
from tabayyun.kit.sheets.tables import Table
from tabayyun.kit.sheets.writing import xlsx_bytes

Rows = list[Sequence[Any]]
SCHOOLS, ASSOCIATIONS, SESSIONS, MEETINGS = 150, 36, 420, 130
BAD_EVERY = 90
SCHOOL_NAMES = ["الأطلس", "النخيل", "المسيرة", "ابن بطوطة", "الياسمين", "الأمل", "الفارابي", "المستقبل"]
STAGES = [
    ("مدرسة", "École", "الابتدائي"),
    ("إعدادية", "Collège", "الإعدادي"),
    ("ثانوية", "Lycée", "التأهيلي"),
]
CAUSES = [
    "السلامة الطرقية",
    "حماية الطفولة",
    "التنمية والمواطنة",
    "محاربة الإدمان",
    "المرأة والأسرة",
    "الحي النظيف",
]
TOPICS = ["السلامة الطرقية", "المخدرات", "العنف المدرسي", "الجرائم الإلكترونية", "المواطنة"]
UNIONS = ["نقابة مهنيي النقل", "نقابة التعليم", "نقابة تجار القرب", "نقابة سائقي سيارات الأجرة"]
COMPANIES = ["Atlas Images", "Films de la Médina", "Studio Oasis"]


def load(by: User, now: datetime) -> None:
    """Load directories and about two school years of activities that end at ``now``."""
    operations.load_places()
    chance = random.Random(2022)  # noqa: S311  (the same season every time)
    today = timezone.localdate(now)
    provinces = list(Province.objects.order_by("code"))
    _import(DIRECTORIES["schools"].table, "المؤسسات.xlsx", _schools(provinces), by, now)
    _import(DIRECTORIES["associations"].table, "الجمعيات.xlsx", _associations(provinces), by, now)
    heads: Sequence[Any] = ("الرمز", "الاسم بالعربية")
    unions: Rows = [(f"UN-{n}", name) for n, name in enumerate(UNIONS, 1)]
    _import(DIRECTORIES["unions"].table, "الهيئات النقابية.xlsx", [heads, *unions], by, now)
    heads = ("الرمز", "الاسم بالفرنسية")
    companies: Rows = [(f"CO-{n}", name) for n, name in enumerate(COMPANIES, 1)]
    _import(DIRECTORIES["companies"].table, "شركات الإنتاج.xlsx", [heads, *companies], by, now)
    _import(ACTIVITIES[Kind.SCHOOL], "الحصص التحسيسية.xlsx", _sessions(chance, today), by, now)
    _import(ACTIVITIES[Kind.MEETING], "اللقاءات مع الجمعيات.xlsx", _meetings(chance, today), by, now)
    _by_hand(provinces, today, by, now)


def _import(table: Table, name: str, rows: Rows, by: User, now: datetime) -> None:
    data = xlsx_bytes([str(head) for head in rows[0]], rows[1:])
    source = sheets.upload(table=table, name=name, data=data, by=by, now=now)
    sheets.choose_columns(source=source, columns=source.columns)
    sheets.carry_out(source=source, by=by, now=now)


def _schools(provinces: list[Province]) -> Rows:
    rows: Rows = [("الرمز", "الاسم بالعربية", "الاسم بالفرنسية", "الإقليم أو العمالة")]
    for n in range(SCHOOLS):
        arabic, french, _level = STAGES[n % 3]
        name, province = SCHOOL_NAMES[n % len(SCHOOL_NAMES)], provinces[n % len(provinces)]
        rows.append((f"E{n:04}", f"{arabic} {name} {n}", f"{french} n° {n}", province.name_ar))
    return rows


def _associations(provinces: list[Province]) -> Rows:
    rows: Rows = [("الرمز", "اسم الجمعية", "الجهة")]
    for n in range(ASSOCIATIONS):
        province = provinces[n * 2 % len(provinces)]
        rows.append(
            (f"AS-{n:03}", f"جمعية {CAUSES[n % len(CAUSES)]} ب{province.name_ar}", province.region.name_ar)
        )
    return rows


def _sessions(chance: random.Random, today: date) -> Rows:
    """School days only: none in July and August, and a few lines as they go wrong in life."""
    rows: Rows = [("المؤسسة", "تاريخ الحصة", "المستوى", "موضوع الحصة", "عدد التلاميذ", "القسم")]
    codes = list(School.objects.order_by("code").values_list("code", flat=True))
    for n in range(SESSIONS):
        place = chance.randrange(len(codes))
        day = _school_day(today - timedelta(days=chance.randrange(700)))
        pupils = chance.randrange(18, 160) if n % BAD_EVERY else "غير محدد"
        rows.append((codes[place], day, STAGES[place % 3][2], chance.choice(TOPICS), pupils, f"{n}"))
    return rows


def _school_day(day: date) -> date:
    return day - timedelta(days=75) if day.month in (7, 8) else day


def _meetings(chance: random.Random, today: date) -> Rows:
    rows: Rows = [("التاريخ", "اسم الجمعية", "الجهة", "موضوع اللقاء", "عدد الحاضرين", "رقم الحصة")]
    known = list(Association.objects.order_by("code").select_related("region"))
    for n in range(MEETINGS):
        one = chance.choice(known)
        day = today - timedelta(days=chance.randrange(700))
        rows.append(
            (day, one.code, one.region.name_ar, chance.choice(TOPICS), chance.randrange(4, 40), f"{n}")
        )
    rows.append((today, "جمعية غير مسجلة", "الشرق", "المواطنة", 8, "x"))
    return rows


def _by_hand(provinces: list[Province], today: date, by: User, now: datetime) -> None:
    fez = next(province for province in provinces if province.code == "MA-FES")
    for n, union in enumerate(Union.objects.order_by("code")):
        operations.record(
            kind=Kind.UNION, held_on=today - timedelta(days=20 + 45 * n), union_id=union.pk,
            province_id=fez.pk, topic="work", participants=5 + n, by=by, now=now,
        )  # fmt: skip
    operations.record(
        kind=Kind.CHILD, held_on=today - timedelta(days=9), province_id=fez.pk, child_name="س. ر.",
        child_age=8, consent_on=today - timedelta(days=15), consent_reference="إذن 41", by=by, now=now,
    )  # fmt: skip
