"""A document is PDF/A and PDF/UA at once, says what it is, and is the same file each time."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import pytest
from tests.kit.reading_pdf import read

from tabayyun.kit import documents
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Institution

AT = datetime(2022, 12, 31, 10, tzinfo=UTC)
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4"/></svg>'
LAYOUT = """#import "/document.typ": house, given, number
#show: house
= #given.title
#given.data.text #number(given.data.count)
#image("/files/picture.svg", width: 2cm, alt: given.data.alt)
"""


@pytest.fixture
def layout(tmp_path: Path, db: None) -> Path:
    path = tmp_path / "layout.typ"
    path.write_text(LAYOUT, encoding="utf-8")
    return path


def made(layout: Path, **changes: object) -> bytes:
    data = {"text": "نص", "count": 13_000_000, "alt": "مربع أسود"} | changes
    return documents.pdf(
        layout, title="الحصيلة السنوية", lang="ar", at=AT, data=data, files={"picture.svg": PICTURE}
    )


def test_a_document_keeps_both_standards_and_says_what_it_is(layout):
    found = read(made(layout))
    assert found.standards == {"PDF/A-2a", "PDF/UA-1"}
    assert (found.title, found.lang) == ("الحصيلة السنوية", "ar")
    assert found.tagged
    assert found.right_to_left
    assert found.alternatives == ["مربع أسود"]
    assert found.roles[:2] == ["Document", "H1"]
    assert found.bookmarks == ["الحصيلة السنوية"]


def test_the_same_content_gives_the_same_bytes(layout):
    assert made(layout) == made(layout)
    assert made(layout) != made(layout, text="نص آخر")


def test_data_is_text_and_never_markup(layout):
    assert read(made(layout, text='= #panic("x") $1$ \u202e*y* \x07')).roles.count("H1") == 1


def test_a_character_that_no_font_has_is_named(layout):
    with pytest.raises(Refused, match="😀 漢"):
        made(layout, text="😀 و 漢 و 😀")


def test_a_layout_that_breaks_a_standard_gives_no_document(layout):
    layout.write_text(LAYOUT.replace(", alt: given.data.alt", ""), encoding="utf-8")
    with pytest.raises(documents.DocumentError, match="alt"):
        made(layout)


def test_a_layout_reads_nothing_outside_of_its_folder(layout):
    layout.write_text('#read("../../../../../../etc/passwd")', encoding="utf-8")
    with pytest.raises(documents.DocumentError):
        made(layout)


def test_the_institution_is_the_author(layout):
    institution = Institution.current()
    institution.name = {"ar": "المديرية النموذجية"}
    institution.save()
    assert "المديرية النموذجية".encode() in made(layout)


def test_an_independent_reader_finds_no_error(layout, tmp_path):
    if which("qpdf") is None:
        pytest.skip("needs qpdf")
    path = tmp_path / "document.pdf"
    path.write_bytes(made(layout))
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
