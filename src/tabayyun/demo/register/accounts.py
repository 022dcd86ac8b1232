"""The official accounts: opened, and measured day by day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from tabayyun.demo.register.agenda import Agenda
from tabayyun.demo.register.counts import Counts
from tabayyun.desk.audience import operations as audience
from tabayyun.desk.audience.models import Account, Reading
from tabayyun.kit.models import Role

DAY = timedelta(days=1)
OPENED = (3, 8)
"""When the Instagram account is opened: the last day of the year is in its tenth month."""
Platform = Account.Platform


def plan(agenda: Agenda, counts: Counts) -> None:
    """Three accounts; two are measured every day, the new one every week."""
    first, last = date(agenda.year, 1, 1), date(agenda.year, 12, 31)
    days = [first + DAY * n for n in range((last - first).days + 1)]
    twitter = _add(agenda, Platform.X, first)
    facebook = _add(agenda, Platform.FACEBOOK, first)
    instagram = _add(agenda, Platform.INSTAGRAM, date(agenda.year, *OPENED))
    posts, views = agenda.shares(counts.social_contents, 2), agenda.shares(counts.social_views, 2)
    followers = (counts.twitter_followers, counts.facebook_followers)
    for place, account in enumerate((twitter, facebook)):
        figures = {"followers": followers[place], "posts": posts[place], "views": views[place]}
        _measure_daily(agenda, account, days, figures)
    weeks = [day for day in days if day >= date(agenda.year, *OPENED)][::-7]
    for place, day in enumerate(weeks):
        reached = counts.instagram_followers * (len(weeks) - place) // len(weeks)
        _record(agenda, instagram, day, {"followers": reached})


def _add(agenda: Agenda, platform: Platform, opened: date) -> Account:
    begin = opened if platform == Platform.INSTAGRAM else None
    return audience.add_account(
        platform=platform,
        handle=f"register_demo_{platform.value}",
        name="حساب مولد للعرض",
        opened_on=begin,
        by=agenda.people[Role.PRESS],
        now=_evening(opened),
    )


def _measure_daily(agenda: Agenda, account: Account, days: list[date], year: dict[str, int]) -> None:
    """Followers grow towards the figure of the year; posts and views of the days add up to theirs."""
    of_day, followers = [0] * len(days), year["followers"]
    for _each in range(year["posts"]):
        of_day[agenda.chance.randrange(len(days))] += 1
    for place, (day, seen) in enumerate(zip(days, agenda.shares(year["views"], len(days)), strict=True)):
        reached = followers - followers * (len(days) - 1 - place) // (8 * len(days))
        figures = {"followers": reached, "posts": of_day[place], "views": seen}
        _record(agenda, account, day, figures)


def _record(agenda: Agenda, account: Account, day: date, figures: dict[str, int]) -> None:
    by = agenda.people[Role.PRESS]
    agenda.at(
        _evening(day),
        lambda now: audience.record(
            account=account, day=day, figures=figures, origin=Reading.Origin.HAND, by=by, now=now
        ),
    )


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(20), timezone.get_default_timezone())
