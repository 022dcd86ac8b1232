"""The report as files: each format holds the figures, in its own way right."""

import csv
import io
import json
import shutil
import subprocess
import zipfile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from tests.desk.report.conftest import NOW, moment
from tests.kit.reading_pdf import read

from tabayyun.desk.report import documents, operations, queries
from tabayyun.desk.report.figures import root
from tabayyun.engine.signing.bundle import check_bundle


@pytest.fixture(params=["ar", "fr"])
def made(published, request):
    return documents.printed(published, request.param, NOW)


def test_the_pdf_is_for_archives_and_screen_readers(made):
    found = read(documents.pdf([made]))
    assert found.standards == {"PDF/A-2a", "PDF/UA-1"}
    assert found.tagged
    assert found.lang.startswith(made.lang)
    assert found.right_to_left == (made.lang == "ar")
    assert made.title in found.title
    assert "H1" in found.roles
    assert "Table" in found.roles
    assert all(found.alternatives)
    assert len(found.alternatives) == 2  # the chart and the code


def test_the_same_chapter_gives_the_same_pdf(made):
    assert documents.pdf([made]) == documents.pdf([made])


def test_the_word_document_reads_in_its_direction(made):
    document = Document(io.BytesIO(documents.docx([made])))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert made.title in texts
    paragraph = next(p for p in document.paragraphs if p.text.startswith("سنة 2022"))
    bidi = paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:bidi")) is not None
    run = paragraph.runs[0]._r.rPr
    rtl, language = run.find(qn("w:rtl")) is not None, run.find(qn("w:lang"))
    assert (bidi, rtl) == ((True, True) if made.lang == "ar" else (False, False))
    assert language.get(qn("w:bidi" if made.lang == "ar" else "w:val")) == f"{made.lang}-MA"
    assert len(document.tables[0].rows) == 1 + len(made.figures)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs the word processor LibreOffice Writer")
def test_a_word_processor_opens_it(made, tmp_path):
    (tmp_path / "x.docx").write_bytes(documents.docx([made]))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "x.docx")], check=True, capture_output=True, timeout=120)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages)
    assert text.count("2022") > len(made.figures)  # each with its period


def test_the_csv_has_a_line_a_figure(made):
    rows = list(csv.DictReader(io.StringIO(documents.csv([made]).decode("utf-8-sig"))))
    assert {row["key"]: row["value"] for row in rows} == {
        "violent_contents": "4",
        "communiques": "3",
        "unions_received": "1",
        "time_to_disclosure_mean": "4",
    }
    assert rows[1]["year_before"] == "1"
    assert rows[0]["year_before"] == ""
    assert all(row["counts"] and row["method"] for row in rows)


def test_the_json_verifies(made):
    from tabayyun.desk.press import queries as press

    said = json.loads(documents.json([made]))
    assert check_bundle(said["bundle"], press.verification_keys()).valid
    assert said["figures"][1]["months"]["2022-06"] == 2


def test_the_page_stands_alone_and_every_number_leads_to_its_row(made):
    page = documents.html([made]).decode()
    assert "<script" not in page
    assert "src=" not in page
    assert f'href="#{made.reference}-violent_contents"' in page
    assert f'id="{made.reference}-violent_contents"' in page


def test_the_press_kit_holds_what_a_newspaper_needs(made):
    archive = zipfile.ZipFile(io.BytesIO(documents.press_kit(made)))
    names = set(archive.namelist())
    assert {f"{made.name}.{kind}" for kind in ("pdf", "docx", "csv", "json")} <= names
    assert {"charts/communiques.svg", "charts/communiques.png", "contact.txt"} <= names
    assert archive.read("charts/communiques.png").startswith(b"\x89PNG")
    assert "press@oasis.example" in archive.read("contact.txt").decode()


def test_the_rows_lead_to_the_root_and_tell_nothing_private(published):
    figures = queries.as_published(published)
    for key, stated in figures.items():
        rows = list(csv.DictReader(io.StringIO(documents.rows_csv(stated).decode("utf-8-sig"))))
        assert [row["fingerprint"] for row in rows] == [line.digest for line in stated.lines]
        assert ("day" in rows[0]) == (key == "communiques")  # only statements are public rows
        assert root(stated.lines) == stated.root


def test_the_description_has_what_dcat_ap_requires(made):
    files = {"csv": b"x", "json": b"{}", "pdf": b"%PDF"}
    said = documents.dataset(made, files)
    assert said["@type"] == "dcat:Dataset"
    assert said["dct:title"]["@language"] == made.lang
    assert said["dct:description"]["@value"]
    assert said["dct:publisher"]["foaf:name"]["@value"]
    assert len(said["dcat:distribution"]) == 3
    for distribution in said["dcat:distribution"]:
        assert distribution["@type"] == "dcat:Distribution"
        assert distribution["dcat:accessURL"]["@id"].startswith("https://")
        assert distribution["dct:license"]["@id"].startswith("https://")
    prefixes = set(said["@context"])
    used = {name.split(":")[0] for name in said if ":" in name}
    assert used <= prefixes


def test_an_erratum_shows_beside_what_was_published(published, writer, chief, say):
    say("communique", moment(12, 30))
    erratum = operations.write_erratum(
        chapter=published, figure="communiques", reason={"ar": "سبب", "fr": "motif"}, by=writer, now=NOW
    )
    operations.publish_erratum(erratum=erratum, by=chief, now=NOW)
    made = documents.printed(published, "fr", NOW)
    (row,) = [
        r for r in csv.DictReader(io.StringIO(documents.csv([made]).decode("utf-8-sig")))
        if r["key"] == "communiques"
    ]  # fmt: skip
    assert (row["value"], row["as_published"]) == ("4", "3")
    assert "TQ-2022-06-E1" in documents.html([made]).decode()


def test_a_draft_says_that_it_is_one(chapter):
    made = documents.printed(chapter, "ar", timezone.now())
    assert "مسودة" in documents.html([made]).decode()
    assert read(documents.pdf([made])).alternatives


@pytest.mark.parametrize("kind", sorted(documents.FORMATS))
def test_the_command_writes_every_format(records, tmp_path, kind, capsys):
    path = tmp_path / f"report.{kind}"
    call_command("report", "2022", "--lang", "fr", "--format", kind, "--output", str(path))
    assert path.stat().st_size > 1000
    assert "figures" in capsys.readouterr().out


def test_the_command_names_the_chapters_there_are(records):
    with pytest.raises(CommandError, match="5, 6"):
        call_command("report", "2022", "--chapter", "9", "--output", "-")


@pytest.mark.parametrize(
    ("given", "said"),
    [(("1800", "--output", "-"), "no report on 1800"), (("2022", "--output", "missing/x.csv"), "missing")],
)
def test_the_command_says_what_cannot_be_done(records, tmp_path, monkeypatch, given, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=said):
        call_command("report", *given, "--format", "csv")
