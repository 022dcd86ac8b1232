"""The outbox against a real SMTP server: late, refused, killed, twice at once, and nothing lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as Mailbox
from django.db import IntegrityError, transaction
from django.test import override_settings
from tests.conftest import Postbox

from tabayyun.kit import letters
from tabayyun.kit.links import Link, opened
from tabayyun.kit.models import Institution, Letter

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LINK = Link("cases:answer", "7")


@pytest.fixture
def letter() -> Letter:
    """One letter in the outbox, in French, with a link at its end."""
    write()
    return Letter.objects.get()


def write(key: str = "inquiry-7-asked", to: str = "unit@field.test") -> None:
    letters.queue(
        key=key,
        to=to,
        language="fr",
        template="letter.txt",
        context={"said": "« L’été » & <b>"},
        now=NOW,
        link=LINK,
        reply_to="media@desk.test",
    )


@pytest.fixture(autouse=True)
def _worded(settings: Any) -> None:
    """The template that these tests write with."""
    Institution.objects.update_or_create(pk=1, defaults={"name": {"ar": "المؤسسة", "fr": "Institution"}})
    loader = ("django.template.loaders.locmem.Loader", {"letter.txt": TEMPLATE})
    options = {**settings.TEMPLATES[0]["OPTIONS"], "loaders": [loader]}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False, "OPTIONS": options}]


TEMPLATE = "{% autoescape off %}Lettre de {{ institution }}\n\n{{ said }}{% endautoescape %}"


@pytest.mark.counterpart
def test_a_letter_arrives_with_its_link_and_where_to_answer(letter: Letter, postbox: Postbox) -> None:
    assert letters.send_due(now=NOW) == 1
    (arrived,) = postbox.arrived
    assert arrived["Subject"] == "Lettre de Institution"
    assert arrived["To"] == "unit@field.test"
    assert arrived["Reply-To"] == "media@desk.test"
    assert arrived["Content-Language"] == "fr"
    assert arrived.get_content().startswith("« L’été » & <b>")
    assert arrived.get_content().rstrip().endswith(LINK.address("fr"))
    letter.refresh_from_db()
    assert letter.sent_at == NOW


@pytest.mark.counterpart
def test_a_refused_address_keeps_the_letter_and_says_why(letter: Letter, postbox: Postbox) -> None:
    postbox.refused.add("unit@field.test")
    assert letters.send_due(now=NOW) == 0
    letter.refresh_from_db()
    assert "550" in letter.last_error
    assert letter.next_try_at == NOW + MINUTE
    postbox.refused.clear()
    assert letters.send_due(now=NOW) == 0
    assert letters.send_due(now=NOW + MINUTE) == 1
    assert len(postbox.arrived) == 1


@override_settings(EMAIL_BACKEND="tabayyun.kit.mail.Backend", EMAIL_CONFIG="smtp://127.0.0.1:1")
def test_a_mail_server_that_is_down_loses_nothing_and_is_asked_less_and_less(letter: Letter) -> None:
    at, pauses = NOW, []
    for _ in range(8):
        assert letters.send_due(now=at) == 0
        pauses.append(Letter.objects.get().next_try_at - at)
        at += pauses[-1]
    assert pauses == [n * MINUTE for n in (1, 2, 4, 8, 16, 32, 60, 60)]
    assert Letter.objects.get().sent_at is None


class Killed(BaseException):
    """The process ends here, as by `kill -9`: nothing catches it."""


class DyingMailbox(Mailbox):
    def send_messages(self, messages: Any) -> int:
        raise Killed


def test_a_process_killed_while_sending_sends_once_after_its_lease(letter: Letter, settings: Any) -> None:
    usual, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.DyingMailbox"
    with pytest.raises(Killed):
        letters.send_due(now=NOW)
    settings.EMAIL_BACKEND = usual
    assert letters.send_due(now=NOW + MINUTE) == 0
    for minutes in (5, 6, 60):
        letters.send_due(now=NOW + minutes * MINUTE)
    assert len(mail.outbox) == 1


def test_a_letter_tried_again_carries_the_same_message_id(letter: Letter) -> None:
    letters.send_due(now=NOW)
    Letter.objects.update(sent_at=None)  # as when the process was killed just after the server said yes
    letters.send_due(now=NOW + 10 * MINUTE)
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


class BusyMailbox(Mailbox):
    """While the first process talks to the mail server, a second one looks for letters."""

    def send_messages(self, messages: Any) -> int:
        assert letters.send_due(now=NOW) == 0
        return super().send_messages(messages)


def test_two_processes_send_a_letter_once(letter: Letter, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BusyMailbox"
    assert letters.send_due(now=NOW) == 1
    assert len(mail.outbox) == 1


def test_the_same_thing_is_told_once(letter: Letter) -> None:
    write(to="somebody@else.test")
    assert Letter.objects.get().to == "unit@field.test"


def test_an_answer_names_the_letter_it_answers(letter: Letter) -> None:
    letters.send_due(now=NOW)
    said = mail.outbox[0].extra_headers["Message-ID"]
    assert letters.keys_in(f"<other@example.org> {said}\r\n <x.20260301120000@y>") == ["inquiry-7-asked", "x"]


def test_a_signed_link_opens_its_own_page_only() -> None:
    assert opened("cases:answer", LINK.token) == "7"
    assert opened("mediadesk:answer", LINK.token) is None
    assert opened("cases:answer", LINK.token.replace("7", "8", 1)) is None
    assert opened("cases:answer", "8") is None


def test_the_link_is_signed_only_when_the_letter_leaves(letter: Letter) -> None:
    assert LINK.token not in " ".join(str(value) for value in Letter.objects.values().get().values())


def test_an_erased_letter_says_nothing_to_nobody_and_stays(letter: Letter) -> None:
    assert letters.erase(letters.with_link("cases:answer"), now=NOW) == 1
    assert letters.send_due(now=NOW + MINUTE) == 0
    letter.refresh_from_db()
    assert (letter.to, letter.subject, letter.body, letter.reply_to) == ("", "", "", "")
    assert letter.key == "inquiry-7-asked"


def test_no_letter_is_ever_deleted(letter: Letter) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.delete()


def test_the_job_sends_by_the_clock_of_the_machine(letter: Letter) -> None:
    from django_q.models import Schedule

    letters.schedule()
    letters.schedule()
    assert Schedule.objects.get().func == letters.JOB
    assert letters.send() == 1
