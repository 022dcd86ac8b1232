"""The outbox against a real SMTP server, and reminders that go out once."""

import socket
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as Mailbox
from django.test import override_settings

from tabayyun.desk.cases import jobs, operations, queries
from tabayyun.desk.cases.models import Case, Inquiry, Letter, Reminder, Unit
from tabayyun.kit import audit
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
QUESTION = "هل ألغيت أبواب مفتوحة بفاس؟\n<script>alert(1)</script>"


class Postbox(Message):
    """Keeps what arrives; refuses the addresses it was told to."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[EmailMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def prepare_message(self, session: Any, envelope: Any) -> Any:
        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message: Any) -> None:
        self.arrived.append(message)


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    real = {
        "EMAIL_BACKEND": "tabayyun.kit.mail.Backend",
        "EMAIL_CONFIG": f"smtp://127.0.0.1:{port}",
        "DEFAULT_FROM_EMAIL": "مكتب التبين <desk@desk.test>",
    }
    with override_settings(**real):
        yield box
    server.stop()


@pytest.fixture
def inquiry(case: Case, unit: Unit, officer: User, now: datetime) -> Inquiry:
    due = now + 60 * MINUTE
    return operations.ask(case=case, unit=unit, question=QUESTION, due_at=due, by=officer, now=now)


@pytest.mark.counterpart
def test_an_inquiry_arrives_in_arabic_with_its_link(
    inquiry: Inquiry, postbox: Postbox, now: datetime
) -> None:
    assert operations.send_letters(now=now) == 1
    (letter,) = postbox.arrived
    text = letter.get_content()
    assert letter["To"] == "unit@field.test"
    assert letter["From"] == "مكتب التبين <desk@desk.test>"
    assert "M-2026-0001" in letter["Subject"]
    assert "طلب تحقق" in letter["Subject"]
    assert letter["Content-Language"] == "ar"
    assert QUESTION.splitlines()[0] in text
    assert queries.answer_link(inquiry) in text
    inquiry.refresh_from_db()
    assert inquiry.sent_at == now


@pytest.mark.counterpart
def test_a_refused_address_keeps_the_letter_and_says_why(
    inquiry: Inquiry, postbox: Postbox, now: datetime
) -> None:
    postbox.refused.add("unit@field.test")
    assert operations.send_letters(now=now) == 0
    letter = Letter.objects.get()
    assert "550" in letter.last_error
    assert letter.next_try_at == now + MINUTE
    postbox.refused.clear()
    assert operations.send_letters(now=now) == 0
    assert operations.send_letters(now=now + MINUTE) == 1
    assert len(postbox.arrived) == 1


@override_settings(EMAIL_BACKEND="tabayyun.kit.mail.Backend", EMAIL_CONFIG="smtp://127.0.0.1:1")
def test_a_mail_server_that_is_down_loses_nothing_and_is_asked_less_and_less(
    inquiry: Inquiry, now: datetime
) -> None:
    at, pauses = now, []
    for _ in range(8):
        assert operations.send_letters(now=at) == 0
        pauses.append(Letter.objects.get().next_try_at - at)
        at += pauses[-1]
    assert pauses == [n * MINUTE for n in (1, 2, 4, 8, 16, 32, 60, 60)]
    inquiry.refresh_from_db()
    assert inquiry.sent_at is None


class Killed(BaseException):
    """The process ends here, as by `kill -9`: nothing catches it."""


class DyingMailbox(Mailbox):
    def send_messages(self, messages: Any) -> int:
        raise Killed


def test_a_process_killed_while_sending_sends_once_after_its_lease(
    inquiry: Inquiry, now: datetime, settings: Any
) -> None:
    usual, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.DyingMailbox"
    with pytest.raises(Killed):
        operations.send_letters(now=now)
    settings.EMAIL_BACKEND = usual
    assert operations.send_letters(now=now + MINUTE) == 0
    for minutes in (5, 6, 60):
        operations.send_letters(now=now + minutes * MINUTE)
    assert len(mail.outbox) == 1


def test_a_letter_tried_again_carries_the_same_message_id(inquiry: Inquiry, now: datetime) -> None:
    operations.send_letters(now=now)
    Letter.objects.update(sent_at=None)  # as when the process was killed just after the server said yes
    operations.send_letters(now=now + 10 * MINUTE)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


class BusyMailbox(Mailbox):
    """While the first process talks to the mail server, a second one looks for letters."""

    now: datetime

    def send_messages(self, messages: Any) -> int:
        assert operations.send_letters(now=self.now) == 0
        return super().send_messages(messages)


def test_two_processes_send_a_letter_once(
    inquiry: Inquiry, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BusyMailbox, "now", now, raising=False)
    settings.EMAIL_BACKEND = f"{__name__}.BusyMailbox"
    assert operations.send_letters(now=now) == 1
    assert len(mail.outbox) == 1


def test_the_link_is_not_kept_in_the_database(inquiry: Inquiry) -> None:
    assert queries.token(inquiry) not in Letter.objects.get().body


def test_the_jobs_say_nothing_twice(inquiry: Inquiry, now: datetime) -> None:
    """A unit and the desk, minute by minute for three hours, every job run twice."""
    for minute in range(180):
        for _ in range(2):
            at = now + minute * MINUTE
            operations.remind_units(now=at)
            operations.remind_desk(now=at)
            operations.send_letters(now=at)
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
        ("tabayyun.desk.cases.jobs.send_letters", 1),
    ]


def test_the_jobs_run_by_the_clock_of_the_machine(inquiry: Inquiry) -> None:
    assert jobs.remind() > 0
    assert jobs.send_letters() == Letter.objects.count() == len(mail.outbox)
