"""A field officer on a phone, in Arabic: a messy workbook, columns corrected, bad lines seen, and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.browser.conftest import DESK, overflow
from tests.kit.sheets.conftest import workbook

from tabayyun.demo import outreach as season
from tabayyun.desk.outreach import operations
from tabayyun.desk.outreach.models import Activity, Province, School
from tabayyun.kit.models import Role, User
from tabayyun.kit.sheets.reading import read

pytestmark = pytest.mark.django_db(transaction=True)
Axe = Callable[[Any], list[str]]


def sound(page: Any, axe: Axe) -> None:
    """Accessible, and not wider than the screen."""
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    assert axe(page) == []
    assert overflow(page) == 0


@pytest.fixture
def messy(transactional_db: None, tmp_path: Path) -> Path:
    """Titles above the headings, a merged province, Arabic digits, dates as text, and bad lines."""
    operations.load_places()
    fez = Province.objects.get(code="MA-FES")
    School.objects.create(code="FES-001", name_ar="مدرسة الأطلس", province=fez)
    School.objects.create(code="FES-002", name_ar="إعدادية النخيل", province=fez)

    def edit(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:F1", "المصلحة الجهوية: حصيلة الحصص التحسيسية")
        sheet.merge_range("A3:A5", "فاس")

    rows: list[list[Any]] = [
        [],
        ["الإقليم", "اسم المؤسسة", "تاريخ الحصة", "المستفيدات والمستفيدون", "ملاحظات", "القسم"],
        [None, "مدرسة الاطلس", "٥/١٠/٢٠٢١", "٤٢", "", "أ"],
        [None, "إعدادية النخيل", datetime(2021, 10, 6), 38, "<b>حضور مكثف</b>", "ب"],  # noqa: DTZ001
        [None, "مدرسة الأطلص", "٧/١٠/٢٠٢١", 12, "", "ج"],
        ["فاس", "مدرسة الأطلس", "٧/١٠/٢٠٢١", "كثير", "", "د"],
        [],
        ["المجموع", None, None, 80],
    ]
    path = tmp_path / "حصيلة أكتوبر.xlsx"
    path.write_bytes(workbook(rows, edit=edit))
    return path


def test_from_the_phone_of_a_field_officer(page: Any, login: Any, axe: Axe, messy: Path) -> None:
    login(page, "officer")
    page.goto(reverse("outreach:list"))
    sound(page, axe)
    page.get_by_role("link", name="استيراد جدول").first.click()
    sound(page, axe)
    page.get_by_label("الجدول").set_input_files(messy)
    page.get_by_role("button", name="رفع الملف").click()
    sound(page, axe)
    assert page.get_by_label("عدد التلاميذ").input_value() == ""
    page.get_by_label("عدد التلاميذ").select_option(label="D · المستفيدات والمستفيدون (٤٢)")
    page.get_by_role("button", name="فحص السطور").click()
    sound(page, axe)
    refused = page.locator("section[aria-labelledby=refused-title]")
    assert refused.locator("tbody tr").count() == 3
    assert "هل تقصد «\u2068مدرسة الأطلس\u2069»؟" in refused.inner_text()
    assert "«\u2068كثير\u2069» ليس عددا صحيحا" in refused.inner_text()
    assert not Activity.objects.exists()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="تنزيل هذه السطور").click()
    lines = read("x.xlsx", Path(waiting.value.path()).read_bytes())[0].lines
    assert lines[0].cells[-1] == "سبب الرفض"
    page.get_by_role("button", name="استيراد السطور السليمة").click()
    page.get_by_text("تم استيراد السطور السليمة.").wait_for()
    sound(page, axe)
    sessions = Activity.objects.order_by("held_on")
    assert [(one.participants, one.notes) for one in sessions] == [(42, ""), (38, "<b>حضور مكثف</b>")]
    page.goto(reverse("outreach:activity", args=[sessions[1].pk]))
    assert "<b>حضور مكثف</b>" in page.locator(".outreach-notes").inner_text()
    page.get_by_role("link", name="حصيلة أكتوبر.xlsx").click()
    page.get_by_role("button", name="إلغاء هذا الاستيراد").click()
    page.get_by_text("ألغي الاستيراد").wait_for()
    assert not Activity.objects.exists()
    page.goto(reverse("sheets:new", args=["outreach.school"]))
    page.get_by_label("الجدول").set_input_files(messy)
    page.get_by_role("button", name="رفع الملف").click()
    assert page.get_by_label("عدد التلاميذ").input_value() == "3"


def test_the_pages_of_outreach(page: Any, login: Any, axe: Axe, transactional_db: None) -> None:
    officer = User.objects.create_user("officer", password="tabayyun-demo", role=Role.OFFICER)
    season.load(officer, timezone.now())
    login(page, "officer")
    child = Activity.objects.get(kind="child")
    pages = [
        reverse("outreach:list"),
        reverse("outreach:new", args=["school"]),
        reverse("outreach:new", args=["child"]),
        reverse("outreach:activity", args=[child.pk]),
        reverse("outreach:edit", args=[child.pk]),
        reverse("outreach:directories"),
        reverse("outreach:directory", args=["schools"]),
        reverse("outreach:entry_add", args=["schools"]),
        reverse("sheets:new", args=["outreach.meeting"]),
    ]
    for address in pages:
        page.goto(address)
        sound(page, axe)
    page.set_viewport_size(DESK)
    page.goto(pages[0])
    sound(page, axe)
    tile = page.locator(".region-map a").first
    assert tile.get_attribute("aria-label").startswith("طنجة-تطوان-الحسيمة")
    tile.click()
    page.wait_for_url("**region=MA-01")
    assert page.locator("select#id_region").input_value() == "MA-01"
