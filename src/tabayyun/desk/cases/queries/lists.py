"""Lists of cases, people and units."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case as Choose
from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases.models import Case, Inquiry, Unit
from tabayyun.desk.cases.queries.links import ANSWER
from tabayyun.desk.expertise.models import MediaMatch
from tabayyun.desk.signals.models import Content
from tabayyun.kit.letters import with_link
from tabayyun.kit.models import Role, User
from tabayyun.kit.roles import ALLOWED

OPEN = Q(disclosed_at=None, closed_at=None)
# The languages units are written to in: those the room's letters are worded in.
LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]
FILTERS: dict[str, str | Promise] = {
    "open": _("open cases"),
    "late": _("late cases"),
    "disclosed": _("disclosed cases"),
    "closed": _("cases closed without disclosure"),
    "all": _("all cases"),
}


def by_reference() -> QuerySet[Case]:
    """Cases with everything their page names in its head."""
    return Case.objects.select_related("content", "assignee", "locked_by", "opened_by", "decided_by")


def cases(
    *, now: datetime, which: str = "open", assignee: User | None = None, verdict: str = ""
) -> QuerySet[Case]:
    """The cases of one filter, open ones first, next deadline first; then the newest.

    ``which`` is a key of FILTERS. Each case carries ``next_due`` and ``has_late_inquiry``.
    """
    late_inquiry = Inquiry.objects.filter(case=OuterRef("pk"), answered_at=None, due_at__lt=now)
    found = (
        by_reference()
        .annotate(next_due=_next_due(), has_late_inquiry=Exists(late_inquiry))
        .filter(_which(which, now))
        .order_by(F("next_due").asc(nulls_last=True), "-opened_at", "-id")
    )
    if assignee:
        found = found.filter(assignee=assignee)
    return found.filter(verdict=verdict) if verdict else found


def open_case_of(content: Content) -> Case | None:
    """The open case on ``content``."""
    return by_reference().filter(OPEN, content=content).first()


def earlier_cases(content_id: int) -> dict[int, Case]:
    """The latest case on each content in which pictures of this one were before, by content."""
    known = MediaMatch.objects.filter(content=content_id).values("known__content")
    return {case.content_id: case for case in Case.objects.filter(content__in=known).order_by("id")}


def inquiries(case: Case) -> QuerySet[Inquiry]:
    """The inquiries of ``case``; each carries ``sent_at``, when its e-mail left, and ``mail_error``."""
    letters = with_link(ANSWER).filter(link_value=Cast(OuterRef("pk"), CharField())).order_by("id")
    return case.inquiries.select_related("unit", "asked_by").annotate(
        sent_at=Subquery(letters.values("sent_at")[:1]),
        mail_error=Subquery(letters.values("last_error")[:1]),
    )


def assignable() -> QuerySet[User]:
    """Who can be given a case."""
    return User.objects.filter(is_active=True, role__in=ALLOWED["cases.work"]).order_by("username")


def recipients(case: Case) -> list[User]:
    """Who is told about ``case``: its assignee, or else every spokesperson and watch officer."""
    if case.assignee and case.assignee.is_active and case.assignee.email:
        return [case.assignee]
    roles = [Role.SPOKESPERSON, Role.OFFICER]
    return list(User.objects.filter(is_active=True, role__in=roles).exclude(email="").order_by("id"))


def units(*, retired: bool = False) -> QuerySet[Unit]:
    """The units that can be asked; with ``retired``, also those that are not asked any more."""
    found = Unit.objects.order_by("id")
    return found if retired else found.filter(retired_at=None)


def _next_due() -> Choose:
    return Choose(
        When(OPEN & Q(held_at=None), then=_after(settings.HOLDING_NOTICE_MINUTES)),
        When(OPEN, then=_after(settings.DISCLOSURE_MINUTES)),
        default=None,
        output_field=DateTimeField(),
    )


def _after(minutes: int) -> ExpressionWrapper[CombinedExpression]:
    return ExpressionWrapper(F("detected_at") + timedelta(minutes=minutes), output_field=DateTimeField())


def _which(which: str, now: datetime) -> Q:
    return {
        "late": OPEN & Q(next_due__lt=now),
        "disclosed": Q(disclosed_at__isnull=False),
        "closed": Q(closed_at__isnull=False),
        "all": Q(),
    }.get(which, OPEN)
