"""What the director sees at a glance: how every room stands, as of one moment.

Every number is a figure of the report over days that end today, so that it is counted once, in one
place, and leads to exactly the rows that it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from tabayyun.desk.audience import queries as audience
from tabayyun.desk.cases import queries as cases
from tabayyun.desk.mediadesk import queries as mediadesk
from tabayyun.desk.mediadesk.models import MediaRequest
from tabayyun.desk.outreach import queries as outreach
from tabayyun.desk.report.figures import REGISTER, Figure, Period
from tabayyun.kit.charts import Point, Share, shares
from tabayyun.kit.models import User

LATELY = timedelta(days=365)
MOST_LATE = 10
CLOCK = (
    *("time_to_disclosure_median", "time_to_disclosure_p90", "time_to_disclosure_mean"),
    *("cases_disclosed", "cases_open", "cases_closed"),
)
MEDIA = (
    *("media_requests", "media_requests_answered", "media_requests_waiting"),
    *("media_first_answer_median", "media_first_answer_p90", "media_coverages"),
)
WITHIN: Mapping[int, str] = {2: "cases_disclosed_soon", 5: "cases_disclosed_in_time"}
"""Hours → the figure that counts the cases disclosed by then."""
DELIVERIES = ("deliveries_sent", "deliveries_queued", "deliveries_failed")
COMPARED = (
    *("violent_contents", "cases_disclosed", "statements_of_truth", "communiques", "press_items"),
    *("media_requests", "media_coverages", "civil_society_meetings", "child_visits", "magazine_issues"),
)
"""The figures of this year against last."""


@dataclass(frozen=True, slots=True)
class Late:
    """Something whose deadline has passed, and who has it."""

    reference: str
    url: str
    subject: str
    due_at: datetime
    assignee: User | None


@dataclass(frozen=True, slots=True)
class Number:
    """One figure, or its part of one group, and where the rows are that it counts."""

    figure: Figure
    value: float | None
    url: str

    @property
    def duration(self) -> timedelta | None:
        """The value of a figure in hours."""
        return self.figure.duration


@dataclass(frozen=True, slots=True)
class Told:
    """The ``share`` (0–1) of all cases that the public was told of within ``hours``; open ones count."""

    hours: int
    share: float
    number: Number


@dataclass(frozen=True, slots=True)
class Channel:
    """What went out on a channel since the year began, what waits, and what failed for good."""

    channel: str
    sent: Number
    queued: Number
    failed: Number


@dataclass(frozen=True, slots=True)
class Against:
    """One figure of this year until today, beside the same days of last year: None without records."""

    now: Number
    before: Number | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The whole page."""

    clock: dict[str, Number]
    within: list[Told]
    media: dict[str, Number]
    late: list[Late]
    late_cases: int
    late_requests: int
    channels: list[Channel]
    regions: list[Share]
    follows: audience.Follows
    followers: list[Share]
    against: list[Against]


def dashboard(now: datetime) -> Dashboard:
    """How every room stands at ``now``; the number of queries does not depend on the number of rows."""
    today = timezone.localdate(now)
    lately, year = Period(today - LATELY, today), Period(today.replace(month=1, day=1), today)
    late_cases, late_requests = cases.cases(now=now, which="late"), mediadesk.requests(now=now, which="late")
    follows = audience.follows_on(year.end)
    return Dashboard(
        clock={key: _number(REGISTER[key].over(lately)) for key in CLOCK},
        within=_within(now, lately),
        media={key: _number(REGISTER[key].over(year)) for key in MEDIA},
        late=_late(late_cases[:MOST_LATE], late_requests[:MOST_LATE]),
        late_cases=late_cases.count(),
        late_requests=late_requests.count(),
        channels=_channels(year),
        regions=_regions(REGISTER["outreach_activities"].over(year)),
        follows=follows,
        followers=_followers(follows),
        against=[_against(REGISTER[key].over(year)) for key in COMPARED],
    )


def address(figure: Figure, only: str = "") -> str:
    """The page with the rows that ``figure`` counts, all or those of one group."""
    period = {"from": figure.period.start.isoformat(), "to": figure.period.end.isoformat()}
    asked = urlencode({**period, "only": only} if only else period)
    return f"{reverse('report:rows', args=[figure.key])}?{asked}"


def _number(figure: Figure) -> Number:
    return Number(figure, figure.value, address(figure))


def _within(now: datetime, lately: Period) -> list[Told]:
    told = cases.figures(now, since=lately.bounds[0]).within
    return [
        Told(hours, told[hours], _number(REGISTER[key].over(lately))) for hours, key in WITHIN.items() if told
    ]


def _against(figure: Figure) -> Against:
    return Against(_number(figure), _number(figure.before) if figure.before else None)


def _late(late_cases: Iterable[Any], requests: Iterable[MediaRequest]) -> list[Late]:
    """The longest overdue first; each case carries ``next_due``."""
    found = [
        Late(
            case.reference,
            reverse("cases:case", args=[case.reference]),
            case.title,
            case.next_due,
            case.assignee,
        )
        for case in late_cases
    ]
    for each in requests:
        url = reverse("mediadesk:request", args=[each.reference])
        found.append(Late(each.reference, url, each.subject, each.due_at, each.assignee))
    return sorted(found, key=lambda late: late.due_at)[:MOST_LATE]


def _parts(figure: Figure) -> dict[str, Number]:
    """Group → its part of ``figure``, in the order of the groups."""
    rows = figure.rows
    if rows is None:
        return {}
    counts = rows.within(figure.period).order_by(rows.group).values_list(rows.group).annotate(n=Count("pk"))
    return {group: Number(figure, many, address(figure, group)) for group, many in counts}


def _channels(year: Period) -> list[Channel]:
    figures = [REGISTER[key].over(year) for key in DELIVERIES]
    states = [_parts(figure) for figure in figures]
    names = sorted(set().union(*states))
    return [
        Channel(
            name,
            *(
                parts.get(name, Number(figure, 0, address(figure, name)))
                for figure, parts in zip(figures, states, strict=True)
            ),
        )
        for name in names
    ]


def _regions(figure: Figure) -> list[Share]:
    """The activities of the year in each region where there were any, most first."""
    names = {region.code: region.local_name for region in outreach.regions()}
    parts = sorted(_parts(figure).items(), key=lambda part: -(part[1].value or 0))
    return shares(Point("", names[code], int(part.value or 0), part.url) for code, part in parts)


def _followers(follows: audience.Follows) -> list[Share]:
    """One bar an account, the most followed first; what was never measured is named beside the total."""
    measured = [one for one in follows.standings if one.value is not None]
    ordered = sorted(measured, key=lambda one: -(one.value or 0))
    return shares(
        Point("", str(one.account), one.value or 0, reverse("audience:account", args=[one.account.pk]))
        for one in ordered
    )
