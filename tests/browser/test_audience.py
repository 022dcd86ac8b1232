"""The official accounts in a browser: a reading typed and corrected, an export taken in, the charts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.browser.conftest import DESK, PHONE, overflow

from tabayyun.desk.audience import operations
from tabayyun.desk.audience.models import Account, Reading
from tabayyun.kit.models import Role, User


@pytest.fixture
def account(live_server, settings, tmp_path: Path) -> Account:
    """An account with two readings, half a year apart."""
    settings.HOME = tmp_path
    press = User.objects.create_user("press", password="tabayyun-demo", role=Role.PRESS)
    now, today = timezone.now(), timezone.localdate()
    found = operations.add_account(
        platform="instagram",
        handle="surete",
        name="الحساب الرسمي",
        opened_on=today - timedelta(days=290),
        by=press,
        now=now,
    )
    for days, followers in ((180, 60_000), (10, 130_000)):
        operations.record(
            account=found,
            day=today - timedelta(days=days),
            figures={"followers": followers},
            origin=Reading.Origin.HAND,
            by=press,
            now=now,
        )
    return found


def looked_at(page, axe) -> None:
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert overflow(page) == 0, page.url
    assert axe(page) == [], page.url


def test_readings_typed_corrected_and_taken_from_an_export(account, page, axe, login, tmp_path):
    login(page, "press")
    page.goto("/desk/accounts/")
    assert "اشتراكات لا أشخاص" in page.inner_text("main")
    looked_at(page, axe)
    page.click("table a")
    page.fill("[name=followers]", "133000")
    page.click("aside form .button-primary")
    page.fill("[name=followers]", "133500")
    page.click("aside form .button-primary")
    assert "اذكر سبب تصحيحها" in page.inner_text("main")
    page.fill("[name=correction]", "عدّ ثان")
    page.click("aside form .button-primary")
    assert "133\u202f500" in page.inner_text("main")
    assert "في أقل من 10 أشهر" in page.inner_text("main")
    assert page.locator(".unmeasured").count() > 0
    looked_at(page, axe)

    export = tmp_path / "export.csv"
    day = timezone.localdate() - timedelta(days=1)
    export.write_text(f"Date,Video Views\n{day.isoformat()},51230\nغدا,1\n", encoding="utf-8")
    page.click("a[href*='/imports/']")
    page.set_input_files("input[type=file]", str(export))
    page.click("main form[enctype] .button-primary")
    while page.locator("form[action$='/import/']").count() == 0:
        page.click("main form .button-primary")
    page.click("form[action$='/import/'] button")
    assert Reading.objects.get(day=day, superseded_at=None).views == 51_230
