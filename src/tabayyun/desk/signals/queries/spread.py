"""How a content spreads, in words: its course, whether that is unusual, what is to be expected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tabayyun.desk.signals.models import Content, Copy, Traffic
from tabayyun.desk.signals.queries.reasons import time_in_words
from tabayyun.engine import spread
from tabayyun.kit.templatetags.tabayyun import number

MOST = 20_000
"""Copies that are looked at, the latest."""
USUAL_DAYS = 28
"""Days over which an hour's usual traffic is taken."""
HOUR = timedelta(hours=1)


def spread_in_words(content: Content, now: datetime) -> list[str]:
    """Whole sentences: copies an hour, half-life, a burst if there is one, the next two hours."""
    at = Coalesce("post__posted_at", "post__collected_at")
    rows = Copy.objects.filter(content=content).order_by("-post_id").values_list(at, "post__source_id")[:MOST]
    if not rows:
        return []
    times = [moment.timestamp() for moment, _source in rows]
    sources = [source for _moment, source in rows]
    course = spread.course(times, sources, now.timestamp())
    found = [_pace(course), _half_life(course)]
    if course.last_hour:
        found.append(_burst(_judged(course, set(sources), min(times), now)))
    return [sentence for sentence in [*found, _next(course)] if sentence]


def _judged(course: spread.Course, sources: set[int], first: float, now: datetime) -> spread.Burst:
    """The last hour beside what these sources publish at this hour, and the content's share of it so far."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    same_hour = [hour - timedelta(days=days) for days in range(1, USUAL_DAYS + 1)]
    begun = datetime.fromtimestamp(first, UTC).replace(minute=0, second=0, microsecond=0)
    of_these = Traffic.objects.filter(source__in=sources)
    sums = of_these.filter(hour__gte=min(begun, same_hour[-1])).values_list("hour").annotate(Sum("posts"))
    posts = dict(sums.order_by())
    usual = [posts[at] for at in same_hour if at in posts]
    before = sum(count for at, count in posts.items() if begun <= at < hour - HOUR)
    earlier = course.copies - course.last_hour
    return spread.burst(
        course.last_hour,
        share=min(1.0, earlier / before) if before else 0.0,
        usual=sum(usual) / len(usual) if usual else 0.0,
    )


def _pace(course: spread.Course) -> str:
    lately = ngettext("%(n)s copy in the last hour", "%(n)s copies in the last hour", course.last_hour) % {
        "n": number(course.last_hour)
    }
    fastest = ngettext("%(n)s in its fastest hour", "%(n)s in its fastest hour", course.fastest) % {
        "n": number(course.fastest)
    }
    return _("%(lately)s, %(fastest)s.") % {"lately": lately, "fastest": fastest}


def _half_life(course: spread.Course) -> str:
    if course.half_life is None:
        return ""
    span = time_in_words(timedelta(seconds=course.half_life))
    return _("After its fastest hour, half of the later copies had come in %(time)s.") % {"time": span}


def _burst(found: spread.Burst) -> str:
    if not found.unusual:
        return ""
    return _("Unusual for this hour and these sources: about %(n)s would be usual.") % {
        "n": number(round(found.expected, 1))
    }


def _next(course: spread.Course) -> str:
    told = spread.forecast(course)
    if not told.high:
        return _("Nothing more is expected in the next two hours.")
    return _("Next two hours: about %(n)s more; in 8 of 10 cases between %(low)s and %(high)s.") % {
        "n": number(round(told.expected)),
        "low": number(told.low),
        "high": number(told.high),
    }
