"""What the director sees at a glance: how every room stands, from its own figures, as of one moment.

Nothing is computed here that a room does not compute for its own page; this year against last are the
figures of the report, over the days of the year until now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from tabayyun.desk.audience import queries as audience
from tabayyun.desk.cases import queries as cases
from tabayyun.desk.mediadesk import queries as mediadesk
from tabayyun.desk.mediadesk.models import MediaRequest
from tabayyun.desk.outreach import queries as outreach
from tabayyun.desk.press.models import Publication
from tabayyun.desk.report.figures import REGISTER, Figure, Period
from tabayyun.kit.charts import Point, Share, shares
from tabayyun.kit.models import User

MOMENT = timedelta(microseconds=1)
MOST_LATE = 10
COMPARED: Mapping[str, str] = {
    "violent_contents": "cases:list",
    "cases_disclosed": "cases:list",
    "statements_of_truth": "press:list",
    "communiques": "press:list",
    "press_items": "press:list",
    "media_requests": "mediadesk:list",
    "media_coverages": "mediadesk:coverage",
    "civil_society_meetings": "outreach:list",
    "child_visits": "outreach:list",
    "magazine_issues": "magazine:list",
}
"""The figures of this year against last, and the page that shows what each counts."""


@dataclass(frozen=True, slots=True)
class Late:
    """Something whose deadline has passed, and who has it."""

    reference: str
    url: str
    subject: str
    due_at: datetime
    assignee: User | None


@dataclass(frozen=True, slots=True)
class Channel:
    """What went out on a channel since the year began, what waits, and what failed for good."""

    channel: str
    sent: int
    queued: int
    failed: int


@dataclass(frozen=True, slots=True)
class Against:
    """One figure of this year until today, beside the same days of last year."""

    figure: Figure
    url: str

    @property
    def before(self) -> float | None:
        """None when there are no records from then."""
        return self.figure.before.value if self.figure.before else None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The whole page."""

    clock: cases.Figures
    media: mediadesk.Figures
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
    year = _until(now)
    late_cases, late_requests = cases.cases(now=now, which="late"), mediadesk.requests(now=now, which="late")
    follows = audience.follows_on(year.end)
    return Dashboard(
        clock=cases.figures(now),
        media=mediadesk.figures(year.bounds[0], now + MOMENT),
        late=_late(late_cases[:MOST_LATE], late_requests[:MOST_LATE]),
        late_cases=late_cases.count(),
        late_requests=late_requests.count(),
        channels=_channels(year.bounds[0]),
        regions=_regions(),
        follows=follows,
        followers=_followers(follows),
        against=[Against(REGISTER[key].over(year), reverse(page)) for key, page in COMPARED.items()],
    )


def _until(now: datetime) -> Period:
    """From New Year to today."""
    today = timezone.localdate(now)
    return Period(today.replace(month=1, day=1), today)


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


def _channels(since: datetime) -> list[Channel]:
    states = Publication.State
    counted = [Count("pk", filter=Q(state=state)) for state in (states.SENT, states.QUEUED, states.FAILED)]
    published = Publication.objects.filter(text__published_at__gte=since).order_by("channel")
    rows = published.values("channel").annotate(sent=counted[0], queued=counted[1], failed=counted[2])
    return [Channel(*row) for row in rows.values_list("channel", "sent", "queued", "failed")]


def _regions() -> list[Share]:
    """All activities on record, each bar with the list of its own."""
    none = outreach.Filters()
    tiles = outreach.by_region(outreach.activities(none), none, list(outreach.regions()))
    page = reverse("outreach:list")
    return shares(
        replace(bar.point, url=page + bar.point.url)
        for bar in outreach.region_shares(tiles)
        if bar.point.value
    )


def _followers(follows: audience.Follows) -> list[Share]:
    """One bar an account, the most followed first; what was never measured is named beside the total."""
    measured = [one for one in follows.standings if one.value is not None]
    ordered = sorted(measured, key=lambda one: -(one.value or 0))
    return shares(
        Point("", str(one.account), one.value or 0, reverse("audience:account", args=[one.account.pk]))
        for one in ordered
    )
