"""An export stands up to a stranger: by our command, by a plain shell, and against any changed byte."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader
from tests.desk.expertise.conftest import NOON

from tabayyun.cli import verify
from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.models import Evidence
from tabayyun.desk.signals.models import Content
from tabayyun.kit import signing
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="needs the program openssl")
pytestmark = [pytest.mark.django_db, needs_openssl]


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"
    settings.SIGNING_KEY_FILE = tmp_path / "home" / "keys" / "signing.pem"


@pytest.fixture
def pieces(content: Content, expert: User) -> list[Evidence]:
    for number, name in enumerate(("مقطع.mp4", "page.html")):
        operations.receive(
            content=content,
            data=io.BytesIO(b"%d received" % number),
            name=name,
            origin=Evidence.Origin.UPLOAD,
            by=expert,
            now=NOON,
        )
    operations.record(
        content=content,
        method="manual.place",
        finding={"ar": "صُوّر المقطع سنة 2019 بمدينة أخرى.", "fr": "Filmé en 2019 dans une autre ville."},
        confidence="high",
        limits="plates not readable",
        by=expert,
        now=NOON,
    )
    operations.stamp_due(now=NOON)
    return list(queries.evidence_of(content))


@pytest.fixture
def exported(pieces: list[Evidence], content: Content, expert: User, tmp_path: Path) -> Path:
    path = tmp_path / "M-2026-0001.zip"
    with path.open("wb") as file:
        operations.export(
            content=content, reference="M-2026-0001", lang="ar", target=file, by=expert, now=NOON
        )
    return path


@pytest.fixture
def keys(exported: Path, tmp_path: Path) -> Path:
    path = tmp_path / "key.pem"
    path.write_bytes(zipfile.ZipFile(exported).read("key.pem"))
    return path


def test_the_command_says_valid_and_what_is_in_it(
    exported: Path, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify.run([str(exported), "--key", str(keys), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Genuine export")
    assert "مقطع.mp4" in said
    assert "The custody is in the public log: 127.0.0.1:8000/log, up to entry 1\n" in said
    assert "the key that was used came with" not in said
    assert verify.run([str(exported), "--lang", "ar"]) == 0
    assert "تنبيه" in capsys.readouterr().out


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes]) -> Path:
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in extra.items():
            new.writestr(name, data)
    return target


def test_one_changed_byte_is_found_and_named_in_every_file(
    exported: Path, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [name for name in zipfile.ZipFile(exported).namelist() if name != "SHA256SUMS"]
    assert {"report.pdf", "manifest.json", "evidence/001/receipt.tsr"} < set(names)
    for name in names:

        def flip(this: str, data: bytes, name: str = name) -> bytes:
            middle = len(data) // 2
            return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :] if this == name else data

        changed = rewritten(exported, flip, {})
        assert verify.run([str(changed), "--key", str(keys), "--lang", "en"]) == 1, name
        said = capsys.readouterr().out
        assert name in said or name == "manifest.jws", said


@pytest.mark.parametrize(
    ("leave_out", "put_in", "said"),
    [
        ("evidence/002/page.html", "", "missing: evidence/002/page.html"),
        ("manifest.jws", "", "no readable manifest"),
        ("", "evidence/003/more.jpg", "added after signing: evidence/003/more.jpg"),
    ],
)
def test_what_is_left_out_or_put_in_is_named(
    exported: Path, leave_out: str, put_in: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    extra = {put_in: b"x"} if put_in else {}
    changed = rewritten(exported, lambda name, data: None if name == leave_out else data, extra)
    assert verify.run([str(changed), "--lang", "en"]) == 1
    assert said in capsys.readouterr().out


def test_another_key_is_not_believed(exported: Path, tmp_path: Path, settings, capsys) -> None:
    settings.SIGNING_KEY_FILE = tmp_path / "other" / "signing.pem"
    from tabayyun.engine.signing.keys import public_pem

    (tmp_path / "other.pem").write_text(public_pem(signing.private_key().public_key()))
    assert verify.run([str(exported), "--key", str(tmp_path / "other.pem"), "--lang", "en"]) == 1
    assert "key" in capsys.readouterr().out


def test_a_plain_shell_accepts_it_and_finds_a_change(exported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    zipfile.ZipFile(exported).extractall(folder)
    run = subprocess.run(["sh", "verify.sh"], cwd=folder, capture_output=True, text=True, check=False)
    assert (run.returncode, "VALID" in run.stdout) == (0, True), run.stdout + run.stderr
    piece = folder / "evidence" / "001" / "مقطع.mp4"
    for path in (piece, folder / "evidence/002/receipt.json", folder / "manifest.json"):
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b"0", b"1", 1))
        run = subprocess.run(["sh", "verify.sh"], cwd=folder, capture_output=True, text=True, check=False)
        assert run.returncode == 1
        assert "NOT VALID" in run.stdout
        path.write_bytes(whole)


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_report_is_a_document_for_archives(
    pieces: list[Evidence], content: Content, expert: User, lang: str
) -> None:
    target = io.BytesIO()
    operations.export(content=content, reference="M-1", lang=lang, target=target, by=expert, now=NOON)
    pdf = zipfile.ZipFile(target).read("report.pdf")
    assert pdf.startswith(b"%PDF")
    assert b"pdfaid" in pdf
    assert b"pdfuaid" in pdf


def test_the_report_names_the_file_of_a_finding_and_speaks_one_language(
    pieces: list[Evidence], content: Content, expert: User
) -> None:
    limits = {"ar": "حدود", "fr": "Plaques illisibles", "en": "Plates unreadable"}
    operations.record(
        content=content, evidence=pieces[1], method="metadata", finding={"fr": "Sans date."},
        confidence="low", limits=limits["ar"], parameters={"limits": limits}, by=expert, now=NOON,
    )  # fmt: skip
    target = io.BytesIO()
    operations.export(content=content, reference="M-1", lang="fr", target=target, by=expert, now=NOON)
    report = PdfReader(io.BytesIO(zipfile.ZipFile(target).read("report.pdf")))
    text = " ".join("".join(page.extract_text() for page in report.pages).split())
    assert "métadonnées · page.html" in text
    assert "Plaques illisibles" in text
    assert "déposée au bureau" in text


def test_what_has_no_timestamp_is_not_exported(content: Content, expert: User) -> None:
    operations.receive(
        content=content, data=io.BytesIO(b"new"), name="new.jpg", origin="upload", by=expert, now=NOON
    )
    with pytest.raises(Refused, match=r"new\.jpg"):
        operations.export(
            content=content, reference="M-1", lang="ar", target=io.BytesIO(), by=expert, now=NOON
        )
    with pytest.raises(CommandError, match="no such case"):
        call_command("evidence", "export", "M-0", user="expert")


def test_an_erased_piece_leaves_its_receipt(
    pieces: list[Evidence], content: Content, expert: User, tmp_path: Path, keys: Path
) -> None:
    operations.erase(evidence=pieces[0], reason="law 09-08", by=expert, now=NOON)
    path = tmp_path / "after.zip"
    with path.open("wb") as file:
        operations.export(content=content, reference="M-1", lang="fr", target=file, by=expert, now=NOON)
    names = zipfile.ZipFile(path).namelist()
    assert "evidence/001/receipt.json" in names
    assert "evidence/001/مقطع.mp4" not in names
    assert verify.run([str(path), "--key", str(keys), "--lang", "en"]) == 0
