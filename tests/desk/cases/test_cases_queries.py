"""The clock, the order of the list, the figures and the timeline."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import override_settings
from django.utils import translation

from tabayyun.desk.cases import operations, queries
from tabayyun.desk.cases.models import Case, Unit
from tabayyun.desk.expertise import operations as expertise
from tabayyun.desk.signals.models import Content
from tabayyun.kit import audit
from tabayyun.kit.models import User

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
MakeContent = Callable[..., Content]


@pytest.fixture(autouse=True)
def _targets() -> object:
    with override_settings(HOLDING_NOTICE_MINUTES=20, DISCLOSURE_MINUTES=120, REMIND_BEFORE_MINUTES=10):
        yield


def give_verdict(case: Case, by: User, now: datetime) -> None:
    finding = {"ar": "لم تلغ", "fr": "Maintenues"}
    expertise.record(
        content=case.content, method="manual.contact", finding=finding, confidence="high", by=by, now=now
    )
    operations.decide(case=case, verdict="false", grounds="أكد المنظمون", by=by, now=now)


def states(case: Case, now: datetime) -> list[str]:
    return [target.state.value for target in queries.clock(case, now)]


def test_the_clock_runs_from_detection(case: Case, now: datetime) -> None:
    holding, disclosure = queries.clock(case, now)
    assert (holding.due_at, holding.left) == (now + 15 * MINUTE, 15 * MINUTE)
    assert (disclosure.due_at, disclosure.left) == (now + 115 * MINUTE, 115 * MINUTE)
    assert states(case, now) == ["running", "running"]
    assert states(case, now + 5 * MINUTE) == ["near", "running"]
    assert states(case, now + 16 * MINUTE) == ["missed", "running"]


def test_a_disclosure_fulfils_the_holding_notice_too(case: Case, expert: User, now: datetime) -> None:
    give_verdict(case, expert, now)
    operations.record_disclosure(case=case, now=now + 10 * MINUTE)
    assert states(case, now + 999 * MINUTE) == ["done", "done"]


def test_a_late_notice_is_late_and_the_disclosure_still_runs(case: Case, now: datetime) -> None:
    operations.record_holding(case=case, now=now + 16 * MINUTE)
    assert states(case, now + 17 * MINUTE) == ["late", "running"]
    target = queries.next_target(case, now)
    assert target is not None
    assert target.key == "disclosure"


def test_closing_stops_what_was_still_in_time(case: Case, expert: User, now: datetime) -> None:
    operations.close(case=case, reason="x", by=expert, now=now + 16 * MINUTE)
    assert states(case, now + 999 * MINUTE) == ["missed", "stopped"]
    assert queries.next_target(case, now) is None


@pytest.fixture
def four(make_content: MakeContent, officer: User, expert: User, now: datetime) -> dict[str, Case]:
    """Open with a notice out, open without one and late, disclosed after an hour, closed."""
    cases = {}
    for name in ("held", "late", "disclosed", "closed"):
        content = make_content()
        if name == "late":
            Content.objects.filter(pk=content.pk).update(detected_at=now - 60 * MINUTE)
        cases[name] = operations.open_case(content=content, title=name, by=officer, now=now)
    operations.record_holding(case=cases["held"], now=now)
    give_verdict(cases["disclosed"], expert, now)
    operations.record_disclosure(case=cases["disclosed"], now=now + 55 * MINUTE)
    operations.close(case=cases["closed"], reason="x", by=expert, now=now)
    return cases


def titles(**filters: object) -> list[str]:
    return [case.title for case in queries.cases(**filters)]  # type: ignore[arg-type]


def test_the_list_shows_the_next_deadline_first(four: dict[str, Case], officer: User, now: datetime) -> None:
    assert titles(now=now) == ["late", "held"]
    assert titles(now=now, which="all")[:2] == ["late", "held"]
    assert titles(now=now, which="late") == ["late"]
    assert titles(now=now, which="disclosed") == ["disclosed"]
    assert titles(now=now, which="closed") == ["closed"]
    assert titles(now=now, which="all", verdict="false") == ["disclosed"]
    assert titles(now=now, assignee=officer) == []
    operations.assign(case=four["held"], assignee=officer, by=officer, now=now)
    assert titles(now=now, assignee=officer) == ["held"]


def test_the_database_and_the_clock_agree_on_what_is_next(four: dict[str, Case], now: datetime) -> None:
    for case in queries.cases(now=now, which="all"):
        target = queries.next_target(case, now)
        assert case.next_due == (target and target.due_at)  # type: ignore[attr-defined]


def test_figures_count_open_and_closed_cases_as_not_disclosed(four: dict[str, Case], now: datetime) -> None:
    """Disclosed after 60 minutes; at 13:00 three others have waited 65, 120 and 65."""
    figures = queries.figures(now + 60 * MINUTE)
    assert (figures.disclosed, figures.open, figures.closed) == (1, 2, 1)
    assert figures.mean == 60 * MINUTE
    assert (figures.median, figures.p90) == (None, None)


def test_the_median_is_reached_when_half_were_disclosed(
    four: dict[str, Case], expert: User, now: datetime
) -> None:
    give_verdict(four["held"], expert, now)
    operations.record_disclosure(case=four["held"], now=now + 85 * MINUTE)
    figures = queries.figures(now + 200 * MINUTE)
    assert (figures.mean, figures.median, figures.p90) == (75 * MINUTE, 90 * MINUTE, None)


def test_figures_of_nothing(db: None, now: datetime) -> None:
    figures = queries.figures(now)
    assert (figures.disclosed, figures.open, figures.mean, figures.median) == (0, 0, None, None)


def test_the_timeline_tells_everything_in_the_readers_language(
    case: Case, unit: Unit, officer: User, expert: User, now: datetime
) -> None:
    inquiry = operations.ask(
        case=case, unit=unit, question="هل ألغيت؟", due_at=now + 60 * MINUTE, by=officer, now=now
    )
    operations.answer_inquiry(inquiry=inquiry, answer="لا", name="رئيس", now=now + MINUTE)
    operations.add_note(case=case, text="ملاحظتي", by=officer, now=now + 2 * MINUTE)
    give_verdict(case, expert, now + 3 * MINUTE)
    operations.record_disclosure(case=case, now=now + 4 * MINUTE)
    events = queries.timeline(case)
    assert [event.what for event in events] == [
        "First post",
        "Detection",
        "opened the case",
        "asked a unit",
        "took the content into a case",
        "answered an inquiry",
        "wrote a note",
        "gave the verdict",
        "recorded an examination",
        "told the public",
    ]
    details = {event.what: event.detail for event in events}
    assert details["asked a unit"] == "مصلحة التواصل بفاس: هل ألغيت؟"
    assert details["answered an inquiry"].endswith(": لا")
    assert details["wrote a note"] == "ملاحظتي"
    assert details["gave the verdict"] == "false: أكد المنظمون"
    with translation.override("fr"):
        french = {event.what: event.detail for event in queries.timeline(case)}
    assert "Maintenues" in " ".join(french.values())
    assert "a informé le public" in french


def test_the_timeline_shows_what_other_rooms_hang_on_the_case(
    case: Case, officer: User, now: datetime
) -> None:
    """Found along the foreign keys: this room does not know the room above it."""
    hanging = Case._meta.get_field("statements").related_model
    statement = hanging.objects.create(  # type: ignore[union-attr]
        reference="BH-2026-0001", kind="truth", case=case, created_by=officer, created_at=now
    )
    audit.record(verb="press.created", subject=statement, actor=officer, now=now)
    assert queries.timeline(case)[-1].what == "drafted a statement"
