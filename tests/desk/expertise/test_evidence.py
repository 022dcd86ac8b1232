"""Evidence: kept as it came in, stamped, held, erased, and everybody who had it."""

import io
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from tests.desk.expertise.conftest import NOON

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.models import CustodyEntry, Evidence
from tabayyun.desk.expertise.operations import evidence as receiving
from tabayyun.desk.signals.models import Content
from tabayyun.kit import plugins, vault
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="needs the program openssl")


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def receive(content: Content, by: User, data: bytes = b"\x89PNG a clip", name: str = "clip.png") -> Evidence:
    origin = Evidence.Origin.UPLOAD
    return operations.receive(
        content=content, data=io.BytesIO(data), name=name, origin=origin, by=by, now=NOON
    )


@pytest.fixture
def piece(content: Content, expert: User) -> Evidence:
    return receive(content, expert)


def actions(piece: Evidence) -> list[str]:
    return [entry.action for entry in queries.custody_of(piece)]


def test_what_is_received_is_kept_as_it_came(content: Content, expert: User) -> None:
    piece = receive(content, expert)
    with operations.opened(evidence=piece, by=expert, purpose="to look", now=LATER) as path:
        assert path.read_bytes() == b"\x89PNG a clip"
        assert path.suffix == ".png"
    assert not path.exists()
    assert (piece.size, piece.media_type) == (11, "image/png")
    assert actions(piece) == ["received", "opened"]
    assert queries.custody_is_whole(piece)


def test_the_same_file_on_the_same_content_is_kept_once(
    content: Content, expert: User, tmp_path: Path
) -> None:
    assert receive(content, expert) == receive(content, expert, name="again.png")
    assert len([path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(("data", "said"), [(b"", "empty"), (b"x" * 11, "larger")])
def test_what_cannot_be_kept_is_refused_with_the_reason(
    content: Content, expert: User, data: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MOST", 10)
    with pytest.raises(Refused, match=said):
        receive(content, expert, data)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\clips\\فيديو.mp4", "فيديو.mp4"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("\0", "file"),
        ("x" * 10_000 + ".jpg", "x" * 146 + ".jpg"),
    ],
)
def test_a_file_name_is_made_harmless(content: Content, expert: User, given: str, kept: str) -> None:
    assert receive(content, expert, name=given).name == kept


@needs_openssl
def test_it_is_stamped_once(content: Content, expert: User) -> None:
    piece = receive(content, expert)
    assert operations.stamp_due(now=LATER) == 1
    assert operations.stamp_due(now=LATER) == 0
    piece.refresh_from_db()
    assert piece.timestamp
    assert actions(piece) == ["received", "stamped"]


def test_a_stamp_that_cannot_be_had_says_why_and_is_tried_again(
    content: Content, expert: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent:
        def stamp(self, data: bytes, **_rest: str) -> bytes:
            return b""

    piece = receive(content, expert)
    monkeypatch.setattr(plugins, "load", lambda _kind, _name: Silent())
    assert operations.stamp_due(now=LATER) == 0
    piece.refresh_from_db()
    assert piece.timestamp is None
    assert "nothing" in piece.timestamp_error


def test_a_legal_hold_forbids_erasing_until_it_is_released(content: Content, expert: User) -> None:
    piece = receive(content, expert)
    operations.hold(evidence=piece, reason="court order 12", by=expert, now=LATER)
    with pytest.raises(Refused, match="court order 12"):
        operations.erase(evidence=piece, reason="law 09-08", by=expert, now=LATER)
    operations.release(evidence=piece, reason="order lifted", by=expert, now=LATER)
    operations.erase(evidence=piece, reason="law 09-08", by=expert, now=LATER)
    assert actions(piece) == ["received", "held", "released", "erased"]


def test_what_was_erased_is_gone_and_says_so(
    content: Content, expert: User, tmp_path: Path, django_capture_on_commit_callbacks
) -> None:
    piece = receive(content, expert)
    with django_capture_on_commit_callbacks(execute=True):
        operations.erase(evidence=piece, reason="law 09-08", by=expert, now=LATER)
    piece.refresh_from_db()
    assert (piece.wrapped_key, piece.erased_at, piece.erasure_reason) == (None, LATER, "law 09-08")
    assert not [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
    with (
        pytest.raises(Refused, match="erased"),
        operations.opened(evidence=piece, by=expert, purpose="to look", now=LATER),
    ):
        pass


@pytest.mark.parametrize("operate", [operations.hold, operations.release, operations.erase])
def test_nothing_is_decided_without_a_reason(content: Content, expert: User, operate) -> None:
    with pytest.raises(Refused):
        operate(evidence=receive(content, expert), reason="  ", by=expert, now=LATER)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE expertise_evidence SET sha256 = 'x'",
        "UPDATE expertise_evidence SET name = 'x'",
        "DELETE FROM expertise_evidence",
        "UPDATE expertise_custodyentry SET actor_label = 'nobody'",
        "DELETE FROM expertise_custodyentry",
        "UPDATE expertise_evidence SET wrapped_key = NULL",
    ],
)
def test_the_database_refuses_to_rewrite_it(content: Content, expert: User, statement: str) -> None:
    receive(content, expert)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_same_file_is_kept_on_two_contents_in_the_same_moment(content: Content, expert: User) -> None:
    times = {"first_posted_at": NOON, "last_posted_at": NOON, "detected_at": NOON}
    other = Content.objects.create(key="feed:2", first_post=content.first_post, text="x", lang="ar", **times)
    pieces = [receive(one, expert) for one in (content, other)]
    assert len({piece.custody.get().digest for piece in pieces}) == 1
    assert all(queries.custody_is_whole(piece) for piece in pieces)
    row = CustodyEntry.objects.filter(evidence=pieces[0]).values().get() | {"id": None}
    with pytest.raises(DatabaseError), transaction.atomic():
        CustodyEntry.objects.create(**row)


def test_the_page_says_in_the_readers_language_what_the_desk_opened_it_for(
    client: Client, content: Content, expert: User
) -> None:
    piece = receive(content, expert)
    for by, purpose in ((None, "preview and fingerprint"), (expert, "examiners")):
        with operations.opened(evidence=piece, by=by, purpose=purpose, now=LATER):
            pass
    client.force_login(expert)
    shown = client.get(reverse("expertise:piece", args=[piece.pk])).content.decode()
    assert "لإعداد معاينته وأخذ بصمته" in shown
    assert "لفحصه" in shown
    assert "preview and fingerprint" not in shown


def test_an_entry_changed_behind_the_trigger_breaks_the_chain(content: Content, expert: User) -> None:
    piece = receive(content, expert)
    operations.hold(evidence=piece, reason="court order", by=expert, now=LATER)
    table = " ON expertise_custodyentry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER expertise_custodyentry_frozen_update{table}")
        cursor.execute("UPDATE expertise_custodyentry SET detail = 'x' WHERE action = 'received'")
    assert not queries.custody_is_whole(piece)


def test_a_file_changed_on_the_disk_is_noticed(content: Content, expert: User, tmp_path: Path) -> None:
    piece = receive(content, expert)
    (path,) = [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with (
        pytest.raises(vault.VaultError, match="changed"),
        operations.opened(evidence=piece, by=expert, purpose="to look", now=LATER),
    ):
        pass


def test_the_pages_from_upload_to_download(client: Client, content: Content, expert: User) -> None:
    client.force_login(expert)
    upload = SimpleUploadedFile("<b>clip</b>.mp4", b"moving pictures")
    given = {"file": upload, "source_url": "https://clips.example/1"}
    page = client.post(reverse("expertise:receive", args=[content.pk]), given, follow=True)
    piece = Evidence.objects.get()
    assert page.redirect_chain[-1][0] == reverse("expertise:piece", args=[piece.pk])
    shown = page.content.decode()
    assert piece.sha512 in shown
    assert "<b>clip</b>" not in shown
    refused = client.post(reverse("expertise:download", args=[piece.pk]))
    assert refused.status_code == 422
    answer = client.post(reverse("expertise:download", args=[piece.pk]), {"purpose": "to compare"})
    assert b"".join(answer.streaming_content) == b"moving pictures"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert list(queries.custody_of(piece).values_list("action", "detail"))[-1] == ("copied", "to compare")


def test_an_empty_upload_comes_back_with_its_reason(client: Client, content: Content, expert: User) -> None:
    client.force_login(expert)
    page = client.post(
        reverse("expertise:receive", args=[content.pk]), {"file": SimpleUploadedFile("x", b"")}
    )
    assert page.status_code == 422
    assert "فارغ" in page.content.decode()


@pytest.mark.parametrize(
    ("role", "name", "allowed"),
    [
        (Role.AUDITOR, "receive", False),
        (Role.PRESS, "download", False),
        (Role.OFFICER, "hold", False),
        (Role.EXPERT, "hold", True),
        (Role.EXPERT, "erase", False),
        (Role.ADMIN, "erase", True),
        (Role.AUDITOR, "piece", True),
    ],
)
def test_who_may_do_what(client: Client, piece: Evidence, role: Role, name: str, *, allowed: bool) -> None:
    client.force_login(User.objects.create(username="other", role=role))
    address = reverse(f"expertise:{name}", args=[piece.content_id if name == "receive" else piece.pk])
    answer = client.get(address) if name == "piece" else client.post(address, {"reason": "a reason"})
    assert (answer.status_code != 403) is allowed
