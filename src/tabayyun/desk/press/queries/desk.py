"""What the desk's own pages show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from tabayyun.desk.cases.models import Case
from tabayyun.desk.press.models import Statement, StatementText
from tabayyun.desk.signals.models import Content
from tabayyun.kit.models import User
from tabayyun.kit.roles import may

State = StatementText.State


def listed(filters: Mapping[str, str], *, user: User, now: datetime) -> QuerySet[Statement]:
    """Statements for the list: those that wait for ``user``'s approval first, then the newest.

    ``filters``: ``kind``, ``state`` (of any text), ``lang``, ``late`` («1»), ``q`` (reference or words).
    """
    found = Statement.objects.select_related("case")
    if kind := filters.get("kind"):
        found = found.filter(kind=kind)
    found = _by_text(found, filters.get("state", ""), filters.get("lang", ""))
    if filters.get("late"):
        found = found.filter(_late(now))
    if words := filters.get("q", "").strip():
        found = found.filter(
            Q(reference__icontains=words)
            | Q(claim__icontains=words)
            | Exists(StatementText.objects.filter(statement=OuterRef("pk"), title__icontains=words))
        )
    marked = found.annotate(mine=Exists(_for_me(user)))
    return marked.prefetch_related(_texts()).order_by("-mine", "-id")


def statement_page(reference: str) -> QuerySet[Statement]:
    """One statement with its case and all its texts, ready to be shown."""
    return (
        Statement.objects.filter(reference=reference)
        .select_related("case__content", "created_by")
        .prefetch_related(
            Prefetch(
                "texts",
                StatementText.objects.select_related("author", "approver")
                .prefetch_related("publications")
                .order_by("lang", "-version"),
            )
        )
    )


def of_case(case: Case) -> QuerySet[Statement]:
    """The statements on ``case``, newest first, with their texts."""
    return case.statements.prefetch_related(_texts()).order_by("-id")


def case_of(content: Content) -> Case | None:
    """The latest case on ``content``."""
    return Case.objects.filter(content=content).order_by("-id").first()


def of_content(content: Content) -> QuerySet[Statement]:
    """The statements on the cases of ``content``, newest first, with their texts."""
    return Statement.objects.filter(case__content=content).prefetch_related(_texts()).order_by("-id")


def lateness(statement: Statement, now: datetime) -> timedelta | None:
    """How long ago the target of its case was missed without it; None when it was not."""
    case = statement.case
    if case is None or statement.first_published_at or case.closed_at:
        return None
    holding = statement.kind == Statement.Kind.HOLDING
    done = case.held_at or case.disclosed_at if holding else case.disclosed_at
    target = settings.HOLDING_NOTICE_MINUTES if holding else settings.DISCLOSURE_MINUTES
    late = now - case.detected_at - timedelta(minutes=target)
    return late if done is None and late > timedelta(0) else None


def waiting_for(user: User) -> int:
    """How many texts wait for ``user``'s approval."""
    return _for_me_anywhere(user).count()


def _texts() -> Prefetch[str]:
    return Prefetch("texts", StatementText.objects.select_related("author").order_by("lang", "-version"))


def _for_me_anywhere(user: User) -> QuerySet[StatementText]:
    if not may(user, "press.approve"):
        return StatementText.objects.none()
    return StatementText.objects.filter(state=State.SUBMITTED).exclude(author=user)


def _for_me(user: User) -> QuerySet[StatementText]:
    return _for_me_anywhere(user).filter(statement=OuterRef("pk"))


def _by_text(found: QuerySet[Statement], state: str, lang: str) -> QuerySet[Statement]:
    if not state and not lang:
        return found
    texts = StatementText.objects.filter(statement=OuterRef("pk"))
    if state:
        texts = texts.filter(state=state)
    if lang:
        texts = texts.filter(lang=lang)
    return found.filter(Exists(texts))


def _late(now: datetime) -> Q:
    """The condition that `lateness` answers for one statement."""
    held = now - timedelta(minutes=settings.HOLDING_NOTICE_MINUTES)
    disclosed = now - timedelta(minutes=settings.DISCLOSURE_MINUTES)
    holding = Q(kind=Statement.Kind.HOLDING)
    open_case = Q(first_published_at=None, case__closed_at=None, case__disclosed_at=None)
    return open_case & (
        (holding & Q(case__held_at=None, case__detected_at__lt=held))
        | (~holding & Q(case__detected_at__lt=disclosed))
    )
