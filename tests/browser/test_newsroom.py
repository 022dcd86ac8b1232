"""The newsroom in a real browser: accessible, nothing sticking out, nothing foreign, no script needed."""

import os
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import DESK, Axe, overflow
from tests.newsroom.conftest import PressRoom, institution, room

__all__ = ["institution", "room"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "home": "",
    "statement": "s/{reference}/",
    "old": "s/{reference}/v1/",
    "list": "statements/",
    "search": "search/?q=الأبواب",
    "archive": "archive/",
    "report": "report/",
    "ours": "ours/",
    "verify": "verify/",
    "corrections": "corrections/",
    "contacts": "press/",
    "keys": "keys/",
    "log": "log/",
    "about": "about/",
    "missing": "s/nothing/",
}


@pytest.fixture
def site(room: PressRoom, settings: Any, tmp_path: Path) -> dict[str, str]:
    """Statements with every verdict, in Arabic, French and Amazigh; one corrected, one withdrawn."""
    settings.HOME, settings.SIGNING_KEY_FILE = tmp_path, tmp_path / "signing.pem"
    titles = {
        "false": "لا صحة لإلغاء أيام الأبواب المفتوحة بفاس",
        "out_of_context": "المقطع المتداول حول حادث بالدار البيضاء قديم ويعود إلى سنة 2019",
        "manipulated": "بلاغ مزور يحمل شعار المؤسسة بخصوص مباراة توظيف",
        "misleading": "أرقام مضللة حول حوادث السير خلال عطلة نهاية الأسبوع",
        "confirmed": "تأكيد إغلاق الطريق الوطنية رقم 8 مؤقتا بسبب الثلوج",
        "satire": "مقال ساخر يُتداول على أنه خبر حقيقي",
        "unproven": "لا دليل على ما يروج بشأن رسائل نصية مشبوهة",
    }
    for verdict, title in titles.items():
        room.publish(
            kind="truth", title=title, verdict=verdict, claim=f"«{title}» كما ورد في منشورات متداولة"
        )
    withdrawn = room.publish(kind="communique", title="بلاغ حول توقيت العمل", claim="", verdict="")
    room.withdraw(withdrawn, "نُشر هذا البلاغ قبل أوانه.")
    text = room.publish()
    room.translate(
        text,
        "fr",
        "Les Journées portes ouvertes de Fès ne sont pas annulées",
        "Le programme annoncé est maintenu.\n\nLa photo qui circule date de 2019.",
    )
    room.translate(text, "en", "The Fez Open Days are not cancelled", "The announced programme stands.")
    room.translate(text, "zgh", "ⵓⵔ ⵜⵜⵓⵙⴱⴷⴷⴷⵏ ⵡⵓⵙⵙⴰⵏ ⵏ ⴼⴰⵙ", "ⵉⵇⵇⵉⵎⴰ ⵓⵖⴰⵡⴰⵙ ⵎⴰⵎⴽ ⵉⴳⴰ.")
    room.correct(
        text,
        "لا صحة لما يُتداول حول إلغاء التظاهرة.\n\nتُنظَّم من 12 إلى 16 ماي وفق البرنامج المعلن.",
        "صُحّح تاريخ التظاهرة.",
    )
    return {"reference": text.statement.reference}


def keep(page: Any, name: str) -> None:
    """A screenshot, when a folder for it is named."""
    folder = os.environ.get("TABAYYUN_SCREENSHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "fr/", "zgh/"])
def test_every_page_is_accessible_and_fits_a_phone(
    page: Any, axe: Axe, site: dict[str, str], prefix: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    problems = []
    for name, path in PAGES.items():
        address = f"/{prefix}{path.format(**site)}"
        page.goto(address)
        keep(page, f"{name}-{prefix.strip('/') or 'ar'}-{scheme}-390")
        problems += [f"{address} {found}" for found in axe(page)]
        if overflow(page):
            problems.append(f"{address} is {overflow(page)} px too wide")
        if page.locator("h1").count() != 1:
            problems.append(f"{address} has {page.locator('h1').count()} h1")
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_a_desk(page: Any, axe: Axe, site: dict[str, str], scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(DESK)
    problems = []
    for name, path in PAGES.items():
        page.goto(f"/{path.format(**site)}")
        keep(page, f"{name}-ar-{scheme}-1440")
        problems += [f"{path} {found}" for found in axe(page)]
        if overflow(page):
            problems.append(f"{path} is {overflow(page)} px too wide")
    assert problems == []
