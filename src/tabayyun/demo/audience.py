"""The demonstration's official accounts, with a year of readings that follow no real account.

Some come from what a reader would note day by day, some from an export, with the days that nobody
measured left open. Everything goes through the operations a user would use.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from tabayyun.desk.audience import operations
from tabayyun.desk.audience.models import Account, Reading
from tabayyun.kit.models import User

WEEK = 7


@dataclass(frozen=True, slots=True)
class Course:
    """How an account grows: from its opening (days ago; None: long before) to ``followers`` today."""

    platform: str
    handle: str
    opened: int | None
    start: int
    followers: int
    posts: int
    """A week."""
    views: int
    """A day, at the end."""


COURSES = (
    Course("facebook", "surete.modele", None, 352_000, 391_000, 9, 21_000),
    Course("x", "surete_modele", None, 418_000, 441_500, 14, 0),
    Course("instagram", "surete.modele", 292, 0, 133_000, 12, 52_000),
    Course("youtube", "suretemodele", None, 48_200, 61_200, 2, 8_300),
    Course("mastodon", "surete@social.example", 210, 0, 4_210, 10, 0),
)


def load(by: User, now: datetime) -> None:
    """The accounts and their readings until ``now``."""
    today = timezone.localdate(now)
    for number, course in enumerate(COURSES):
        opened = today - timedelta(days=course.opened) if course.opened is not None else None
        account = operations.add_account(
            platform=course.platform,
            handle=course.handle,
            name="المديرية النموذجية",
            opened_on=opened,
            by=by,
            now=now - timedelta(days=1),
        )
        first = opened or today - timedelta(days=330)
        _measure(account, course, first=first, today=today, seed=number, by=by, now=now)


def _measure(
    account: Account, course: Course, *, first: date, today: date, seed: int, by: User, now: datetime
) -> None:
    """One reading a week, but for a month in the middle of which there is none."""
    chance = random.Random(seed)  # noqa: S311  (invented figures)
    days = (today - first).days
    posts = views = 0
    for n in range(days % WEEK, days + 1, WEEK):
        posts += course.posts
        views += round(WEEK * course.views * (0.4 + 0.6 * n / days) * chance.uniform(0.8, 1.2))
        if course.platform == "youtube" and days // 3 < n < days // 3 + 35:
            continue
        share = _begun(n / days) if course.start == 0 else n / days
        figures: dict[str, int | None] = {
            "followers": round(course.start + (course.followers - course.start) * share),
            "posts_total": posts,
            "views_total": views if course.views else None,
        }
        operations.record(
            account=account,
            day=first + timedelta(days=n),
            figures=figures,
            origin=Reading.Origin.HAND,
            by=by,
            now=now,
        )


def _begun(time: float) -> float:
    """The course of a new account from 0 to 1: slow, then fast, then slower again."""

    def curve(at: float) -> float:
        return 1 / (1 + math.exp(-6 * (at - 0.45)))

    return (curve(time) - curve(0)) / (curve(1) - curve(0))
