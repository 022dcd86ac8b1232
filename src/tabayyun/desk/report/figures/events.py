"""What the public was given to read and to visit: the magazine, and the Open Days that come."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tabayyun.desk.magazine.models import Issue
from tabayyun.desk.opendays.models import Edition, in_words
from tabayyun.desk.report.calendar import listed, month
from tabayyun.desk.report.figures.base import Found, Unit, counted, figure
from tabayyun.desk.report.figures.periods import Period, next_year
from tabayyun.desk.report.figures.rows import Rows

NO_EDITION = _("no edition has its days in this period yet")
LANGUAGES = ("ar", "fr")


@figure(
    unit=Unit.ISSUES,
    system="S6",
    name=_("Magazine issues"),
    counts=_("a published issue of the magazine"),
    method=_("an issue counts once, on the day of its first publication"),
)
def magazine_issues(period: Period) -> Found:
    issues = Issue.objects.filter(published_at__isnull=False)
    return counted(Rows(issues, "published_at", ("number", "day"), shown=("number",)), period)


@figure(
    unit=Unit.EDITION,
    system="S14",
    name=_("Coming edition of the Open Days"),
    counts=_("the number of the edition whose days lie in the year after the report's"),
    method=_("as the editions are numbered; of two editions in one year the later one"),
    span=next_year,
    additive=False,
)
def open_days_edition(period: Period) -> Found:
    rows = Rows(
        Edition.objects.all(),
        "first_day",
        ("number", "city"),
        shown=("number", "first_day"),
        days=True,
    )
    edition = rows.within(period).order_by("number").last()
    if edition is None:
        return Found(None, rows, NO_EDITION)
    return Found(float(edition.number), rows, words=_said_of(edition))


def _said_of(edition: Edition) -> dict[str, dict[str, str]]:
    """Its city and month, and the cities of the editions before it, in their order."""
    former = Edition.objects.filter(number__lt=edition.number).order_by("number")
    cities = list(former.values_list("city", flat=True))
    return {
        "city": {lang: in_words(edition.city, lang) for lang in LANGUAGES},
        "month": {lang: month(edition.first_day, lang) if edition.first_day else "" for lang in LANGUAGES},
        "former": {lang: listed([in_words(city, lang) for city in cities], lang) for lang in LANGUAGES},
    }
