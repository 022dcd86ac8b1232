"""A reader follows a number of the report to what it counts; a desk corrects it. Arabic, on a phone."""

import json
from typing import Any

import pytest
from tests.browser.conftest import DESK, Axe, overflow
from tests.desk.report import conftest as made
from tests.desk.report.conftest import moment

from tabayyun.desk.report import queries

home, person, writer, chief = made.home, made.person, made.writer, made.chief
institution, detect, say, disclose = made.institution, made.detect, made.say, made.disclose
records, chapter, approved, published = made.records, made.chapter, made.approved, made.published

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/reports/2022/6/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_follows_a_number_to_the_rows_behind_it(
    page: Any, axe: Axe, published: Any, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/reports/")
    page.click(f"a[href='{PAGE}']")
    assert page.get_attribute("html", "dir") == "rtl"
    assert axe(page) == []
    assert overflow(page) <= 0
    page.click(f"a.report-number[href='{PAGE}communiques/']")
    page.wait_for_url(f"**{PAGE}communiques/")
    assert "ثلاثة بلاغات" in page.inner_text("h1 + p").replace("\u00a0", " ")
    assert page.locator("svg.report-chart rect.bar").count() == 12
    assert page.locator("ol.items li").count() == 3
    assert axe(page) == []
    assert overflow(page) <= 0
    page.click("ol.items li a")
    page.wait_for_url("**/s/BL-2022-*/")


def test_it_reads_without_a_script(browser: Any, live_server: Any, published: Any) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/fr{PAGE}")
    page.click("a.report-number >> nth=0")
    assert "2022-01-01" in page.inner_text("main")
    context.close()


def test_a_record_that_moves_becomes_an_erratum_that_the_public_sees(
    page: Any, axe: Axe, login: Any, published: Any, say: Any
) -> None:
    say("communique", moment(12, 30))
    page.goto(f"{PAGE}communiques/")
    assert "ثلاثة بلاغات" in page.inner_text("h1 + p").replace("\u00a0", " ")
    page.set_viewport_size(DESK)
    _enter(page, login, "press")
    page.goto("/desk/report/2022/6/")
    assert axe(page) == []
    page.click("a[href$='errata/communiques/']")
    page.fill("textarea[name=ar]", "أُدخل بلاغ بعد النشر.")
    page.fill("textarea[name=fr]", "Un communiqué a été saisi après la publication.")
    page.click("main form button.button-primary")
    page.click("form[action$='/logout/'] button")
    _enter(page, login, "spokesperson")
    page.goto("/desk/report/2022/6/")
    page.click("form[action*='/errata/'][action$='/publish/'] button")
    page.goto(f"{PAGE}communiques/")
    assert "أُدخل بلاغ بعد النشر." in page.inner_text("main")
    assert "أربعة بلاغات" in page.inner_text(".notice h2").replace("\u00a0", " ")


def test_the_browser_verifies_a_chapter_and_finds_an_altered_figure(page: Any, published: Any) -> None:
    bundle = queries.bundle(queries.release(published, "ar").get())
    for value, finding in ((4, "valid"), (450, "altered_figures")):
        bundle["figures"][0]["value"] = value
        page.goto("/fr/verify/")
        page.fill("#given", json.dumps(bundle))
        page.click("form[data-verifier] button:enabled")
        page.wait_for_selector("[data-finding]")
        assert page.get_attribute("[data-finding]", "data-finding") == finding
    assert "chiffres" in page.inner_text("[data-verdict]")


def _enter(page: Any, login: Any, username: str) -> None:
    from tests.browser.conftest import PASSWORD

    from tabayyun.kit.models import User

    user = User.objects.get(username=username)
    user.set_password(PASSWORD)
    user.language = "ar"
    user.save()
    login(page, username)


@pytest.mark.parametrize("size", [{"width": 390, "height": 844}, DESK])
def test_the_desk_page_of_a_chapter_fits(page: Any, axe: Axe, login: Any, approved: Any, size: Any) -> None:
    page.set_viewport_size(size)
    _enter(page, login, "spokesperson")
    for address in ("/desk/report/", "/desk/report/2022/6/", "/desk/report/2022/6/schedule/"):
        page.goto(address)
        assert axe(page) == [], address
        assert overflow(page) <= 0, address
