"""Contents that spread, were detected, examined, and answered: through collection, engine, case and press."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tabayyun.demo.register import phrases
from tabayyun.demo.register.agenda import Agenda
from tabayyun.demo.register.counts import Counts
from tabayyun.desk.cases import operations as cases
from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise import operations as expertise
from tabayyun.desk.press import operations as press
from tabayyun.desk.press.models import Statement
from tabayyun.desk.signals import operations as signals
from tabayyun.desk.signals.models import Content
from tabayyun.desk.watch import operations as watch
from tabayyun.desk.watch.models import Source
from tabayyun.kit.models import Role
from tabayyun.plugins.sources.base import Batch, RawPost

SLOWEST_MONTH, FASTEST_MONTH = 4.3, 2.3
"""Mean hours from detection to disclosure in January and in December: the desk gets faster."""
TOGETHER = 7
"""Contents come in waves, on one day in so many, collected at once: the engine restarts for each such day."""
UNUSUAL = 20
"""After so many cases one takes most of a day."""
Kind = Statement.Kind
CLOSED, OPEN = "closed", "open"


@dataclass
class Course:
    """One content on its way. ``kind`` is what tells the public, or CLOSED, or OPEN."""

    number: int
    text: str
    detected_at: datetime
    wait: timedelta
    kind: str
    finding: tuple[str, str]
    violent: bool
    case: Case | None = field(default=None)


def plan(agenda: Agenda, counts: Counts) -> None:
    """Put every content and what becomes of it into ``agenda``."""
    source = watch.add_source(
        slug="register",
        name="سجل مولد",
        plugin="file",
        options={"path": "register.ndjson"},
        by=agenda.people[Role.ADMIN],
        now=next(agenda.days(1)) - timedelta(days=1),
    )
    watch.pause(source=source, by=agenda.people[Role.ADMIN], now=next(agenda.days(1)) - timedelta(days=1))
    waves: dict[datetime, list[Course]] = {}
    for course in _courses(agenda, counts):
        waves.setdefault(course.detected_at, []).append(course)
        _plan(agenda, course)
    for moment, courses in waves.items():
        agenda.at(moment, lambda now, courses=courses: _detect(source, courses, now, agenda))


def told_by(counts: Counts) -> dict[str, int]:
    """How many violent contents are answered by each kind of statement."""
    truths = min(counts.statements_of_truth, counts.violent_contents)
    rest = counts.violent_contents - truths
    told: dict[str, int] = {Kind.DENIAL: rest // 5, Kind.COMMUNIQUE: min(rest // 6, counts.communiques)}
    return {Kind.TRUTH: truths, **told, Kind.PRESS_ITEM: rest - sum(told.values())}


def _courses(agenda: Agenda, counts: Counts) -> list[Course]:
    chance = agenda.chance
    kinds: list[str] = [kind for kind, many in told_by(counts).items() for _each in range(many)]
    chance.shuffle(kinds)
    others = _others(counts.other_cases)
    moments = [_together(moment) for moment in agenda.days(len(kinds) + len(others))]
    chance.shuffle(others)
    picked = set(chance.sample(range(len(moments)), len(others)))
    violent, other = iter(kinds), iter(others)
    return [
        _course(agenda, place, moment, next(other) if place in picked else next(violent), place not in picked)
        for place, moment in enumerate(moments)
    ]


def _together(moment: datetime) -> datetime:
    """The hour at which the wave of that day is collected."""
    day = moment - timedelta(days=(moment.timetuple().tm_yday - 1) % TOGETHER)
    return day.replace(hour=9, minute=0, microsecond=0)


def _others(count: int) -> list[str]:
    """What becomes of contents that are not violent: most are denied, some closed, a few stay open."""
    closed, still_open = count * 3 // 10, count // 10
    return [Kind.DENIAL] * (count - closed - still_open) + [CLOSED] * closed + [OPEN] * still_open


def _course(agenda: Agenda, place: int, moment: datetime, kind: str, violent: bool) -> Course:
    chance, texts = agenda.chance, phrases.VIOLENT if violent else phrases.RUMOURS
    text = texts[place % len(texts)].format(
        town=chance.choice(phrases.TOWNS), street=chance.choice(phrases.STREETS)
    )
    mean = SLOWEST_MONTH + (FASTEST_MONTH - SLOWEST_MONTH) * (moment.month - 1) / 11
    hours = chance.gammavariate(6, mean / 6) if place % UNUSUAL else chance.uniform(6, 9)
    return Course(
        number=place,
        text=text,
        detected_at=moment,
        wait=timedelta(hours=max(0.4, hours)),
        kind=kind,
        finding=phrases.FINDINGS[place % len(phrases.FINDINGS)],
        violent=violent,
    )


def _plan(agenda: Agenda, course: Course) -> None:
    people, at = agenda.people, course.detected_at
    agenda.at(at + course.wait * 0.1, lambda now: _open(course, now, agenda))
    agenda.at(at + course.wait * 0.4, lambda now: _examine(course, now, agenda))
    if course.kind == CLOSED:
        reason = "خلاف شخصي لا يهم العموم"
        agenda.at(
            at + course.wait,
            lambda now: cases.close(case=_case(course), reason=reason, by=people[Role.EXPERT], now=now),
        )
    elif course.kind != OPEN:
        agenda.at(at + course.wait * 0.6, lambda now: _decide(course, now, agenda))
        agenda.at(at + course.wait, lambda now: _tell(course, now, agenda))


def _detect(source: Source, courses: list[Course], now: datetime, agenda: Agenda) -> None:
    """The posts and their copies were published before; they are collected now, and the engine reads them."""
    posts = [post for course in courses for post in _posts(course, now, agenda)]
    watch.collect(source=source, batch=Batch(posts), now=now)
    signals.pump(now=now)


def _posts(course: Course, now: datetime, agenda: Agenda) -> list[RawPost]:
    return [
        RawPost(
            id=f"{course.number}-{copy}",
            text=course.text if not copy else f"{course.text} {'!' * copy}",
            created_at=now - timedelta(minutes=agenda.chance.randrange(5, 90)),
            lang="ar",
            shares=agenda.chance.randrange(400),
        )
        for copy in range(1 + course.number % 3)
    ]


def _open(course: Course, now: datetime, agenda: Agenda) -> None:
    content = Content.objects.get(copy_set__post__external_id=f"{course.number}-0")
    course.case = cases.open_case(content=content, title="", by=agenda.people[Role.OFFICER], now=now)


def _examine(course: Course, now: datetime, agenda: Agenda) -> None:
    method, finding = course.finding
    expertise.record(
        content=_case(course).content,
        method=method,
        finding={"ar": finding},
        confidence="high",
        by=agenda.people[Role.EXPERT],
        now=now,
    )


def _decide(course: Course, now: datetime, agenda: Agenda) -> None:
    cases.decide(
        case=_case(course), verdict="false", grounds=course.finding[1], by=agenda.people[Role.EXPERT], now=now
    )


def _tell(course: Course, now: datetime, agenda: Agenda) -> None:
    """Write, have approved and publish; the minutes before are the writing."""
    people, case = agenda.people, _case(course)
    statement = press.create(
        kind=course.kind,
        topic="security",
        langs=["ar"],
        case=case,
        by=people[Role.PRESS],
        now=now - timedelta(minutes=9),
    )
    text = statement.texts.get()
    if course.kind in {Kind.COMMUNIQUE, Kind.PRESS_ITEM}:
        body = f"{course.finding[1]}\n\nهذا نص مولد لأغراض العرض ولا يصف واقعة حقيقية."
        text = press.edit(
            text=text,
            title=f"توضيح بشأن محتوى متداول ({case.reference})",
            body=body,
            checked=[],
            by=people[Role.PRESS],
            now=now,
        )
    press.submit(text=text, by=people[Role.PRESS], now=now - timedelta(minutes=5))
    press.approve(text=text, by=people[Role.SPOKESPERSON], now=now - timedelta(minutes=2))
    press.publish(text=text, by=people[Role.SPOKESPERSON], now=now)


def _case(course: Course) -> Case:
    assert course.case is not None  # noqa: S101  (the agenda opens it first)
    return course.case
