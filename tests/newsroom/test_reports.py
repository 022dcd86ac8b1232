"""The report in public: numbers that lead to what they count, files, and descriptions."""

import io
import json
import zipfile

import pytest
from tests.desk.report import conftest as made
from tests.desk.report.conftest import NOW, moment

from tabayyun.desk.press import queries as press
from tabayyun.desk.report import operations
from tabayyun.engine.signing.bundle import check_bundle

home, person, writer, chief = made.home, made.person, made.writer, made.chief
institution, detect, say, disclose = made.institution, made.detect, made.say, made.disclose
records, chapter, approved, published = made.records, made.chapter, made.approved, made.published

PAGE = "/reports/2022/6/"


@pytest.fixture
def people(writer, chief):
    return writer, chief


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_nothing_is_shown_before_it_is_published(client, approved):
    assert client.get(PAGE).status_code == 404
    assert client.get("/reports/2022/").status_code == 404
    assert PAGE not in text(client, "/reports/")


@pytest.mark.parametrize(("home", "title"), [("/", "محور ar"), ("/fr/", "محور fr"), ("/en/", "محور fr")])
def test_the_front_page_leads_to_the_chapter_that_came_out_last(client, approved, chief, home, title):
    assert title not in text(client, home)
    operations.publish(chapter=approved, by=chief, now=NOW)
    page = text(client, home)
    assert title in page
    path = "/fr/reports/2022/6/" if "fr" in title else PAGE
    assert text(client, path)
    assert f'href="{path}"' in page


@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_every_number_of_a_chapter_leads_to_what_it_counts(client, published, prefix):
    page = text(client, f"{prefix}{PAGE}")
    assert len(page.encode()) < 60_000
    for key in ("violent_contents", "communiques", "unions_received", "time_to_disclosure_mean"):
        address = f"{prefix}{PAGE}{key}/"
        assert f'href="{address}"' in page
        assert text(client, address)


def test_a_figure_shows_definition_period_method_rows_and_comparison(client, published):
    page = text(client, f"/fr{PAGE}communiques/")
    assert "Un communiqué publié" in page
    assert "2022-01-01 – 2022-12-31" in page
    assert "2 de plus" in page.replace("\u202f", " ")
    assert "/fr/s/BL-2022-0001/" in page
    assert "report-chart" in page


def test_rows_that_are_nobodys_business_are_only_added_up(client, published):
    page = text(client, f"/fr{PAGE}violent_contents/")
    assert "feed:1" not in page
    assert "ne sont montrés qu’additionnés" in page
    rows = text(client, f"/fr{PAGE}violent_contents/rows.csv")
    assert rows.count("\r\n") == 5
    assert "feed" not in rows


def test_no_data_for_the_year_before_is_said(client, published):
    assert "Pas de données pour 2021" in text(client, f"/fr{PAGE}violent_contents/")
    assert "لا معطيات عن 2021" in text(client, f"{PAGE}violent_contents/")


def test_the_list_stands_in_every_language_and_the_chapter_in_its_own(client, published):
    for prefix in ("", "/fr", "/en", "/zgh"):
        assert "2022" in text(client, f"{prefix}/reports/")
    assert client.get(f"/en{PAGE}").status_code == 404
    assert client.get(f"{PAGE}nothing/").status_code == 404
    assert client.get("/reports/2022/9/").status_code == 404


@pytest.mark.parametrize("kind", ["pdf", "docx", "csv", "zip"])
def test_files_are_made_once_and_again_after_an_erratum(client, published, people, say, kind):
    writer, chief = people
    address = f"/fr{PAGE}chapter.{kind}"
    first = client.get(address)
    assert first.status_code == 200
    assert client.get(address).content == first.content
    say("communique", moment(12, 30))
    assert client.get(address).content == first.content
    erratum = operations.write_erratum(
        chapter=published, figure="communiques", reason={"ar": "سبب", "fr": "motif"}, by=writer, now=NOW
    )
    operations.publish_erratum(erratum=erratum, by=chief, now=NOW)
    assert client.get(address).content != first.content
    page = text(client, f"/fr{PAGE}")
    assert "TQ-2022-06-E1" in page
    assert "motif" in text(client, f"/fr{PAGE}communiques/")


def test_the_json_verifies_and_the_kit_holds_it_too(client, published):
    said = json.loads(client.get(f"{PAGE}chapter.json").content)
    assert check_bundle(said["bundle"], press.verification_keys()).valid
    kit = zipfile.ZipFile(io.BytesIO(client.get(f"{PAGE}chapter.zip").content))
    assert "TQ-2022-06-ar.json" in kit.namelist()
    assert client.get(f"{PAGE}chapter.exe").status_code == 404


def test_the_catalogue_lists_every_chapter_in_both_languages(client, published):
    said = json.loads(client.get("/reports/catalogue.jsonld").content)
    assert said["@type"] == "dcat:Catalog"
    assert len(said["dcat:dataset"]) == 2
    one = json.loads(client.get(f"/fr{PAGE}dataset.jsonld").content)
    assert one["dct:identifier"] == "TQ-2022-06"
    assert one["dcat:distribution"][0]["dcat:downloadURL"]["@id"].endswith("/fr/reports/2022/6/chapter.csv")


def test_the_public_log_leads_to_the_chapter(client, published):
    page = text(client, "/fr/log/")
    assert "TQ-2022-06" in page
    assert "/fr/reports/2022/6/" in page


def test_the_sitemap_names_the_chapters(client, published):
    page = client.get("/sitemap.xml").content.decode()
    assert "/reports/</loc>" in page
    assert "/fr/reports/2022/6/</loc>" in page
