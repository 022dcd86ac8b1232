"""Pictures that examiners make are kept encrypted and frozen, and shown only to who lifts their veil."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.desk.expertise.conftest import NOON
from tests.desk.expertise.pictures import drawn, jpeg

from tabayyun.cli import verify
from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.models import Evidence, Examination, Illustration, Reveal
from tabayyun.desk.signals.models import Content
from tabayyun.kit import plugins
from tabayyun.kit.models import Role, User
from tabayyun.plugins.examiners.base import Finding
from tabayyun.plugins.examiners.base import Illustration as Made

pytestmark = pytest.mark.django_db
SHEET = Made("contact-sheet", jpeg(drawn(1)), {"ar": "لوحة الصور", "fr": "Planche", "en": "Contact sheet"})


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"
    settings.SIGNING_KEY_FILE = tmp_path / "home" / "keys" / "signing.pem"


@pytest.fixture
def piece(content: Content, expert: User) -> Evidence:
    return operations.receive(
        content=content, data=io.BytesIO(b"clip"), name="c.mp4", origin="upload", by=expert, now=NOON
    )


def examined(piece: Evidence, expert: User, *pictures: Made) -> str:
    """What the custody says after an examiner answered with ``pictures``."""

    class Examiner:
        takes = "file"

        def examine(self, _subject: object) -> Finding:
            return Finding({"en": "Seen."}, "high", "", "1", illustrations=pictures)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plugins, "names", lambda _kind: ["sheets"])
        patch.setattr(plugins, "load", lambda _kind, _name: Examiner)
        operations.examine(evidence=piece, by=expert, now=NOON)
    return queries.custody_of(piece).filter(action="examined").order_by("-id")[0].detail


def test_it_is_kept_encrypted_frozen_and_under_a_veil(piece: Evidence, expert: User, settings) -> None:
    assert examined(piece, expert, SHEET) == "sheets: ✓"
    (kept,) = Illustration.objects.all()
    assert (kept.name, kept.media_type, kept.width, kept.height) == ("contact-sheet", "image/jpeg", 480, 360)
    veil = Image.open(io.BytesIO(bytes(kept.veil)))
    assert (veil.mode, veil.size) == ("L", (24, 18))
    files = [path.read_bytes() for path in (settings.HOME / "evidence").rglob("*") if path.is_file()]
    assert len(files) == 2
    assert not any(SHEET.data[:64] in data for data in files)
    for change in ({"name": "other"}, {"caption": {}}, {"sha256": "0" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Illustration.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.delete()


@pytest.mark.parametrize(
    "pictures",
    [
        [Made("a picture", SHEET.data, {})],
        [Made("sheet", b"<svg onload='alert(1)'/>", {})],
        [Made("sheet", b"\xff\xd8\xff" + b"x" * 99, {})],
        [Made("sheet", SHEET.data + bytes(2 * 1024**2), {})],
        [SHEET, SHEET],
        [Made(f"sheet-{n}", SHEET.data, {}) for n in range(13)],
    ],
)
def test_what_is_no_picture_is_a_reason_and_nothing_is_kept(
    piece: Evidence, expert: User, pictures: list[Made]
) -> None:
    assert "illustration" in examined(piece, expert, *pictures)
    assert not Examination.objects.exists()


def test_it_is_clear_for_who_lifts_the_veil_until_the_shift_ends(
    client: Client, piece: Evidence, expert: User
) -> None:
    examined(piece, expert, SHEET)
    picture = Illustration.objects.get()
    clear, veil = (
        reverse(f"expertise:{name}", args=[picture.pk]) for name in ("illustration", "illustration_veil")
    )
    page = reverse("expertise:piece", args=[piece.pk])
    client.force_login(expert)
    assert client.get(clear).status_code == 403
    assert client.get(veil).headers["Content-Type"] == "image/png"
    assert f'"{clear}"' not in client.get(page).content.decode()
    press = {"evidence": piece.pk, "next": page}
    reveal = reverse("expertise:reveal", args=[piece.content_id])
    shown = client.post(reveal, press, follow=True)
    assert f'"{clear}"' in shown.content.decode()
    answer = client.get(clear)
    assert (answer.content, answer.headers["Content-Type"]) == (SHEET.data, "image/jpeg")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    client.post(reveal, press)
    assert Reveal.objects.count() == 1
    assert queries.custody_of(piece).filter(action="opened", detail="preview").count() == 1
    client.force_login(User.objects.create(username="other", role=Role.EXPERT))
    assert client.get(clear).status_code == 403
    client.force_login(expert)
    client.post(reveal, {**press, "do": "hide"})
    assert client.get(clear).status_code == 403


def test_each_press_counts_in_its_shift(content: Content, expert: User, settings) -> None:
    settings.SHIFTS, settings.TIME_ZONE = [7, 15, 23], "UTC"
    local = queries.shift_of(NOON)
    assert local.hour == 7
    assert queries.shift_of(NOON.replace(hour=3)).hour == 23
    for at in (NOON, NOON + timedelta(minutes=1), NOON + timedelta(hours=8)):
        operations.reveal(content=content, evidence=None, by=expert, now=at)
    assert Reveal.objects.count() == 2
    assert not queries.revealed(user=expert, content=content, now=NOON + timedelta(hours=24))


def test_who_lifted_which_veil_is_forgotten_but_never_in_this_shift(
    content: Content, expert: User, settings
) -> None:
    settings.SHIFTS, settings.TIME_ZONE, settings.REVEAL_RETENTION_DAYS = [7, 15, 23], "UTC", 30
    now = NOON + timedelta(days=31)
    for at in (NOON, NOON + timedelta(days=2), now):
        operations.reveal(content=content, evidence=None, by=expert, now=at)
    assert operations.purge_reveals(now=now) == 1
    settings.REVEAL_RETENTION_DAYS = 0
    assert operations.purge_reveals(now=now) == 1
    assert queries.looked(user=expert, now=now).own == 1
    assert operations.purge_reveals(now=now) == 0


def test_it_is_exported_with_its_caption_and_erased_with_its_evidence(
    piece: Evidence, expert: User, tmp_path: Path, settings, capsys: pytest.CaptureFixture[str]
) -> None:
    examined(piece, expert, SHEET)
    operations.stamp_due(now=NOON)
    path = tmp_path / "M-1.zip"
    with path.open("wb") as file:
        operations.export(content=piece.content, reference="M-1", lang="ar", target=file, by=expert, now=NOON)
    archive = zipfile.ZipFile(path)
    assert archive.read("examinations/001/contact-sheet.jpeg") == SHEET.data
    (said,) = json.loads(archive.read("manifest.json"))["examinations"][0]["illustrations"]
    assert said["caption"]["fr"] == "Planche"
    assert verify.run([str(path), "--lang", "en"]) == 0, capsys.readouterr().out
    assert b"/Figure" in archive.read("report.pdf") or len(archive.read("report.pdf")) > len(SHEET.data)


@pytest.mark.django_db(transaction=True)
def test_erasing_a_piece_erases_what_was_made_of_it(piece: Evidence, expert: User, settings) -> None:
    examined(piece, expert, SHEET)
    operations.erase(evidence=piece, reason="a court order", by=expert, now=NOON)
    kept = Illustration.objects.get()
    assert (kept.wrapped_key, kept.veil) == (None, None)
    assert not [path for path in (settings.HOME / "evidence").rglob("*") if path.is_file()]
