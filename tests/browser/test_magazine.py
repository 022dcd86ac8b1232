"""An Arabic article with a picture, from the first word to the public page and the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.conftest import DESK, PHONE, overflow
from tests.desk.magazine.conftest import jpeg
from tests.kit.reading_pdf import read

from tabayyun.desk.magazine.models import Section
from tabayyun.kit.models import Institution


@pytest.fixture
def ready(page, live_server, settings, tmp_path: Path) -> Path:
    """A home of this test, an institution, a section, and a picture to upload."""
    settings.HOME = tmp_path
    Institution.objects.update_or_create(pk=1, defaults={"name": {"ar": "المديرية النموذجية"}})
    Section.objects.get_or_create(
        place=2, defaults={"name": {"ar": "السلامة الطرقية", "fr": "Sécurité routière"}, "colour": "#0b5c48"}
    )
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(jpeg())
    return picture


def looked_at(page, axe, path: str = "") -> None:
    """No barrier and nothing sticking out, on a phone and on a desk."""
    if path:
        page.goto(path)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert overflow(page) == 0, page.url
    page.set_viewport_size(PHONE)
    assert axe(page) == [], page.url


def test_an_article_with_a_picture_until_it_is_public(ready, page, axe, login):
    login(page, "spokesperson")
    page.goto("/desk/magazine/new/")
    page.fill("[name=title_ar]", "الطريق للجميع")
    page.fill("[name=day]", "2026-11-01")
    page.click("main form .button-primary")
    page.select_option("[name=section] >> nth=0", label="السلامة الطرقية")
    page.fill("aside [name=title]", "السرعة لا تربح الوقت")
    page.click("aside form .button-primary >> nth=0")

    page.fill("[name=standfirst]", "بضع دقائق قد تكلف حياة كاملة.")
    page.fill("[name=body]", "فقرة أولى.\n\n# عنوان فرعي\n\n> جملة تستحق أن تُقرأ وحدها.")
    page.click("button[value=save]")
    page.set_input_files("[name=file]", str(ready))
    page.fill("#id_new_credit", "المديرية")
    page.click("form[enctype] .button")
    looked_at(page, axe)

    page.click("button[value=submit]")
    assert "كل صورة تحتاج إلى نص بديل" in page.inner_text("main")
    page.fill("#pictures [name=alt] >> nth=0", "طريق خالية عند الغروب")
    page.click("#pictures article form .button >> nth=0")
    page.click("button[value=submit]")
    looked_at(page, axe)
    page.click("form[action$='/approve/'] .button")
    assert "لا بد أن يصادق عليه شخص آخر" in page.inner_text("main")
    review = page.url

    login_again(page, login, "admin")
    page.goto(review)
    page.click("form[action$='/approve/'] .button")
    looked_at(page, axe)
    page.click("form[action$='/submit/'] .button")
    page.click("form[action$='/approve/'] .button")
    assert "أنت من أغلق هذا العدد" in page.inner_text("main")

    login_again(page, login, "spokesperson")
    page.goto("/desk/magazine/1/")
    page.click("form[action$='/approve/'] .button")
    page.click("form[action$='/publish/'] .button")
    looked_at(page, axe, "/desk/magazine/1/")
    looked_at(page, axe, "/desk/magazine/")

    for path in ("/magazine/", "/magazine/1/", "/magazine/1/1/", "/fr/magazine/1/", "/zgh/magazine/"):
        looked_at(page, axe, path)
    page.goto("/magazine/1/1/")
    assert page.inner_text("h1") == "السرعة لا تربح الوقت"
    assert page.get_attribute("article img", "alt") == "طريق خالية عند الغروب"
    assert page.evaluate("document.querySelector('article img').naturalWidth") > 0
    pdf = page.request.get("/magazine/1/issue.pdf").body()
    found = read(pdf)
    assert found.standards == {"PDF/A-2a", "PDF/UA-1"}
    assert "طريق خالية عند الغروب" in found.alternatives


def login_again(page, login, username: str) -> None:
    page.context.clear_cookies()
    if username == "admin":
        from tabayyun.kit.models import Role, User

        User.objects.create_user("admin", password="tabayyun-demo", role=Role.ADMIN, is_superuser=True)
    login(page, username)
