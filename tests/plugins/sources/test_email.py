"""The mailbox source against real delivery: SMTP into a Maildir, and a real IMAP server."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox as Delivery
from hypothesis import given
from hypothesis import strategies as st
from tests.plugins.sources.dovecot import Imap, free_port, running
from tests.plugins.sources.reading import ids, take, texts

from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import File, RawPost, Rejected, SourceError
from tabayyun.plugins.sources.email import format as mails
from tabayyun.plugins.sources.email.plugin import TOGETHER, plugin


def mail(body: str = "نص", subject: str = "خبر", number: int = 0) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "قارئة <reader@mail.example>"
    message["To"] = "desk@institution.example"
    message["Subject"] = subject
    message["Date"] = "Sat, 07 Nov 2026 20:15:00 +0100"
    message["Message-ID"] = f"<{number}@mail.example>"
    message.set_content(body)
    return message


def read(message: Any) -> RawPost:
    found = mails.decode(message.as_bytes(), origin="x")
    assert isinstance(found, RawPost), found
    return found


class Smtp:
    """A mail server that delivers to a Maildir."""

    def __init__(self, folder: Path) -> None:
        self._controller = Controller(Delivery(folder), hostname="127.0.0.1", port=free_port())
        self._controller.start()

    def send(self, message: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", self._controller.port) as client:
            client.send_message(message, "reader@mail.example", ["desk@institution.example"])

    def stop(self) -> None:
        self._controller.stop()


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[Smtp]:
    server = Smtp(tmp_path / "mail")
    yield server
    server.stop()


@pytest.mark.counterpart
def test_delivered_mails_become_posts_once(smtp: Smtp, tmp_path: Path) -> None:
    options = plugin.parse({"maildir": str(tmp_path / "mail")})
    for number in range(TOGETHER + 5):
        smtp.send(mail(f"رسالة {number}\nبسطرين", number=number))
    first = take(plugin, options, until=lambda _: True)
    assert len(ids(first)) == TOGETHER
    assert len(list((tmp_path / "mail/new").iterdir())) == TOGETHER + 5, "not saved yet: not moved"
    rest = take(plugin, options, first[-1].cursor)
    assert len(ids(rest)) == 5
    assert not set(ids(first)) & set(ids(rest))
    assert sorted(texts([*first, *rest]))[0] == "خبر\n\nرسالة 0\nبسطرين"
    assert take(plugin, options, rest[-1].cursor) == []
    assert list((tmp_path / "mail/new").iterdir()) == []
    assert len(list((tmp_path / "mail/cur").iterdir())) == TOGETHER + 5, "nothing is ever deleted"


def test_a_cursor_cannot_move_files_from_elsewhere(tmp_path: Path) -> None:
    for name in ("new", "cur"):
        (tmp_path / "mail" / name).mkdir(parents=True)
    (tmp_path / "mine").write_text("x")
    take(plugin, plugin.parse({"maildir": str(tmp_path / "mail")}), '{"settled": ["../../mine", "..", ""]}')
    assert (tmp_path / "mine").exists()


def test_a_mail_that_is_too_large_is_said_and_stays(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.big").write_bytes(mail("x" * 70 * 1000).as_bytes())
    options = plugin.parse({"maildir": str(tmp_path), "max_bytes": 10_000})
    (batch,) = take(plugin, options)
    assert batch.rejected[0].reason == reasons.LINE_TOO_LONG
    assert batch.rejected[0].raw.startswith(b"From: ")
    assert (tmp_path / "cur" / "1.big:2,S").exists()


@pytest.fixture
def imap() -> Iterator[Imap]:
    with running() as server:
        yield server


@pytest.mark.counterpart
def test_a_real_imap_server_is_read_on_from_the_last_mail(imap: Imap) -> None:
    for number in range(TOGETHER + 3):
        imap.deliver(mail(f"رسالة {number}", number=number))
    options = plugin.parse(
        {"host": "127.0.0.1", "port": imap.port, "security": "none", "user": "desk", "password": "s3cret"}
    )
    first = take(plugin, options, until=lambda _: True)
    assert texts(first)[0] == "خبر\n\nرسالة 0"
    rest = take(plugin, options, first[-1].cursor)
    assert len(ids(first)) == TOGETHER
    assert len(ids(rest)) == 3
    assert take(plugin, options, rest[-1].cursor) == []
    imap.deliver(mail("جديد", number=99))
    assert texts(take(plugin, options, rest[-1].cursor)) == ["خبر\n\nجديد"]
    assert imap.seen() == [], "the mailbox is left as it was"
    other = '{"validity": 1, "uid": 999}'
    assert set(ids(take(plugin, options, other))) > set(ids([*first, *rest])), (
        "another UIDVALIDITY: read anew"
    )


@pytest.mark.counterpart
def test_what_a_real_imap_server_refuses_is_a_source_error(imap: Imap, tmp_path: Path) -> None:
    imap.deliver(mail("x" * 5000))
    (tmp_path / "password").write_text("s3cret\n")
    known = {"host": "127.0.0.1", "port": imap.port, "security": "none", "user": "desk"}
    with pytest.raises(SourceError):
        take(plugin, plugin.parse({**known, "password": "wrong"}))
    password = f"file:{tmp_path / 'password'}"
    with pytest.raises(SourceError):
        take(plugin, plugin.parse({**known, "password": password, "folder": "No such folder"}))
    (batch,) = take(plugin, plugin.parse({**known, "password": password, "max_bytes": 2000}))
    assert batch.rejected[0].reason == reasons.LINE_TOO_LONG


def test_html_alone_and_beside_plain_text() -> None:
    message = mail("الأصل")
    message.add_alternative("<p>نسخة <b>أخرى</b></p>", subtype="html")
    assert read(message).text == "خبر\n\nالأصل"
    message = mail()
    message.set_content("<html><head><style>p{}</style></head><p>نص<br>آخر</p></html>", subtype="html")
    assert read(message).text == "خبر\n\nنص\nآخر"


def test_a_forwarded_mail_is_read_with_what_was_forwarded() -> None:
    outer = MIMEMultipart()
    outer["From"], outer["Subject"] = "a@mail.example", "Fwd: TR: إشاعة"
    outer.attach(MIMEText("هل هذا صحيح؟", "plain", "utf-8"))
    outer.attach(MIMEMessage(mail("النص الأصلي", "العنوان الأصلي")))
    assert read(outer).text == "إشاعة\n\nهل هذا صحيح؟\n\nالعنوان الأصلي\n\nالنص الأصلي"


def test_attachments_are_named_and_not_read() -> None:
    message = mail()
    message.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="صورة.jpg")
    message.add_attachment("سر", subtype="plain", filename="note.txt")
    message.add_attachment(b"x", maintype="audio", subtype="ogg")
    found = read(message)
    assert found.media == ("attachment:صورة.jpg", "attachment:note.txt", "attachment:3.ogg")
    assert "سر" not in found.text
    assert found.files == ()


def test_attachments_are_handed_over_when_they_are_asked_for() -> None:
    message = mail()
    message.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="صورة.jpg")
    message.add_attachment("سر", subtype="plain", filename="note.txt")
    message.add_attachment(b"x" * 9, maintype="audio", subtype="ogg")
    found = mails.decode(message.as_bytes(), origin="x", largest_file=8)
    assert isinstance(found, RawPost)
    assert found.files == (
        File("صورة.jpg", b"\xff\xd8"),
        File("note.txt", "سر\n".encode()),
        File("3.ogg", None, reasons.FILE_TOO_LARGE),
    )


@pytest.mark.parametrize(("encoded", "whole"), [(b"eHh4eA==", True), (b"eHh4eA", True), (b"eHh4*A==", False)])
def test_a_file_whose_encoding_is_damaged_is_not_handed_over(encoded: bytes, whole: bool) -> None:
    message = mail()
    message.add_attachment(b"xxxx", maintype="application", subtype="pdf", filename="x.pdf")
    raw = message.as_bytes().replace(b"eHh4eA==", encoded)
    found = mails.decode(raw, origin="x", largest_file=100)
    assert isinstance(found, RawPost)
    assert found.files == (File("x.pdf", b"xxxx") if whole else File("x.pdf", None, reasons.FILE_DAMAGED),)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("7/11/2026, 20:01 - فلان: عاجل", "عاجل"),
        ("[07/11/2026 20:02:33] +212 600-000000: wach", "wach"),
        ("\u200f[٠٧/١١/٢٠٢٦، ٨:٠٢:٣٣ م] فلان الفلاني: خبر", "خبر"),
        ("11/7/26, 8:01 PM - X Y: text: more", "text: more"),
        ("اجتماع 7/11/2026 على الساعة 20:01 - مهم: نعم", "اجتماع 7/11/2026 على الساعة 20:01 - مهم: نعم"),
    ],
)
def test_who_wrote_it_in_a_chat_is_left_out(line: str, words: str) -> None:
    assert mails.without_chat_marks(line) == words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Auto-Submitted", "auto-replied"),
        ("Return-Path", "<>"),
        ("X-Spam-Flag", "YES"),
    ],
)
def test_what_no_person_sent_is_passed_over(name: str, value: str) -> None:
    message = mail()
    message[name] = value
    with pytest.raises(mails.Automatic):
        mails.decode(message.as_bytes(), origin="x")


def test_the_same_mail_by_two_ways_is_one_and_a_copied_message_id_hides_nothing() -> None:
    direct, copied = mail("نص"), mail("نص")
    copied["Received"] = "from elsewhere"
    assert read(direct).id == read(copied).id
    assert read(direct).id != read(mail("نص آخر")).id


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8", "x-unknown"])
def test_old_and_wrong_charsets(charset: str) -> None:
    encoded = "خبر".encode("utf-8" if charset == "x-unknown" else charset)
    raw = f"From: a@mail.example\nContent-Type: text/plain; charset={charset}\n".encode() + b"\n" + encoded
    found = mails.decode(raw, origin="x")
    assert isinstance(found, RawPost)
    assert found.text == "خبر"


def test_a_mail_without_words_is_kept_aside() -> None:
    found = mails.decode(b"From: a@mail.example\n\n\n", origin="x")
    assert isinstance(found, Rejected)
    assert found.reason == reasons.EMPTY_TEXT


HEADERS = st.sampled_from(
    ["From", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "In-Reply-To"]
)
HOSTILE = st.text(st.characters(blacklist_characters="\n\r"), max_size=40) | st.sampled_from(
    ["=?utf-8?b?////?=", "multipart/mixed; boundary=x", "message/rfc822", "base64", "<", "a@[", "text/html"]
)


@given(st.lists(st.tuples(HEADERS, HOSTILE), max_size=6), st.binary(max_size=200))
def test_no_mail_makes_it_fail(headers: list[tuple[str, str]], body: bytes) -> None:
    lines = "".join(f"{name}: {value}\n" for name, value in headers)
    raw = lines.encode("utf-8", "surrogatepass") + b"\n--x\n" + body
    try:
        found = mails.decode(raw, origin="x")
    except mails.Automatic:
        return
    assert isinstance(found, RawPost) or found.raw == raw
