"""Mails that arrive in a real Maildir: into the conversation or the triage box; none lost, none twice."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.mediadesk.conftest import JOURNALIST, NOON, asked

from tabayyun.desk.cases.models import Unit
from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.models import Mail, Mailbox, MailFile, MediaRequest
from tabayyun.desk.mediadesk.operations import inbox
from tabayyun.desk.mediadesk.operations.inbox import mailbox_options
from tabayyun.kit import letters
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Letter, User
from tabayyun.plugins.sources.base import Batch, RawPost

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def maildir(tmp_path: Path, settings: Any) -> Path:
    """The mailbox of the desk's address."""
    for name in ("new", "cur", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    settings.MEDIA_MAIL = f"maildir:{tmp_path / 'box'}"
    settings.DEFAULT_FROM_EMAIL = "Desk <desk@desk.test>"
    return tmp_path / "box"


def deliver(maildir: Path, raw: bytes | None = None, **said: str) -> None:
    """As the mail server does: write aside, then rename."""
    number = len(list(maildir.rglob("*.mail")))
    (maildir / "tmp" / "x").write_bytes(raw if raw is not None else worded(**said))
    (maildir / "tmp" / "x").rename(maildir / "new" / f"{number:04d}.mail")


def worded(
    subject: str = "سؤال", text: str = "متى الجواب؟", sender: str = JOURNALIST, **headers: str
) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = sender, subject
    message["Message-ID"] = headers.pop("message_id", f"<{abs(hash((subject, text)))}@journal.test>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def read() -> int:
    return operations.read_mailbox(now=NOON + HOUR)


def test_a_reference_in_the_subject_leads_into_the_conversation(filed: MediaRequest, maildir: Path) -> None:
    deliver(maildir, subject=f"Re: {filed.reference}", text="شكرا، ننتظر")
    assert read() == 1
    message = filed.messages.get()
    assert message.direction == "in"
    assert "شكرا، ننتظر" in message.text
    assert not queries.triage().exists()
    assert queries.told_to_journalist(filed).get() == message
    assert Letter.objects.filter(key__contains="heard").count() == 1
    assert not list((maildir / "new").iterdir())


@pytest.mark.parametrize("written", ["MR-٢٠٢٦-٠٠٠١", "mr-2026-0001", "[MR-2026-0001]", "طلب MR-2026-0001،"])
def test_a_reference_is_read_as_people_write_it(filed: MediaRequest, maildir: Path, written: str) -> None:
    deliver(maildir, subject=written)
    read()
    assert filed.messages.count() == 1


def test_an_answer_to_our_letter_needs_no_reference(
    filed: MediaRequest, press: User, maildir: Path, mailoutbox: list[Any]
) -> None:
    operations.reply(request=filed, text="متى؟", by=press, now=NOON)
    letters.send_due(now=NOON)
    ours = next(letter for letter in mailoutbox if "متى؟" in letter.body)
    said = ours.extra_headers["Message-ID"]
    deliver(maildir, subject="Re:", text="الخميس", sender="other@journal.test", In_Reply_To=said)
    read()
    message = filed.messages.get(direction="in")
    assert "الخميس" in message.text
    assert message not in queries.told_to_journalist(
        filed
    )  # it came from another address: only the desk sees it


@pytest.mark.parametrize("subject", ["MR-2026-0099", "MR-2025-0001", "بلا مرجع", "MR-1", ""])
def test_what_belongs_nowhere_waits_in_the_triage_box(
    filed: MediaRequest, maildir: Path, subject: str
) -> None:
    deliver(maildir, subject=subject)
    read()
    assert queries.triage().get().sender == JOURNALIST
    assert not filed.messages.exists()


def test_the_same_mail_counts_once(filed: MediaRequest, maildir: Path) -> None:
    for _ in range(3):
        deliver(maildir, subject=filed.reference, message_id="<same@journal.test>")
        read()
    assert Mail.objects.count() == filed.messages.count() == 1


def test_an_answer_that_a_machine_marked_is_not_dropped(filed: MediaRequest, maildir: Path) -> None:
    deliver(maildir, subject=filed.reference, Auto_Submitted="auto-replied", X_Spam_Flag="yes")
    assert read() == 1
    assert filed.messages.count() == 1


def test_our_own_letter_does_not_answer_itself(filed: MediaRequest, maildir: Path) -> None:
    deliver(maildir, subject=filed.reference, sender="desk@desk.test")
    read()
    assert not filed.messages.exists()
    assert queries.triage().count() == 1


def test_a_unit_is_heard_by_colleagues_only(
    filed: MediaRequest, unit: Unit, press: User, maildir: Path
) -> None:
    operations.assign(request=filed, unit=unit, assignee=press, by=press, now=NOON)
    deliver(maildir, subject=f"RE: {filed.reference}", text="D’accord jeudi", sender="unit@field.test")
    read()
    assert filed.messages.get().direction == "unit"
    assert not queries.told_to_journalist(filed).exists()
    filed.refresh_from_db()
    assert filed.first_answered_at is None


def multipart() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = JOURNALIST, "=?windows-1256?B?"
    message["Message-ID"] = "<m@x>"
    message.set_content("الجواب MR-2026-0001")
    message.add_alternative("<p>HTML <script>alert(1)</script></p>", subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="ترخيص.pdf")
    return message.as_bytes()


BROKEN_CHARSET = (
    b"From: =?utf-8?b?broken\r\nSubject: =?x-unknown?q?MR-2026-0001?=\r\n"
    b"Content-Type: text/plain; charset=x-klingon\r\n\r\nMR-2026-0001 "
    + "سلام".encode("windows-1256")
    + b"\0\xff"
)


@pytest.mark.parametrize("raw", [multipart(), BROKEN_CHARSET], ids=["multipart", "broken charset"])
def test_mails_as_they_come(filed: MediaRequest, maildir: Path, raw: bytes) -> None:
    deliver(maildir, raw)
    read()
    message = filed.messages.get()
    assert "\0" not in message.text
    assert "alert" not in message.text


def attached(content: bytes, name: str = "ترخيص.pdf", text: str = "MR-2026-0001") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = JOURNALIST, "ملف", f"<{abs(hash(name))}@x>"
    message.set_content(text)
    message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


class TestAttached:
    @pytest.fixture(autouse=True)
    def vault(self, settings: Any, tmp_path: Path) -> Path:
        """Files of this test alone."""
        settings.HOME = tmp_path / "home"
        return tmp_path / "home" / "evidence"

    def test_a_file_is_kept_encrypted_and_handed_over_to_be_saved(
        self, filed: MediaRequest, maildir: Path, client: Any, press: User, vault: Path
    ) -> None:
        page = b"<script>alert(1)</script>" * 9
        deliver(maildir, attached(page, "سطو\u202egpj.html").as_bytes())
        read()
        read()
        file = MailFile.objects.get()
        (kept,) = (path for path in vault.rglob("*") if path.is_file())
        assert b"script" not in kept.read_bytes()
        client.force_login(press)
        shown = client.get(f"/desk/media/{filed.reference}/").content.decode()
        assert f"/desk/media/triage/files/{file.pk}/" in shown
        assert "\u202e" not in shown
        answer = client.get(f"/desk/media/triage/files/{file.pk}/")
        assert b"".join(answer.streaming_content) == page
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        kept.write_bytes(b"x" * 100)
        assert client.get(f"/desk/media/triage/files/{file.pk}/").status_code == 409

    def test_only_the_desk_of_the_media_takes_it(
        self, filed: MediaRequest, maildir: Path, client: Any
    ) -> None:
        deliver(maildir, attached(b"%PDF-").as_bytes())
        read()
        client.force_login(User.objects.create_user("auditor", role="auditor"))
        assert client.get(f"/desk/media/triage/files/{MailFile.objects.get().pk}/").status_code == 403

    def test_one_that_is_too_large_is_named_and_its_mail_is_heard(
        self, filed: MediaRequest, maildir: Path, client: Any, press: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(inbox, "LARGEST", 1000)
        deliver(maildir, attached(b"x" * 1001, "كبير.pdf").as_bytes())
        deliver(maildir, attached(b"x" * 1000, "مناسب.pdf").as_bytes())
        read()
        assert dict(MailFile.objects.values_list("name", "trouble")) == {
            "كبير.pdf": "too_large",
            "مناسب.pdf": "",
        }
        assert filed.messages.count() == 2
        client.force_login(press)
        page = client.get(f"/desk/media/{filed.reference}/").content.decode()
        assert "أكبر من أن يُحفظ هنا" in page
        refused = MailFile.objects.get(trouble="too_large")
        assert client.get(f"/desk/media/triage/files/{refused.pk}/").status_code == 404

    def test_one_that_was_damaged_on_the_way_says_so(self, filed: MediaRequest, maildir: Path) -> None:
        raw = attached(b"%PDF-" + bytes(600)).as_bytes()
        assert b"AAAA\nAAAA" in raw
        deliver(maildir, raw.replace(b"AAAA\nAAAA", b"AA*A\nA", 1))
        read()
        assert MailFile.objects.get().trouble == "damaged"
        assert filed.messages.count() == 1

    def test_files_go_with_what_the_mail_said(
        self, granted: MediaRequest, maildir: Path, press: User, vault: Path,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:  # fmt: skip
        deliver(maildir, attached(b"%PDF-", text=granted.reference).as_bytes())
        deliver(maildir, attached(b"%PDF-", "2.pdf", text="?").as_bytes())
        read()
        operations.set_aside(mail=queries.triage().get(), reason="إشهار", by=press, now=NOON)
        with django_capture_on_commit_callbacks(execute=True):
            operations.purge(now=NOON + timedelta(days=900))
        assert not MailFile.objects.exists()
        assert Mail.objects.filter(text="", sender="").count() == 2
        assert not [path for path in vault.rglob("*") if path.is_file()]

    def test_the_page_asks_as_often_for_three_files_as_for_one(
        self, filed: MediaRequest, maildir: Path, client: Any, press: User
    ) -> None:
        client.force_login(press)
        counts = []
        for names in (["1"], ["2", "3"]):
            for name in names:
                deliver(maildir, attached(b"%PDF-", name).as_bytes())
            read()
            client.get(f"/desk/media/{filed.reference}/")
            with CaptureQueriesContext(connection) as asked_for:
                client.get(f"/desk/media/{filed.reference}/")
            counts.append(len(asked_for))
        assert counts[0] == counts[1]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode("utf-16-le")))
def test_whatever_arrives_is_kept(maildir: Path, raw: bytes) -> None:
    """Hostile bytes end as a mail to look at, never as an error that holds up the others."""
    deliver(maildir, raw)
    read()
    assert Mailbox.objects.get().trouble == ""
    assert Mail.objects.exists()
    assert not list((maildir / "new").iterdir())


class TestTriage:
    @pytest.fixture
    def mail(self, db: None) -> Mail:
        post = RawPost(id="1", text="طلب تصوير\n\nنود التصوير بالرباط", author=JOURNALIST)
        operations.take(batch=Batch(posts=[post], cursor="c"), now=NOON)
        return Mail.objects.get()

    def test_a_person_puts_it_where_it_belongs(
        self, mail: Mail, filed: MediaRequest, press: User, now: datetime
    ) -> None:
        with pytest.raises(Refused, match="MR-2026-0009"):
            operations.attach(mail=mail, reference="MR-2026-0009", by=press, now=now)
        assert operations.attach(mail=mail, reference=" mr-٢٠٢٦-0001 ", by=press, now=now) == filed
        assert filed.messages.get().text == mail.text
        for settle in (
            lambda: operations.attach(mail=mail, reference=filed.reference, by=press, now=now),
            lambda: operations.set_aside(mail=mail, reason="x", by=press, now=now),
            lambda: operations.make_request(mail=mail, asked=asked(), by=press, now=now),
        ):
            with pytest.raises(Refused, match="settled already"):
                settle()

    def test_it_becomes_a_request(self, mail: Mail, press: User, now: datetime) -> None:
        request = operations.make_request(mail=mail, asked=asked(), by=press, now=now)
        assert request.way == "mail"
        assert request.messages.get().text == mail.text
        assert not queries.triage().exists()

    def test_it_is_set_aside_with_a_reason_and_stays(self, mail: Mail, press: User, now: datetime) -> None:
        with pytest.raises(Refused):
            operations.set_aside(mail=mail, reason=" ", by=press, now=now)
        operations.set_aside(mail=mail, reason="إشهار", by=press, now=now)
        assert not queries.triage().exists()
        assert Mail.objects.get().text

    def test_the_page(self, client: Any, mail: Mail, press: User, file_one: Callable[..., Any]) -> None:
        client.force_login(press)
        assert "طلب تصوير" in client.get("/desk/media/triage/").content.decode()
        page = client.get(f"/desk/media/triage/{mail.pk}/").content.decode()
        assert "نود التصوير بالرباط" in page
        refused = client.post(f"/desk/media/triage/{mail.pk}/attach/", {"reference": "MR-9999-1"})
        assert refused.status_code == 422
        typed = {
            "kind": "data", "asker": "outlet", "language": "ar", "subject": "x", "name": "x",
            "email": JOURNALIST,
        }  # fmt: skip
        assert client.post(f"/desk/media/triage/{mail.pk}/request/", typed).status_code == 302
        assert MediaRequest.objects.get(subject="x").messages.count() == 1


def test_trouble_with_the_mailbox_is_shown_to_the_desk(
    client: Any, press: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_MAIL = f"maildir:{tmp_path / 'nowhere'}"
    assert read() == 0
    assert "nowhere" in Mailbox.objects.get().trouble
    client.force_login(press)
    assert "nowhere" in client.get("/desk/media/").content.decode()
    settings.MEDIA_MAIL = "pop3://x"
    assert read() == 0


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        (
            "imaps://me%40x:p%2Fw@mail.test/Media",
            {"port": 993, "security": "tls", "user": "me@x", "password": "p/w"},
        ),
        ("imap://me:p@mail.test", {"port": 143, "security": "starttls", "folder": "INBOX"}),
        ("imap://me:p@localhost:1143/?security=none", {"port": 1143, "security": "none"}),
    ],
)
def test_the_address_of_a_mailbox(address: str, wanted: dict[str, Any]) -> None:
    assert wanted.items() <= mailbox_options(address).items()


KILLED = """
import os, django
django.setup()
from datetime import UTC, datetime
from tabayyun.desk.mediadesk import operations
from tabayyun.desk.mediadesk.operations import inbox
usual = inbox._thread
def die(*args):
    usual(*args)
    os.kill(os.getpid(), 9)
if os.environ["DIE"] == "yes":
    inbox._thread = die
operations.read_mailbox(now=datetime(2026, 3, 2, 13, tzinfo=UTC))
"""


def test_a_reader_that_is_killed_reads_again_and_nothing_counts_twice(tmp_path: Path, maildir: Path) -> None:
    """In a database of its own: killed in the middle of a batch, then run to the end, twice."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        **os.environ,
        "TABAYYUN_HOME": str(home),
        "TABAYYUN_DATABASE_URL": f"sqlite:///{home / 'x.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings",
        "TABAYYUN_MEDIA_MAIL": f"maildir:{maildir}",
    }

    def run(code: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code],
            env={**environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )

    made = run(PREPARED)
    assert made.returncode == 0, made.stderr
    for number in range(3):
        deliver(maildir, subject="MR-2026-0001", text=f"رسالة {number}", message_id=f"<{number}@x>")
    assert run(KILLED, DIE="yes").returncode == -9
    assert run(COUNTED).stdout.split() == ["0", "0"]
    for _ in range(2):
        done = run(KILLED, DIE="no")
        assert done.returncode == 0, done.stderr
    assert run(COUNTED).stdout.split() == ["3", "3"]
    assert not list((maildir / "new").iterdir())


PREPARED = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from datetime import UTC, datetime
from tabayyun.desk.mediadesk import operations
said = dict(kind="data", asker="outlet", language="ar", subject="x", name="x", email="x@y.test")
operations.file_request(asked=operations.Asked(**said), way="form", now=datetime(2026, 3, 2, tzinfo=UTC))
"""
COUNTED = """
import django
django.setup()
from tabayyun.desk.mediadesk.models import Mail, Message
print(Mail.objects.count(), Message.objects.count())
"""
