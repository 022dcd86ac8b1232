"""A journalist on a phone and the desk: from the form in Arabic to the second look at a refusal."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.browser.conftest import DESK, PHONE, overflow

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.models import MediaRequest, Restriction
from tabayyun.desk.mediadesk.operations import Verdict
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = "صور عملية توقيف المشتبه فيه بطنجة"
WORDS = {code: f"سرية البحث {code}" for code in ("ar", "fr", "en")}


@pytest.fixture
def ground(transactional_db: None) -> Restriction:
    """A ground of the catalogue, or one like it when the test before emptied the database."""
    found = Restriction.objects.filter(code="investigation").first()
    if found is not None:
        return found
    by = User.objects.create(username="admin", role=Role.ADMIN)
    ground = operations.Ground("investigation", WORDS, WORDS, WORDS, 30)
    Restriction.objects.filter(code="investigation").delete()
    return operations.add_ground(ground=ground, by=by, now=timezone.now())


def sound(page: Any, axe: Callable[[Any], list[str]]) -> None:
    """Accessible, and not wider than the screen."""
    assert axe(page) == []
    assert overflow(page) == 0


def unfold(page: Any) -> None:
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")


def test_from_the_form_to_the_second_look(page: Any, axe: Any, login: Any, ground: Restriction) -> None:
    page.goto("/media/")
    sound(page, axe)
    page.get_by_label("الاسم").fill("ليلى بنعلي")
    page.get_by_label("الموضوع").fill(SUBJECT)
    page.get_by_label("المنبر أو الشركة").fill("القناة المتوسطية")
    page.get_by_label("الغرض").select_option("footage")
    page.get_by_role("button", name="إرسال الطلب").click()
    page.get_by_text("لم يضع شيء مما كتبتم").wait_for()  # the address was forgotten
    sound(page, axe)
    assert page.get_by_label("الموضوع").input_value() == SUBJECT
    page.get_by_label("البريد الإلكتروني").fill("leila@journal.test")
    page.get_by_role("button", name="إرسال الطلب").click()
    page.get_by_text("شكرا").first.wait_for()
    sound(page, axe)
    followed = page.url.partition("?")[0]

    login(page, "press")
    page.goto("/desk/media/")
    sound(page, axe)
    page.get_by_role("link", name="MR-").click()
    page.get_by_role("button", name="أنا أعمل عليه").click()
    page.get_by_text("أنتم تعملون على هذا الطلب.").wait_for()
    page.get_by_label("إلى الصحفي").fill("أي صور بالضبط؟")
    page.get_by_role("button", name="إرسال الجواب").click()
    page.get_by_text("جوابكم في طريقه.").wait_for()
    unfold(page)
    sound(page, axe)
    page.locator("#decide_outcome").select_option("partial")
    page.locator("#decide_text").fill("يمكن تصوير المقر، أما العملية فلا.")
    page.locator("form[action*='/decide/'] button").click()
    page.get_by_text("لا يحجب شيء إلا بسند قانوني من القائمة.").wait_for()
    assert page.locator("#decide_text").input_value().startswith("يمكن تصوير المقر")
    page.locator("#decide_restriction").select_option(str(ground.pk))
    page.locator("form[action*='/decide/'] button").click()
    page.get_by_text("أُرسل القرار إلى الصحفي.").wait_for()
    sound(page, axe)

    page.goto(followed)
    page.get_by_text("مقبول جزئيا").wait_for()
    sound(page, axe)
    assert ground.wording["ar"] in page.inner_text("main")
    assert "أي صور بالضبط؟" in page.inner_text("main")
    page.locator("#review_text").fill("انتهى البحث")
    page.get_by_role("button", name="طلب إعادة النظر").click()
    page.get_by_text("القرار قيد إعادة النظر").wait_for()
    sound(page, axe)

    page.context.clear_cookies()
    login(page, "spokesperson")
    page.goto("/desk/media/?which=review")
    page.get_by_role("link", name="MR-").click()
    assert "انتهى البحث" in page.inner_text("main")
    sound(page, axe)


def test_a_refusal_that_ends_is_open_again(page: Any, axe: Any, ground: Restriction) -> None:
    now = timezone.now()
    press = User.objects.create(username="press", role=Role.PRESS)
    said = {"kind": "data", "asker": "outlet", "language": "fr", "name": "L", "email": "l@journal.test"}
    asked = operations.Asked(subject="Chiffres " + "x" * 150, **said)
    request = operations.file_request(asked=asked, way="form", now=now)
    operations.decide(request=request, verdict=Verdict("refused", "Non", ground), by=press, now=now)
    page.goto(f"/fr/media/{queries.follow_link(request).token}/")
    page.get_by_text("Refusée").wait_for()
    sound(page, axe)
    operations.announce_ends(now=now + timedelta(days=25))
    operations.reopen_ended(now=now + timedelta(days=31))
    page.reload()
    page.get_by_text("de nouveau ouverte").wait_for()
    sound(page, axe)
    assert MediaRequest.objects.get().is_open


def test_every_page_of_the_room(page: Any, axe: Any, login: Any, ground: Restriction) -> None:
    from tabayyun.demo import mediadesk

    people = {role: User.objects.get_or_create(username=role.value, role=role)[0] for role in Role}
    for user in people.values():
        user.set_password("tabayyun-demo")
        user.save()
    mediadesk.load(people, timezone.now())
    filming = MediaRequest.objects.get(asker="production").reference
    login(page, "spokesperson")
    rooms = [
        "?which=all",
        "triage/",
        "grounds/",
        "grounds/investigation/",
        "resources/",
        "calendar/",
        "coverage/",
    ]
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for address in [*rooms, "new/", "coverage/new/", f"{filming}/"]:
            page.goto(f"/desk/media/{address}")
            unfold(page)
            sound(page, axe)
    page.goto("/desk/media/triage/")
    page.locator("td a").first.click()
    unfold(page)
    sound(page, axe)
