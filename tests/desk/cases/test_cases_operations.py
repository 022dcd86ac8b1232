"""The course of a case: what is done, what is refused, and what the database holds by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import override_settings

from tabayyun.desk.cases import operations, queries
from tabayyun.desk.cases.models import Case, Inquiry, Unit
from tabayyun.desk.expertise import operations as expertise
from tabayyun.desk.signals.models import Content
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
MINUTE = timedelta(minutes=1)


def verbs(case: Case) -> list[str]:
    return [entry.verb for entry in audit.of(case)]


def examine(case: Case, by: User, now: datetime) -> None:
    expertise.record(
        content=case.content,
        method="manual.contact",
        finding={"ar": "أكد المنظمون أن الأبواب المفتوحة قائمة."},
        confidence="high",
        by=by,
        now=now,
    )


def decide(case: Case, by: User, now: datetime) -> None:
    examine(case, by, now)
    operations.decide(case=case, verdict="false", grounds="أكد المنظمون", by=by, now=now)


def test_a_case_takes_over_the_times_of_its_content(case: Case, content: Content, now: datetime) -> None:
    assert case.reference == "M-2026-0001"
    assert (case.first_posted_at, case.detected_at) == (content.first_posted_at, content.detected_at)
    assert case.opened_at == now
    assert case.title == content.text
    content.refresh_from_db()
    assert content.state == Content.State.CASE
    assert verbs(case) == ["cases.opened"]


def test_the_year_of_a_reference_is_the_institutions_own(
    make_content: Callable[..., Content], officer: User, now: datetime
) -> None:
    """Half past eleven in the evening in Greenwich is the new year in Casablanca (UTC+1)."""
    late = now.replace(year=2026, month=12, day=31, hour=23, minute=30)
    case = operations.open_case(content=make_content(), title="", by=officer, now=late)
    assert case.reference == "M-2027-0001"


def test_a_content_has_one_open_case_and_the_second_hears_who_has_it(
    case: Case, person: Person, now: datetime
) -> None:
    operations.assign(case=case, assignee=person(Role.EXPERT), by=case.opened_by, now=now)
    with pytest.raises(Refused, match=r"M-2026-0001.*expert"):
        operations.open_case(content=case.content, title="", by=person(Role.PRESS), now=now)
    assert Case.objects.count() == 1


def test_a_refused_opening_takes_no_reference(
    case: Case, make_content: Callable[..., Content], officer: User, now: datetime
) -> None:
    with pytest.raises(Refused):
        operations.open_case(content=case.content, title="", by=officer, now=now)
    assert (
        operations.open_case(content=make_content(), title="x", by=officer, now=now).reference
        == "M-2026-0002"
    )


def test_a_title_is_one_short_line(content: Content, officer: User, now: datetime) -> None:
    with pytest.raises(Refused, match="200"):
        operations.open_case(content=content, title="ع" * 10_000, by=officer, now=now)
    case = operations.open_case(content=content, title=" a\n b ", by=officer, now=now)
    assert case.title == "a b"


def test_a_verdict_needs_something_that_was_checked(case: Case, expert: User, now: datetime) -> None:
    with pytest.raises(Refused, match="examination"):
        operations.decide(case=case, verdict="false", grounds="x", by=expert, now=now)
    decide(case, expert, now)
    case.refresh_from_db()
    assert (case.verdict, case.decided_at, case.decided_by) == ("false", now, expert)


def test_an_answered_inquiry_is_enough_for_a_verdict(
    case: Case, unit: Unit, expert: User, now: datetime
) -> None:
    inquiry = operations.ask(case=case, unit=unit, question="؟", due_at=now + MINUTE, by=expert, now=now)
    with pytest.raises(Refused):
        operations.decide(case=case, verdict="false", grounds="x", by=expert, now=now)
    operations.answer_inquiry(inquiry=inquiry, answer="لا", name="رئيس المصلحة", now=now)
    operations.decide(case=case, verdict="false", grounds="x", by=expert, now=now)
    assert case.verdict == "false"


@pytest.mark.parametrize(
    ("verdict", "grounds"), [("", "x"), ("perhaps", "x"), ("false", "  "), ("false", "x" * 10_001)]
)
def test_a_verdict_without_grounds_or_of_no_kind_is_refused(
    case: Case, expert: User, now: datetime, verdict: str, grounds: str
) -> None:
    examine(case, expert, now)
    with pytest.raises(Refused):
        operations.decide(case=case, verdict=verdict, grounds=grounds, by=expert, now=now)


def test_the_verdict_before_stays_in_the_audit(case: Case, expert: User, now: datetime) -> None:
    decide(case, expert, now)
    operations.decide(case=case, verdict="misleading", grounds="y", by=expert, now=now + MINUTE)
    assert audit.of(case).last().data["before"] == "false"  # type: ignore[union-attr]


def test_closing_says_why_and_dismisses_the_content(case: Case, expert: User, now: datetime) -> None:
    with pytest.raises(Refused):
        operations.close(case=case, reason=" \n ", by=expert, now=now)
    operations.close(case=case, reason="نكتة لا غير", by=expert, now=now)
    case.content.refresh_from_db()
    assert (case.closed_at, case.closing_reason) == (now, "نكتة لا غير")
    assert (case.content.state, case.content.dismissed_reason) == ("dismissed", "نكتة لا غير")
    assert verbs(case)[-1] == "cases.closed"


@pytest.mark.parametrize("end", ["close", "disclose"])
def test_a_finished_case_takes_notes_and_nothing_else(
    case: Case, unit: Unit, expert: User, now: datetime, end: str
) -> None:
    decide(case, expert, now)
    if end == "close":
        operations.close(case=case, reason="x", by=expert, now=now)
    else:
        operations.record_disclosure(case=case, now=now)
    refused: list[Callable[[], object]] = [
        lambda: operations.assign(case=case, assignee=expert, by=expert, now=now),
        lambda: operations.lock(case=case, by=expert, now=now),
        lambda: operations.ask(case=case, unit=unit, question="?", due_at=now + MINUTE, by=expert, now=now),
        lambda: operations.decide(case=case, verdict="satire", grounds="x", by=expert, now=now),
        lambda: operations.close(case=case, reason="y", by=expert, now=now),
    ]
    for operation in refused:
        with pytest.raises(Refused, match="M-2026-0001"):
            operation()
    operations.add_note(case=case, text="بعد النهاية", by=expert, now=now)
    assert case.notes.count() == 1


def test_a_content_can_come_up_again_after_its_case(case: Case, expert: User, now: datetime) -> None:
    operations.close(case=case, reason="x", by=expert, now=now)
    again = operations.open_case(content=case.content, title="", by=expert, now=now)
    assert again.reference == "M-2026-0002"


def test_disclosure_needs_a_verdict_and_counts_once(case: Case, expert: User, now: datetime) -> None:
    with pytest.raises(Refused, match="verdict"):
        operations.record_disclosure(case=case, now=now)
    decide(case, expert, now)
    operations.lock(case=case, by=expert, now=now)
    operations.record_approval(case=case, now=now)
    operations.record_disclosure(case=case, now=now + MINUTE)
    operations.record_disclosure(case=case, now=now + 2 * MINUTE)
    operations.record_holding(case=case, now=now + 3 * MINUTE)
    case.refresh_from_db()
    assert (case.approved_at, case.disclosed_at, case.held_at) == (now, now + MINUTE, None)
    assert case.locked_by is None
    assert verbs(case).count("cases.disclosed") == 1


def test_a_closed_case_cannot_be_disclosed(case: Case, expert: User, now: datetime) -> None:
    decide(case, expert, now)
    operations.close(case=case, reason="x", by=expert, now=now)
    with pytest.raises(Refused):
        operations.record_disclosure(case=case, now=now)


def test_the_first_holding_notice_counts(case: Case, now: datetime) -> None:
    operations.record_holding(case=case, now=now)
    operations.record_holding(case=case, now=now + MINUTE)
    case.refresh_from_db()
    assert case.held_at == now


def test_only_people_who_work_on_cases_are_assigned(case: Case, person: Person, now: datetime) -> None:
    with pytest.raises(Refused, match="auditor"):
        operations.assign(case=case, assignee=person(Role.AUDITOR), by=case.opened_by, now=now)
    press = person(Role.PRESS)
    for assignee in (press, press, None):
        operations.assign(case=case, assignee=assignee, by=case.opened_by, now=now)
    assert verbs(case) == ["cases.opened", "cases.assigned", "cases.unassigned"]


def test_an_empty_or_endless_note_is_refused(case: Case, officer: User, now: datetime) -> None:
    for text in (" \n", "x" * 10_001):
        with pytest.raises(Refused):
            operations.add_note(case=case, text=text, by=officer, now=now)
    assert operations.add_note(case=case, text="x" * 10_000, by=officer, now=now).text == "x" * 10_000


@override_settings(LOCK_MINUTES=15)
def test_a_lock_keeps_others_from_deciding_until_it_expires(
    case: Case, officer: User, expert: User, now: datetime
) -> None:
    examine(case, expert, now)
    operations.lock(case=case, by=officer, now=now)
    refused: list[Callable[[datetime], object]] = [
        lambda at: operations.lock(case=case, by=expert, now=at),
        lambda at: operations.unlock(case=case, by=expert, now=at),
        lambda at: operations.decide(case=case, verdict="false", grounds="x", by=expert, now=at),
        lambda at: operations.close(case=case, reason="x", by=expert, now=at),
    ]
    for operation in refused:
        with pytest.raises(Refused, match="officer"):
            operation(now + 14 * MINUTE)
    assert queries.holder(case, now + 15 * MINUTE) is None
    operations.lock(case=case, by=expert, now=now + 15 * MINUTE)
    assert queries.holder(case, now + 15 * MINUTE) == expert
    assert verbs(case)[-1] == "cases.locked"


@override_settings(LOCK_MINUTES=15)
def test_a_lock_lasts_while_it_is_renewed(case: Case, officer: User, expert: User, now: datetime) -> None:
    operations.lock(case=case, by=officer, now=now)
    assert operations.renew(case=case, by=officer, now=now + 10 * MINUTE)
    assert queries.holder(case, now + 20 * MINUTE) == officer
    assert not operations.renew(case=case, by=expert, now=now + 20 * MINUTE)
    assert not operations.renew(case=case, by=officer, now=now + 25 * MINUTE)
    assert verbs(case) == ["cases.opened", "cases.locked"]


def test_taking_over_is_explicit_and_audited(case: Case, officer: User, expert: User, now: datetime) -> None:
    operations.lock(case=case, by=officer, now=now)
    operations.lock(case=case, by=expert, now=now, take_over=True)
    assert queries.holder(case, now) == expert
    entry = audit.of(case).last()
    assert entry is not None
    assert (entry.verb, entry.data["before"]) == ("cases.taken_over", officer.pk)
    operations.unlock(case=case, by=expert, now=now)
    operations.unlock(case=case, by=expert, now=now)
    assert verbs(case)[-2:] == ["cases.taken_over", "cases.unlocked"]


CASE = "UPDATE cases_case SET {} WHERE id = %(case)s"
INQUIRY = "UPDATE cases_inquiry SET {} WHERE id = %(inquiry)s"
BROKEN = [
    (CASE.format("disclosed_at = opened_at"), "disclosed_has_verdict"),
    (CASE.format("verdict = 'false', disclosed_at = opened_at"), "disclosed_has_verdict"),
    (CASE.format("closed_at = opened_at"), "closed_has_reason"),
    ("DELETE FROM cases_case WHERE id = %(case)s", "cases_case_kept"),
    ("DELETE FROM cases_inquiry WHERE id = %(inquiry)s", "cases_inquiry_kept"),
    ("DELETE FROM kit_letter WHERE 1 < %(case)s + 9", "kit_letter_kept"),
    ("DELETE FROM cases_note WHERE 1 < %(case)s + 9", "cases_note_kept"),
    (INQUIRY.format("answer = 'another'"), "cases_inquiry_columns"),
    (INQUIRY.format("answered_name = 'another'"), "cases_inquiry_columns"),
    (
        "UPDATE cases_inquiry SET answered_at = asked_at, answer = '' WHERE id = %(other)s",
        "answered_has_answer",
    ),
]


@pytest.mark.parametrize("breach", BROKEN)
def test_the_database_refuses_it_too(
    case: Case, unit: Unit, officer: User, now: datetime, breach: tuple[str, str]
) -> None:
    sql, rule = breach
    due = {"due_at": now + MINUTE, "by": officer, "now": now}
    inquiry = operations.ask(case=case, unit=unit, question="?", **due)
    other = operations.ask(case=case, unit=unit, question="??", **due)
    operations.answer_inquiry(inquiry=inquiry, answer="لا", name="x", now=now)
    operations.add_note(case=case, text="x", by=officer, now=now)
    ids = {"case": case.pk, "inquiry": inquiry.pk, "other": other.pk}
    needed = {name: value for name, value in ids.items() if f"%({name})s" in sql}
    with (
        pytest.raises(DatabaseError, match=rule),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, needed)


def test_the_database_refuses_a_second_open_case(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(closed_at=case.opened_at, closing_reason="x")
    times = {name: getattr(case, name) for name in ("first_posted_at", "detected_at", "opened_at")}
    Case.objects.create(reference="M-2", content=case.content, title="x", opened_by=case.opened_by, **times)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET closed_at = NULL WHERE id = %s", [case.pk])


@pytest.mark.parametrize("column", ["detected_at", "first_posted_at", "disclosed_at", "verdict", "grounds"])
def test_what_was_disclosed_is_not_rewritten(case: Case, expert: User, now: datetime, column: str) -> None:
    decide(case, expert, now)
    operations.record_disclosure(case=case, now=now)
    refused = pytest.raises(DatabaseError, match="cases_case_columns")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        value = now - MINUTE if column.endswith("_at") else "satire"
        cursor.execute(f"UPDATE cases_case SET {column} = %s WHERE id = %s", [value, case.pk])


def test_the_same_open_question_is_asked_once(case: Case, unit: Unit, officer: User, now: datetime) -> None:
    due = {"due_at": now + MINUTE, "by": officer, "now": now}
    first = operations.ask(case=case, unit=unit, question="هل ألغيت؟", **due)
    assert operations.ask(case=case, unit=unit, question=" هل ألغيت؟ ", **due) == first
    operations.answer_inquiry(inquiry=first, answer="لا", name="x", now=now)
    assert operations.ask(case=case, unit=unit, question="هل ألغيت؟", **due) != first
    assert Inquiry.objects.count() == 2


def test_an_inquiry_needs_a_question_a_deadline_ahead_and_a_unit_that_is_asked(
    case: Case, unit: Unit, officer: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="question"):
        operations.ask(case=case, unit=unit, question=" ", due_at=now + MINUTE, by=officer, now=now)
    with pytest.raises(Refused, match="deadline"):
        operations.ask(case=case, unit=unit, question="?", due_at=now, by=officer, now=now)
    retire = {"name": unit.name, "email": unit.email, "escalation_email": "", "language": "ar"}
    operations.edit_unit(unit=unit, **retire, retired=True, by=officer, now=now)
    with pytest.raises(Refused, match="unit"):
        operations.ask(case=case, unit=unit, question="?", due_at=now + MINUTE, by=officer, now=now)
    assert list(queries.units()) == []
    assert list(queries.units(retired=True)) == [unit]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": {"ar": " "}},
        {"name": {"ar": "م" * 201}},
        {"email": "no address"},
        {"escalation_email": "x@"},
        {"language": "de"},
    ],
)
def test_a_unit_needs_a_name_an_address_and_a_language(
    officer: User, now: datetime, wrong: dict[str, object]
) -> None:
    right = {"name": {"ar": "وحدة"}, "email": "u@field.test", "escalation_email": "", "language": "ar"}
    with pytest.raises(Refused):
        operations.add_unit(**{**right, **wrong}, by=officer, now=now)  # type: ignore[arg-type]
    assert not Unit.objects.exists()
