"""What the media asked for and what came of it: requests with their decisions, and the log of coverage."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tabayyun.demo.register import phrases
from tabayyun.demo.register.agenda import Agenda
from tabayyun.demo.register.counts import Counts
from tabayyun.desk.mediadesk import operations as mediadesk
from tabayyun.desk.mediadesk.models import MediaRequest, Restriction
from tabayyun.desk.mediadesk.operations import Asked, Verdict
from tabayyun.kit.models import Role
from tabayyun.kit.sheets import operations as sheets
from tabayyun.kit.sheets import tables
from tabayyun.kit.sheets.writing import csv_bytes

HELD_BACK = 25
"""One request in so many is refused on a legal ground; one in twice as many is never answered."""
OUTLETS = ("إذاعة مولدة", "جريدة مولدة", "قناة مولدة", "وكالة مولدة", "موقع مولد")
KINDS = tuple(MediaRequest.Kind.values)


def plan(agenda: Agenda, counts: Counts) -> None:
    """Requests over the year, and a spreadsheet of coverage at the end of each quarter."""
    for place, moment in enumerate(agenda.days(counts.media_requests)):
        _plan_request(agenda, place, moment)
    quarters = [date(agenda.year, month, day) for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))]
    pieces = [f"{n}" for n in range(counts.media_coverages)]
    for quarter, last in enumerate(quarters):
        _plan_coverage(agenda, quarter, last, pieces[quarter::4])


def _plan_request(agenda: Agenda, place: int, moment: datetime) -> None:
    filed: list[MediaRequest] = []
    asked = Asked(
        kind=KINDS[place % len(KINDS)],
        asker="outlet",
        language="ar",
        subject=phrases.SUBJECTS[place % len(phrases.SUBJECTS)].format(
            town=agenda.chance.choice(phrases.TOWNS), street=agenda.chance.choice(phrases.STREETS)
        ),
        name="اسم مولد",
        email="journaliste@demo.example",
        outlet=OUTLETS[place % len(OUTLETS)],
    )
    agenda.at(moment, lambda now: filed.append(mediadesk.file_request(asked=asked, way="form", now=now)))
    if place % (2 * HELD_BACK) != 1:
        answered = moment + timedelta(hours=agenda.chance.uniform(1, 60))
        agenda.at(answered, lambda now: _decide(agenda, place, filed[0], now))


def _decide(agenda: Agenda, place: int, request: MediaRequest, now: datetime) -> None:
    verdict = Verdict("granted", "نستقبلكم في الموعد المقترح.")
    if place % HELD_BACK == 0:
        verdict = Verdict("refused", "يتعذر ذلك حاليا.", Restriction.objects.order_by("code")[0])
    mediadesk.decide(request=request, verdict=verdict, by=agenda.people[Role.PRESS], now=now)


def _plan_coverage(agenda: Agenda, quarter: int, last: date, pieces: list[str]) -> None:
    """Import the pieces of a quarter as a monitoring service sends them."""
    first = date(agenda.year, 3 * quarter + 1, 1)
    days = (last - first).days
    rows = [
        (
            first + timedelta(days=place * days // len(pieces)),
            OUTLETS[place % len(OUTLETS)],
            f"تغطية مولدة رقم {piece}",
            f"https://media.example/{agenda.year}/{piece}",
            agenda.chance.randrange(500, 90_000),
        )
        for place, piece in enumerate(pieces)
    ]

    def act(now: datetime) -> None:
        by = agenda.people[Role.PRESS]
        data = csv_bytes(["تاريخ النشر", "المنبر", "العنوان", "الرابط", "المشاهدات"], rows)
        table = tables.table("mediadesk.coverage")
        source = sheets.upload(table=table, name="coverage.csv", data=data, by=by, now=now)
        done = sheets.carry_out(source=source, by=by, now=now)
        if done.refused or done.created != len(rows):
            raise RuntimeError(f"coverage: {done.created} of {len(rows)} lines, {done.bad[:2]}")

    agenda.at(datetime.combine(last, time(19), timezone.get_default_timezone()), act)
