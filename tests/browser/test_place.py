"""Sun, map, day and weather from a content, in a real browser: worked out, kept, and seen on the content."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.browser.conftest import DESK, PHONE, Axe, overflow
from tools.train_vocabulary import drawn

from tabayyun.desk.expertise import operations
from tabayyun.desk.expertise.models import Evidence, Examination
from tabayyun.desk.expertise.operations import previews
from tabayyun.desk.signals.models import Content, Copy
from tabayyun.desk.watch.models import Post, Source
from tabayyun.kit.models import User

NOON = datetime(2024, 6, 20, 12, tzinfo=UTC)
SHADOW = (
    "place=33.5731%2C-7.5898&day=2024-06-20&time=17%3A00&zone=Africa%2FCasablanca&ratio=0.71&direction=80"
)
PAGES = {
    "sun": f"sun/?{SHADOW}",
    "map": "map/?place=33.5731%2C-7.5898",
    "day": "day/?day=2024-07-30",
    "weather": "weather/",
}


@pytest.fixture
def content(transactional_db: None, settings: Any, tmp_path: Path) -> Content:
    settings.HOME = tmp_path
    source = Source.objects.create(slug="feed", name="Feed", plugin="file", created_at=NOON)
    post = Post.objects.create(
        source=source,
        external_id="1",
        text="انفجار قوي بالدار البيضاء قبل قليل",
        posted_at=NOON,
        collected_at=NOON,
    )
    times = {"first_posted_at": NOON, "last_posted_at": NOON, "detected_at": NOON}
    content = Content.objects.create(key="feed:1", first_post=post, text=post.text, lang="ar", **times)
    Copy.objects.create(content=content, post=post)
    return content


def test_the_helpers_read_on_a_phone_and_are_accessible(
    content: Content, page: Any, login: Any, axe: Axe
) -> None:
    login(page, "expert")
    for name, address in PAGES.items():
        page.set_viewport_size(PHONE)
        page.goto(f"/desk/expertise/{content.pk}/{address}")
        assert overflow(page) == 0, name
        assert axe(page) == [], name
        _picture(page, name)


def _picture(page: Any, name: str) -> None:
    """For whoever wants to look: TABAYYUN_PICTURES=folder keeps screenshots in both languages and themes."""
    folder = os.environ.get("TABAYYUN_PICTURES")
    if not folder:
        return
    for language in ("ar", "fr"):
        page.context.add_cookies([{"name": "tabayyun_language", "value": language, "url": page.url}])
        for theme, size in (("light", DESK), ("dark", DESK), ("light", PHONE)):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size(size)
            page.reload()
            page.screenshot(
                path=Path(folder) / f"{name}-{language}-{theme}-{size['width']}.png", full_page=True
            )
    page.emulate_media(color_scheme="light")
    page.context.add_cookies([{"name": "tabayyun_language", "value": "ar", "url": page.url}])


def test_a_shadow_is_kept_by_one_press(content: Content, page: Any, login: Any) -> None:
    login(page, "expert")
    page.goto(f"/desk/queue/{content.pk}/")
    page.click("#place a >> nth=0")
    page.fill("input[name=place]", "٣٣٫٥٧٣١، -٧٫٥٨٩٨")
    page.fill("input[name=day]", "2024-06-20")
    page.fill("input[name=ratio]", "0.71")
    page.click("form[method=get] .button-primary")
    page.wait_for_selector("svg.sky")
    page.click("form[method=post] .button-primary")
    page.wait_for_selector("#examinations .quote")
    assert "خط العرض 33.5731 شمالا" in page.inner_text("#examinations")
    assert Examination.objects.get().parameters["place"] == [33.5731, -7.5898]


def _received(content: Content, by: User, picture: np.ndarray, name: str) -> Evidence:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG")
    out.seek(0)
    origin = Evidence.Origin.UPLOAD
    piece = operations.receive(content=content, data=out, name=name, origin=origin, by=by, now=NOON)
    look = previews.look_at(evidence=piece, now=NOON)
    assert look is not None
    previews.keep_preview(evidence=piece, look=look)
    return piece


def test_a_picture_is_looked_at_closely_and_laid_over_its_reference(
    content: Content, page: Any, login: Any, axe: Axe
) -> None:
    login(page, "expert")
    expert, scene = User.objects.get(username="expert"), drawn(np.random.default_rng(31))
    piece = _received(content, expert, scene[60:420, 40:460], "now.png")
    _received(content, expert, scene, "reference.png")
    page.goto(f"/desk/expertise/evidence/{piece.pk}/look/")
    page.click("button[value=reveal]")
    page.wait_for_selector("[data-lens] img")
    page.locator("[data-set=zoom]").fill("3")
    page.locator("[data-set=contrast]").fill("1.5")
    assert "scale(3)" in page.locator("[data-lens] img").get_attribute("style")
    assert axe(page) == []
    assert overflow(page) == 0
    _picture(page, "look")
    page.goto(page.url)
    page.locator("[data-set=zoom]").fill("3")
    page.fill("[name=finding_ar]", "لوحة الترقيم مقروءة")
    page.click("#view-form button")
    page.wait_for_selector("#examinations .quote")
    assert Examination.objects.get(method="manual.viewing").parameters["view"] == {"zoom": 3.0}
    page.goto(f"/desk/expertise/evidence/{piece.pk}/look/")
    page.click("form[action$='/beside/'] button")
    page.wait_for_selector(".compare-on")
    page.locator(".compare-tools input").fill("20")
    assert axe(page) == []
    assert overflow(page) == 0
    _picture(page, "comparison")
