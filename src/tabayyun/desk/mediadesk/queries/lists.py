"""Lists of requests, mails, grounds and people."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.mediadesk.models import Contact, Decision, Mail, MediaRequest, Message, Restriction, Review
from tabayyun.kit.models import User
from tabayyun.kit.roles import ALLOWED

OPEN = Q(current=None, closed_at=None)
FILTERS: dict[str, str | Promise] = {
    "open": _("open requests"),
    "late": _("late requests"),
    "review": _("review asked for"),
    "granted": _("granted requests"),
    "held_back": _("requests held back"),
    "closed": _("requests closed without a decision"),
    "all": _("all requests"),
}


def by_reference() -> QuerySet[MediaRequest]:
    """Requests with everything their page names in its head."""
    return MediaRequest.objects.select_related(
        "contact", "outlet", "unit", "assignee", "locked_by", "current__restriction", "current__decided_by",
        "current__review",
    )  # fmt: skip


def requests(
    *, now: datetime, which: str = "open", kind: str = "", assignee: User | None = None
) -> QuerySet[MediaRequest]:
    """The requests of one filter: what waits first, next deadline first; then the newest.

    ``which`` is a key of FILTERS. Each carries ``waits_for_review``.
    """
    review = Review.objects.filter(decision=OuterRef("current"), reviewed_at=None)
    found = (
        by_reference()
        .annotate(waits_for_review=Exists(review))
        .filter(_which(which, now))
        .order_by(F("current").asc(nulls_first=True), "due_at", "-received_at", "-id")
    )
    if which not in {"open", "late", "review"}:
        found = found.order_by("-received_at", "-id")
    if kind:
        found = found.filter(kind=kind)
    return found.filter(assignee=assignee) if assignee else found


def conversation(request: MediaRequest) -> QuerySet[Message]:
    """Everything that was said about ``request``, oldest first."""
    return request.messages.select_related("by", "mail").prefetch_related("mail__files")


def told_to_journalist(request: MediaRequest) -> QuerySet[Message]:
    """What the journalist reads: our answers, and what came from their own address or page."""
    contact = Contact.objects.filter(request=request).values("email")
    own = Q(direction=Message.Direction.IN) & (Q(sender="") | Q(sender__in=contact))
    return request.messages.filter(Q(direction=Message.Direction.OUT) | own)


def triage() -> QuerySet[Mail]:
    """Mails that belong to no request yet, and were not set aside; oldest first."""
    return Mail.objects.filter(message=None, set_aside_at=None)


def grounds(*, retired: bool = False) -> QuerySet[Restriction]:
    """The catalogue; each carries ``used``, in how many decisions."""
    found = Restriction.objects.annotate(used=Count("decisions")).order_by("id")
    return found if retired else found.filter(retired_at=None)


def assignable() -> QuerySet[User]:
    """Who can be given a request."""
    return User.objects.filter(is_active=True, role__in=ALLOWED["mediadesk.work"]).order_by("username")


def recipients(request: MediaRequest) -> list[User]:
    """Who of the desk is told about ``request``: its assignee, or else everybody who works on requests."""
    if request.assignee and request.assignee.is_active and request.assignee.email:
        return [request.assignee]
    return list(assignable().exclude(email=""))


def holder(request: MediaRequest, now: datetime) -> User | None:
    """Who is on ``request`` at ``now``; None when nobody is, or has not been heard of for LOCK_MINUTES."""
    if request.locked_at is None or request.locked_at + timedelta(minutes=settings.LOCK_MINUTES) <= now:
        return None
    return request.locked_by


def decisions(request: MediaRequest) -> QuerySet[Decision]:
    """What was decided on ``request``, oldest first, each with its review."""
    return request.decisions.select_related("restriction", "decided_by", "review__reviewed_by")


def _which(which: str, now: datetime) -> Q:
    return {
        "late": OPEN & Q(due_at__lt=now),
        "review": Q(waits_for_review=True),
        "granted": Q(current__outcome="granted"),
        "held_back": Q(current__outcome__in=["partial", "refused"]),
        "closed": Q(closed_at__isnull=False),
        "all": Q(),
    }.get(which, OPEN | Q(waits_for_review=True))
