"""A match with a known claim on a phone: its differences, one press to correct it, and the threshold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from tests.browser.conftest import Axe, overflow
from tests.desk.signals.making import collect_texts, make_claim

from tabayyun.desk.signals import operations
from tabayyun.desk.signals.models import Content, KnownClaim, MatchThreshold

SEVENTY = "انهيار عمارة بمدينة فاس ومقتل 70 شخصا ليلة أمس"
RUMOUR = "عاجل إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير والسلطات تتكتم على الخبر"


@pytest.fixture
def claims(transactional_db: None) -> Iterator[tuple[KnownClaim, KnownClaim]]:
    seven = make_claim("انهيار عمارة بمدينة فاس ومقتل 7 أشخاص ليلة أمس", reference="BH-2026-0007")
    rumour = make_claim(RUMOUR, reference="BH-2026-0008")
    operations.forget()
    collect_texts([SEVENTY, RUMOUR])
    operations.pump(now=timezone.now())
    yield seven, rumour
    operations.forget()


def looked_at(page: Any, axe: Axe) -> None:
    assert axe(page) == []
    assert overflow(page) == 0


def test_a_wrong_match_is_corrected_in_one_press(
    claims: tuple[KnownClaim, KnownClaim], page: Any, login: Any, axe: Axe
) -> None:
    seven, rumour = claims
    login(page, "officer")
    content = Content.objects.get(known_claim=rumour)
    page.goto(f"/desk/queue/{content.pk}/")
    looked_at(page, axe)
    page.click("form[action$='/not-same/'] button")
    page.wait_for_selector("form[action$='/take-back/']")
    looked_at(page, axe)
    assert Content.objects.get(pk=content.pk).known_claim is None

    near = Content.objects.get(text=SEVENTY)
    page.goto(f"/desk/queue/{near.pk}/")
    assert page.locator("del.decides").all_inner_texts() == ["7"]
    assert set(page.locator("ins.decides").all_inner_texts()) == {"70"}
    looked_at(page, axe)
    page.click("form[action$='/same/'] button")
    page.wait_for_selector("form[action$='/take-back/']")
    assert Content.objects.get(pk=near.pk).known_claim == seven


def test_a_match_leaves_its_row_of_the_queue(
    claims: tuple[KnownClaim, KnownClaim], page: Any, login: Any, axe: Axe
) -> None:
    login(page, "officer")
    content = Content.objects.get(known_claim=claims[1])
    page.goto("/desk/queue/")
    wrong = page.locator(f"#content-{content.pk} button[formaction$='/not-same/']")
    wrong.click()
    wrong.wait_for(state="detached")
    assert page.locator(f"#content-{content.pk}").count() == 1
    looked_at(page, axe)


def test_the_threshold_and_what_it_costs(
    claims: tuple[KnownClaim, KnownClaim], page: Any, login: Any, axe: Axe
) -> None:
    login(page, "admin")
    page.goto("/desk/queue/matching/")
    looked_at(page, axe)
    page.fill("[name=percent]", "8")
    page.click("main form .button-primary")
    page.wait_for_selector(".error")
    looked_at(page, axe)
    page.fill("[name=percent]", "80")
    page.click("main form .button-primary")
    page.wait_for_selector(".alert-success")
    assert MatchThreshold.objects.get().value == 0.8
