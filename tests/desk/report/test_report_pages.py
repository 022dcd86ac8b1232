"""The desk's pages of the report: what people see, do, and are told when it cannot be done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk.report.conftest import NOW, SHORT, moment

from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.models import Chapter, Erratum
from tabayyun.kit.models import Role

HOME = "/desk/report/"
PAGE = "/desk/report/2022/6/"


@pytest.fixture
def press(client, writer):
    client.force_login(writer)
    client.cookies["tabayyun_language"] = "en"
    return client


def test_a_report_is_begun_on_its_page_and_the_year_has_to_be_one(press, institution):
    assert press.post(HOME, {"year": "2022"}).status_code == 302
    assert Chapter.objects.count() == 2
    said = press.post(HOME, {"year": "12"}).content.decode()
    assert Chapter.objects.count() == 2
    assert 'role="alert"' in said
    again = press.post(HOME, {"year": "2022"}, follow=True)
    assert "begun already" in again.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_report_and_for_three(press, writer, institution, count):
    for year in range(2020, 2020 + count):
        operations.begin(year=year, by=writer, now=NOW)
    press.get(HOME)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert press.get(HOME).status_code == 200
    assert len(asked) == LISTED


LISTED = 6


def test_the_preview_shows_every_figure_with_its_state(press, chapter):
    page = press.get(PAGE).content.decode()
    assert 'id="figure-violent_contents"' in page
    assert 'href="#figure-violent_contents"' in page
    assert "report-chart" in page


def test_what_was_typed_is_shown_again_when_it_is_refused(press, chapter):
    address = f"{PAGE}write/fr/"
    answer = press.post(address, {"title": "Titre", "source": "Il y eut 445 contenus.", "seen": ""})
    assert answer.status_code == 422
    assert "Il y eut 445 contenus." in answer.content.decode()
    stale = press.post(address, {"title": "Titre", "source": "Autre texte", "seen": "0" * 16})
    assert stale.status_code == 409
    assert "Autre texte" in stale.content.decode()
    chapter.refresh_from_db()
    assert chapter.texts.get(lang="fr").source == SHORT


@pytest.mark.parametrize("title", ["\x00", "a" * 10_000, "\u202e<script>alert(1)</script>"])
def test_bad_titles_lose_nothing_and_run_nothing(press, chapter, title):
    typed = {"title": title, "source": "Texte", "seen": queries.revision(chapter)}
    answer = press.post(f"{PAGE}write/fr/", typed, follow=True)
    assert answer.status_code in {200, 422}
    assert "<script>alert" not in press.get(PAGE).content.decode()


def test_the_whole_way_to_publication(press, client, chapter, chief):
    assert press.post(f"{PAGE}submit/").status_code == 302
    assert press.post(f"{PAGE}approve/").status_code == 403  # a press officer does not approve
    client.force_login(chief)
    page = client.get(PAGE).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    client.post(f"{PAGE}approve/", {"seen": seen})
    client.post(f"{PAGE}publish/")
    chapter.refresh_from_db()
    assert chapter.state == "published"


def test_an_hour_is_given_and_taken_off(client, approved, chief):
    client.force_login(chief)
    assert client.get(f"{PAGE}schedule/").status_code == 200
    assert client.post(f"{PAGE}schedule/", {"publish_at": "32/13/2099"}).status_code == 200
    client.post(f"{PAGE}schedule/", {"publish_at": "2099-01-01T10:00", "embargo": "on"})
    approved.refresh_from_db()
    assert (approved.state, approved.embargo) == ("scheduled", True)
    client.post(f"{PAGE}unschedule/")
    approved.refresh_from_db()
    assert approved.state == "approved"


def test_a_chapter_goes_back_with_a_reason(press, client, chapter, chief):
    press.post(f"{PAGE}submit/")
    client.force_login(chief)
    client.post(f"{PAGE}send-back/", {"reason": "أعيدوا"})
    chapter.refresh_from_db()
    assert (chapter.state, chapter.sent_back) == ("draft", "أعيدوا")


def test_an_erratum_from_the_page_to_the_public(press, client, published, chief, say):
    assert client.get(f"{PAGE}errata/communiques/").status_code == 404
    say("communique", moment(12, 30))
    page = press.get(PAGE).content.decode()
    assert f"{PAGE}errata/communiques/" in page
    address = f"{PAGE}errata/communiques/"
    assert press.post(address, {"ar": "سبب", "fr": ""}).status_code == 200
    press.post(address, {"ar": "سبب", "fr": "motif"})
    erratum = Erratum.objects.get()
    client.force_login(chief)
    client.post(f"/desk/report/errata/{erratum.pk}/publish/")
    erratum.refresh_from_db()
    assert erratum.published_at is not None
    assert "TQ-2022-06-E1" in client.get(PAGE).content.decode()


def test_an_erratum_is_given_up(press, published, writer, say):
    say("communique", moment(12, 30))
    erratum = operations.write_erratum(
        chapter=published, figure="communiques", reason={"ar": "أ", "fr": "b"}, by=writer, now=NOW
    )
    press.post(f"/desk/report/errata/{erratum.pk}/drop/")
    assert not Erratum.objects.exists()


@pytest.mark.parametrize("kind", ["pdf", "docx", "csv"])
def test_the_chapter_as_a_file(press, chapter, kind):
    answer = press.get(f"{PAGE}ar.{kind}")
    assert answer.status_code == 200
    assert f"TQ-2022-06-ar.{kind}" in answer["Content-Disposition"]
    assert press.get(f"{PAGE}ar.exe").status_code == 404
    assert press.get(f"{PAGE}xx.pdf").status_code == 404


def test_who_may_what(client, chapter, person):
    client.force_login(person(Role.AUDITOR))
    assert client.get(PAGE).status_code == 200
    assert client.get(f"{PAGE}write/ar/").status_code == 403
    assert client.post(f"{PAGE}submit/").status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302
