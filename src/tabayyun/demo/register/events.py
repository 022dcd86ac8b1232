"""The magazine's issues of the year, and the Open Days: three editions in the past, one to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tabayyun.demo.register.agenda import Agenda
from tabayyun.demo.register.counts import Counts
from tabayyun.desk.magazine import operations as magazine
from tabayyun.desk.magazine import queries as magazines
from tabayyun.desk.opendays import operations as opendays
from tabayyun.desk.opendays.models import Edition
from tabayyun.desk.outreach.models import Region
from tabayyun.kit.models import Role

FIRST_NUMBER = 46
TOPICS = (
    ("الوقاية من المخدرات", "Prévenir les drogues"),
    ("السلامة الطرقية", "La sécurité routière"),
    ("إجراءات السفر عبر المنافذ", "Les formalités de voyage"),
)
BODY = "هذا مقال مولد لأغراض العرض، لا ينقل كلام أحد ولا يصف واقعة."
CITIES = (
    {"ar": "الدار البيضاء", "fr": "Casablanca"},
    {"ar": "مراكش", "fr": "Marrakech"},
    {"ar": "طنجة", "fr": "Tanger"},
    {"ar": "فاس", "fr": "Fès"},
)
MONTH, DAY, REGION = 5, 17, "MA-03"


def plan(agenda: Agenda, counts: Counts) -> None:
    """An issue each few months; the editions are entered at the end of the year."""
    for place in range(counts.magazine_issues):
        day = date(agenda.year, 12 * (2 * place + 1) // (2 * counts.magazine_issues) + 1, 20)
        agenda.at(_noon(day), lambda now, place=place: _publish(agenda, place, now))
    agenda.at(_noon(date(agenda.year, 12, 20)), lambda now: _announce(agenda, now))
    agenda.at(_noon(date(agenda.year + 1, MONTH, DAY + 5)), lambda now: _close(agenda, now))


def _publish(agenda: Agenda, place: int, now: datetime) -> None:
    writer, approver = agenda.people[Role.PRESS], agenda.people[Role.SPOKESPERSON]
    arabic, french = TOPICS[place % len(TOPICS)]
    begun = now - timedelta(days=9)
    issue = magazine.create_issue(
        number=FIRST_NUMBER + place,
        title={"ar": arabic, "fr": french},
        day=timezone.localdate(now).replace(day=1),
        by=writer,
        now=begun,
    )
    section = magazines.sections()[place % len(TOPICS)]
    text = magazine.add_article(issue=issue, section=section, lang="ar", title=arabic, by=writer, now=begun)
    text = magazine.edit(text=text, title=arabic, standfirst=arabic, body=BODY, by=writer, now=begun)
    text = magazine.submit(text=text, by=writer, now=begun)
    magazine.approve(text=text, by=approver, now=begun)
    issue = magazine.submit_issue(issue=issue, by=writer, now=begun)
    issue = magazine.approve_issue(issue=issue, by=approver, now=now)
    magazine.publish(issue=issue, by=approver, now=now)


def _announce(agenda: Agenda, now: datetime) -> None:
    """Of the old editions nothing but the city is known; the coming one has its days."""
    writer = agenda.people[Role.PRESS]
    days = [None] * (len(CITIES) - 1) + [date(agenda.year + 1, MONTH, DAY)]
    for number, (city, day) in enumerate(zip(CITIES, days, strict=True), 1):
        edition = opendays.create(
            number=number,
            city=city,
            venue={},
            intro={},
            first_day=day,
            last_day=day and day + timedelta(days=4),
            region=Region.objects.get(code=REGION) if day else None,
            by=writer,
            now=now,
        )
        if day is None:
            opendays.close(edition=edition, by=writer, now=now)


def _close(agenda: Agenda, now: datetime) -> None:
    edition = Edition.objects.get(number=len(CITIES))
    opendays.close(edition=edition, by=agenda.people[Role.PRESS], now=now)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_default_timezone())
