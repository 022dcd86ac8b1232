"""What the room writes to units and colleagues, and that it is said once."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client, override_settings
from tests.conftest import Postbox

from tabayyun.desk.cases import jobs, operations, queries
from tabayyun.desk.cases.models import Case, Inquiry, Reminder, Unit
from tabayyun.kit import audit, letters
from tabayyun.kit.models import Letter, Role, User

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
QUESTION = "هل ألغيت أبواب مفتوحة بفاس؟\n<script>alert(1)</script>"


@pytest.fixture
def inquiry(case: Case, unit: Unit, officer: User, now: datetime) -> Inquiry:
    due = now + 60 * MINUTE
    return operations.ask(case=case, unit=unit, question=QUESTION, due_at=due, by=officer, now=now)


@pytest.mark.counterpart
def test_an_inquiry_arrives_in_arabic_with_its_link(
    inquiry: Inquiry, postbox: Postbox, now: datetime
) -> None:
    assert letters.send_due(now=now) == 1
    (letter,) = postbox.arrived
    text = letter.get_content()
    assert letter["To"] == "unit@field.test"
    assert letter["From"] == "مكتب التبين <desk@desk.test>"
    assert "M-2026-0001" in letter["Subject"]
    assert "طلب تحقق" in letter["Subject"]
    assert letter["Content-Language"] == "ar"
    assert QUESTION.splitlines()[0] in text
    assert queries.answer_link(inquiry).address("ar") in text
    assert queries.inquiries(inquiry.case).get().sent_at == now


@override_settings(EMAIL_BACKEND="tabayyun.kit.mail.Backend", EMAIL_CONFIG="smtp://127.0.0.1:1")
def test_the_page_of_a_case_says_that_an_inquiry_has_not_left(
    client: Client, inquiry: Inquiry, officer: User, now: datetime
) -> None:
    letters.send_due(now=now)
    client.force_login(officer)
    page = client.get(queries.case_link(inquiry.case))
    assert "Connection refused" in page.content.decode()


def test_the_link_is_not_kept_in_the_database(inquiry: Inquiry) -> None:
    assert queries.answer_link(inquiry).token not in Letter.objects.get().body


def test_the_jobs_say_nothing_twice(inquiry: Inquiry, now: datetime) -> None:
    """A unit and the desk, minute by minute for three hours, every job run twice."""
    for minute in range(180):
        for _ in range(2):
            at = now + minute * MINUTE
            operations.remind_units(now=at)
            operations.remind_desk(now=at)
            letters.send_due(now=at)
    told = [(message.to[0], message.subject) for message in mail.outbox]
    assert len(told) == len(set(told))
    keys = set(Letter.objects.values_list("key", flat=True))
    number, case, officer = inquiry.pk, inquiry.case_id, inquiry.asked_by_id
    assert keys == {
        f"inquiry-{number}-asked",
        f"inquiry-{number}-reminded",
        f"inquiry-{number}-escalated",
        f"inquiry-{number}-unanswered-{officer}",
        *(f"case-{case}-holding-{stage}-{officer}" for stage in ("near", "missed")),
        *(f"case-{case}-disclosure-{stage}-{officer}" for stage in ("near", "missed")),
    }
    assert Reminder.objects.count() == 4
    verbs = [entry.verb for entry in audit.of(inquiry.case)]
    assert verbs.count("cases.escalated") == verbs.count("cases.unit_reminded") == 1


def test_when_a_unit_is_reminded_and_escalated(inquiry: Inquiry, now: datetime) -> None:
    """Asked for an hour: reminded in the last quarter, escalated at the deadline."""
    assert operations.remind_units(now=now + 44 * MINUTE) == 0
    assert operations.remind_units(now=now + 45 * MINUTE) == 1
    assert operations.remind_units(now=now + 59 * MINUTE) == 0
    assert operations.remind_units(now=now + 60 * MINUTE) == 1
    to = dict(Letter.objects.values_list("key", "to"))
    assert to[f"inquiry-{inquiry.pk}-reminded"] == "unit@field.test"
    assert to[f"inquiry-{inquiry.pk}-escalated"] == "chief@field.test"


def test_an_answer_ends_the_reminders_and_tells_the_desk(inquiry: Inquiry, now: datetime) -> None:
    operations.answer_inquiry(inquiry=inquiry, answer="لا", name="رئيس المصلحة", now=now)
    assert operations.remind_units(now=now + 300 * MINUTE) == 0
    key = f"inquiry-{inquiry.pk}-answered-{inquiry.asked_by_id}"
    assert Letter.objects.get(key=key).to == "officer@desk.test"


def test_a_closed_case_reminds_nobody(inquiry: Inquiry, expert: User, now: datetime) -> None:
    operations.close(case=inquiry.case, reason="x", by=expert, now=now)
    at = now + 300 * MINUTE
    assert operations.remind_units(now=at) == operations.remind_desk(now=at) == 0


@override_settings(HOLDING_NOTICE_MINUTES=20, DISCLOSURE_MINUTES=120, REMIND_BEFORE_MINUTES=10)
def test_when_the_desk_is_warned(case: Case, now: datetime) -> None:
    """Detected five minutes before noon: the notice is due at 12:15, the disclosure at 13:55."""
    told: list[tuple[int, str, bool]] = []
    for minute in range(125):
        operations.remind_desk(now=now + minute * MINUTE)
        new = Reminder.objects.order_by("id")[len(told) :]
        told += [(minute, str(reminder.target), reminder.missed) for reminder in new]
    assert told == [
        (5, "holding", False),
        (16, "holding", True),
        (105, "disclosure", False),
        (116, "disclosure", True),
    ]


def test_a_target_that_was_missed_before_anybody_looked_is_not_announced_as_near(
    case: Case, now: datetime
) -> None:
    operations.remind_desk(now=now + 600 * MINUTE)
    assert set(Reminder.objects.values_list("missed", flat=True)) == {True}


def test_the_assignee_is_told_alone_and_in_their_language(
    case: Case, person: Callable[..., User], now: datetime
) -> None:
    press = person(Role.PRESS)
    User.objects.filter(pk=press.pk).update(language="fr")
    person(Role.SPOKESPERSON)
    operations.assign(case=case, assignee=press, by=case.opened_by, now=now)
    operations.remind_desk(now=now + 10 * MINUTE)
    letter = Letter.objects.get()
    assert (letter.to, letter.language) == ("press@desk.test", "fr")
    assert "M-2026-0001" in letter.subject


def test_without_an_assignee_officers_and_spokespersons_are_told(
    case: Case, person: Callable[..., User], now: datetime
) -> None:
    person(Role.SPOKESPERSON)
    person(Role.PRESS)
    operations.remind_desk(now=now + 10 * MINUTE)
    assert set(Letter.objects.values_list("to", flat=True)) == {"officer@desk.test", "spokesperson@desk.test"}


def test_the_jobs_are_declared_once(db: None) -> None:
    from django_q.models import Schedule

    jobs.schedule()
    jobs.schedule()
    assert sorted(Schedule.objects.values_list("func", "minutes")) == [
        ("tabayyun.desk.cases.jobs.purge_posts", 1440),
        ("tabayyun.desk.cases.jobs.remind", 1),
    ]


def test_the_jobs_run_by_the_clock_of_the_machine(inquiry: Inquiry) -> None:
    assert jobs.remind() > 0
    assert letters.send() == Letter.objects.count() == len(mail.outbox)


def test_letters_written_before_the_outbox_was_shared_move_there_and_back(tmp_path: Path) -> None:
    program = Path(__file__).with_name("moving.py")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "moved and back", done.stderr
