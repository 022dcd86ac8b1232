"""Outreach by spreadsheet, as field services send it: directories first, then what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tabayyun.demo.register.agenda import Agenda
from tabayyun.demo.register.counts import Counts
from tabayyun.demo.register.filming import COMPANY, IN_THE_FIELD
from tabayyun.desk.outreach import operations as outreach
from tabayyun.desk.outreach.models import Province
from tabayyun.kit.models import Role
from tabayyun.kit.sheets import operations as sheets
from tabayyun.kit.sheets import tables
from tabayyun.kit.sheets.writing import csv_bytes

TOPICS = ("السلامة الطرقية", "المخدرات", "العنف المدرسي", "الجريمة الإلكترونية")
LEVELS = ("ابتدائي", "إعدادي", "تأهيلي")
ASSOCIATIONS = 900
AGE = (7, 14)
Row = Sequence[object]


def plan(agenda: Agenda, counts: Counts) -> None:
    """Directories in January, sessions after each campaign, everything else at the end of the year."""
    outreach.load_places()
    _import(agenda, date(agenda.year, 1, 3), "schools", ("الرقم", "اسم المؤسسة", "الإقليم"), _schools(counts))
    names = ("الرقم", "الاسم")
    _import(agenda, date(agenda.year, 1, 3), "associations", (*names, "جهة"), _associations())
    _import(
        agenda,
        date(agenda.year, 1, 3),
        "unions",
        names,
        _numbered("NQ", "هيئة نقابية مولدة رقم", counts.unions),
    )
    _import(
        agenda,
        date(agenda.year, 1, 3),
        "companies",
        names,
        _numbered("SH", COMPANY, counts.companies),
    )
    _plan_schools(agenda, counts)
    _plan_the_rest(agenda, counts)


def _plan_schools(agenda: Agenda, counts: Counts) -> None:
    head = ("تاريخ الحصة", "رمز المؤسسة", "السلك", "موضوع الحصة", "عدد التلاميذ", "القسم")
    year = agenda.year
    whole = _sessions(agenda, date(year - 1, 10, 4), 255, counts.schools, counts.pupils)
    _import(agenda, date(year, 7, 11), "school", head, whole)
    phase = _sessions(agenda, date(year, 10, 3), 85, counts.schools_first_phase, counts.pupils_first_phase)
    _import(agenda, date(year, 12, 30), "school", head, phase)


def _plan_the_rest(agenda: Agenda, counts: Counts) -> None:
    end = date(agenda.year, 12, 31)
    meeting = ("تاريخ اللقاء", "اسم الجمعية", "موضوع اللقاء", "عدد الحاضرين", "رقم الحصة", "جهة")
    _import(agenda, end, "meeting", meeting, _meetings(agenda, counts))
    union = ("تاريخ اللقاء", "اسم النقابة", "جهة")
    _import(agenda, end, "union", union, _receptions(agenda, "هيئة نقابية مولدة رقم", counts.unions))
    film = ("اليوم", "اسم الشركة", "جهة")
    _import(agenda, end, "film", film, _receptions(agenda, COMPANY, min(IN_THE_FIELD, counts.companies)))
    child = ("تاريخ الزيارة", "اسم الطفل", "سن الطفل", "تاريخ الإذن", "رقم الإذن", "جهة")
    _import(agenda, end, "child", child, _children(agenda, counts))


def _import(agenda: Agenda, day: date, table: str, head: Row, rows: Sequence[Row]) -> None:
    """Upload a spreadsheet and carry it out, as the pages do. Raises RuntimeError for a line that is bad."""

    def act(now: datetime) -> None:
        by = agenda.people[Role.PRESS]
        data = csv_bytes([str(name) for name in head], rows)  # type: ignore[arg-type]
        source = sheets.upload(
            table=tables.table(f"outreach.{table}"), name=f"{table}.csv", data=data, by=by, now=now
        )
        done = sheets.carry_out(source=source, by=by, now=now)
        if done.refused or done.created != len(rows):
            raise RuntimeError(f"{table}: {done.created} of {len(rows)} lines, {done.bad[:2]}")

    agenda.at(datetime.combine(day, time(18), timezone.get_default_timezone()), act)


def _schools(counts: Counts) -> list[Row]:
    provinces = list(Province.objects.order_by("code").values_list("code", flat=True))
    return [
        (_school(n), f"مؤسسة تعليمية مولدة رقم {n}", provinces[n % len(provinces)])
        for n in range(counts.schools)
    ]


def _associations() -> list[Row]:
    regions = _regions()
    return [(f"JM{n:04}", f"جمعية مولدة رقم {n}", regions[n % len(regions)]) for n in range(ASSOCIATIONS)]


def _numbered(prefix: str, name: str, count: int) -> list[Row]:
    return [(f"{prefix}{n:04}", f"{name} {n}") for n in range(count)]


def _sessions(agenda: Agenda, start: date, days: int, schools: int, pupils: int) -> list[Row]:
    chance = agenda.chance
    return [
        (
            start + timedelta(days=n % days),
            _school(n),
            LEVELS[n % len(LEVELS)],
            chance.choice(TOPICS),
            many,
            f"{n + 1}",
        )
        for n, many in enumerate(agenda.shares(pupils, schools))
    ]


def _meetings(agenda: Agenda, counts: Counts) -> list[Row]:
    chance, regions = agenda.chance, _regions()
    return [
        (
            date(agenda.year, 1, 3) + timedelta(days=n % 362),
            f"جمعية مولدة رقم {n % ASSOCIATIONS}",
            chance.choice(TOPICS),
            chance.randrange(4, 60),
            f"{n + 1}",
            regions[n % ASSOCIATIONS % len(regions)],
        )
        for n in range(counts.meetings)
    ]


def _receptions(agenda: Agenda, name: str, count: int) -> list[Row]:
    regions, step = _regions(), 350 // max(1, count)
    return [
        (
            date(agenda.year, 1, 10) + timedelta(days=n * step),
            f"{name} {n}",
            regions[n % len(regions)],
        )
        for n in range(count)
    ]


def _children(agenda: Agenda, counts: Counts) -> list[Row]:
    chance, regions = agenda.chance, _regions()
    visits = [
        date(agenda.year, 1, 20) + timedelta(days=n * (330 // counts.children))
        for n in range(counts.children)
    ]
    return [
        (
            day,
            "أ",
            chance.randrange(*AGE),
            day - timedelta(days=9),
            f"W-{agenda.year}-{n + 1}",
            regions[n % len(regions)],
        )
        for n, day in enumerate(visits)
    ]


def _school(number: int) -> str:
    return f"{number:05}Z"


def _regions() -> list[str]:
    codes = Province.objects.order_by("code").values_list("region__name_ar", flat=True)
    return list(dict.fromkeys(codes))
