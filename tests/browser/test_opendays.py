"""Open Days in a browser, in Arabic, on a phone: registering, waiting, an offer, a gate without a network."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
from django.core.signals import request_started
from django.utils import timezone
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PASSWORD, Axe, overflow

from tabayyun.desk.opendays import operations, queries
from tabayyun.desk.opendays.models import Admission, Edition, Registration, Slot
from tabayyun.kit import letters
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Any, str], None]


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path, live_server: Any) -> Iterator[None]:
    settings.HOME = tmp_path
    settings.SIGNING_KEY_FILE = tmp_path / "keys" / "signing.pem"
    settings.ORIGIN = live_server.url
    return


@pytest.fixture
def slot(live_server: Any) -> Slot:
    """One time of thirty places in an announced edition; it began ten minutes ago tomorrow."""
    now = timezone.now()
    by = User.objects.create(username="organiser", role=Role.PRESS)
    day = timezone.localdate(now)
    words = {
        "city": {"ar": "الصويرة", "fr": "Essaouira"},
        "venue": {"ar": "فضاء المعارض"},
        "intro": {"ar": "مرحبا"},
    }
    edition = operations.create(
        number=5, **words, first_day=day, last_day=day + timedelta(days=3), region=None, by=by, now=now
    )
    operations.publish(edition=edition, by=by, now=now)
    start = now + timedelta(days=1)
    return operations.add_slot(
        edition=edition, starts_at=start, ends_at=start + timedelta(minutes=30), capacity=30, by=by, now=now
    )


def register(page: Any, kind: str, people: int, organisation: str = "") -> str:
    """Through the public form; the address of one's own page."""
    page.goto("/open-days/5/register/")
    page.check(f"input[name=kind][value={kind}]")
    page.fill("#id_people", str(people))
    page.fill("#id_organisation", organisation)
    page.fill("#id_name", "فاطمة الزهراء")
    page.fill("#id_email", f"{kind}{people}@visitor.test")
    page.click("main form button")
    page.wait_for_selector("text=تسجيلكم")
    return str(page.url)


def well_made(page: Any, axe: Axe) -> None:
    assert axe(page) == []
    assert overflow(page) == 0


def link_in_the_last_letter(mailoutbox: list[Any], to: str) -> str:
    letters.send_due(now=timezone.now())
    body = next(str(letter.body) for letter in reversed(mailoutbox) if letter.to == [to])
    found = re.search(r"https?://\S+", body)
    assert found is not None
    return found[0]


def photograph(text: str, path: Path) -> str:
    """The QR code as a picture of a phone's screen would show it."""
    segno.make_qr(text, error="l", boost_error=False).save(str(path), scale=6, border=4)
    return str(path)


def test_a_school_waits_is_offered_a_place_and_comes_in_offline(
    *, page: Any, slot: Slot, axe: Axe, login: Login, mailoutbox: list[Any], tmp_path: Path
) -> None:
    page.goto("/open-days/")
    page.click("text=الدورة 5")
    well_made(page, axe)
    first = register(page, "group", 25, "جمعية الحي")
    assert page.locator(".qr svg").count() == 1
    well_made(page, axe)

    mine = register(page, "school", 20, "ثانوية ابن خلدون")
    assert "لائحة الانتظار" in page.inner_text("main")
    well_made(page, axe)

    page.goto(first)
    page.click("summary:has-text('إلغاء التسجيل')")
    page.click("button[value=cancel]")
    page.wait_for_selector("text=هذا التسجيل ملغى")

    page.goto(link_in_the_last_letter(mailoutbox, "school20@visitor.test"))
    assert page.url == mine
    well_made(page, axe)
    page.click("button[value=accept]")
    page.wait_for_selector(".qr svg")
    school = Registration.objects.get(kind="school")
    assert school.state == "confirmed"
    qr = photograph(operations.ticket_of(school), tmp_path / "ticket.png")

    gate(page, login)
    well_made(page, axe)
    live = page.context.new_page()
    live.goto("/desk/open-days/5/live/")
    assert live.inner_text("[data-people]") == "0"
    page.context.set_offline(True)
    with nothing_asked():
        page.reload()
        wait_ready(page)
        assert "بلا شبكة" in page.inner_text("[data-network]")
        page.set_input_files("#photo", qr)
        page.wait_for_selector("[data-confirm]:visible")
        assert f"{timezone.localtime(slot.starts_at):%H:%M}" in page.inner_text("[data-result]")
        page.fill("#people", "18")
        well_made(page, axe)
        page.click("[data-confirm] button")
        page.wait_for_selector(".gate-ok")
        assert page.inner_text("[data-waiting]") == "1"
        page.set_input_files("#photo", qr)
        page.wait_for_selector(".gate-no:has-text('استُعملت')")
    assert not Admission.objects.exists()

    page.context.set_offline(False)
    all_sent(page)
    assert Admission.objects.get().people == 18

    live.wait_for_selector("[data-people='18']")
    well_made(live, axe)


def test_the_desks_pages_are_accessible_and_fit_a_phone(
    page: Any, slot: Slot, axe: Axe, login: Login
) -> None:
    confirmed(slot, 25, "school")
    confirmed(slot, 20, "group")
    login(page, "press")
    for scheme, path in (("light", ""), ("dark", "5/"), ("light", "5/registrations/"), ("dark", "5/edit/")):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"/desk/open-days/{path}")
        well_made(page, axe)


@contextmanager
def nothing_asked() -> Iterator[None]:
    """Neither the page nor its service worker reaches the server; the browser may look for a newer worker."""
    asked: list[str] = []

    def note(environ: dict[str, Any], **rest: Any) -> None:
        asked.append(environ["PATH_INFO"])

    request_started.connect(note)
    yield
    request_started.disconnect(note)
    assert [path for path in asked if not path.endswith("/gate/worker.js")] == []


def gate(page: Any, login: Login) -> None:
    """The gate, logged in, kept by its service worker."""
    login(page, "officer")
    page.goto("/desk/open-days/gate/5/")
    wait_ready(page)
    page.wait_for_selector("[data-kept]:visible")


def all_sent(page: Any) -> None:
    page.wait_for_selector("[data-waiting]:text-is('0')")


def wait_ready(page: Any) -> None:
    page.wait_for_selector("[data-gate][data-ready]")


def log_in_again(page: Any) -> None:
    """From the gate, which says that the session has ended and keeps what it noted."""
    page.wait_for_selector("[data-login]:visible")
    assert not Admission.objects.exists()
    page.click("[data-login] a")
    page.fill("input[name=username]", "officer")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button")
    wait_ready(page)


def confirmed(slot: Slot, people: int, kind: str = "person") -> Registration:
    from uuid import uuid4

    return operations.register(
        slot=slot,
        kind=kind,
        people=people,
        name="x",
        organisation="y",
        email="z@visitor.test",
        phone="",
        language="ar",
        once=uuid4(),
        now=timezone.now(),
    )


def let_in(page: Any, code: str) -> None:
    """By the code that is typed, also when it is for another time."""
    page.fill("#code", code)
    page.click("[data-code] button")
    page.wait_for_selector("[data-confirm]:visible")
    page.click("[data-confirm] button")
    page.wait_for_selector(".gate-ok")


def test_a_page_killed_offline_forgets_nothing(page: Any, slot: Slot, login: Login) -> None:
    first, second = confirmed(slot, 2), confirmed(slot, 3)
    gate(page, login)
    context = page.context
    context.set_offline(True)
    let_in(page, first.code)
    page.close()

    again = context.new_page()
    again.goto("/desk/open-days/gate/5/")
    wait_ready(again)
    assert again.inner_text("[data-people]") == "2"
    again.fill("#code", first.code)
    again.click("[data-code] button")
    again.wait_for_selector(".gate-no:has-text('استُعملت')")
    let_in(again, second.code)

    context.clear_cookies()
    context.set_offline(False)
    log_in_again(again)
    all_sent(again)
    assert sorted(Admission.objects.values_list("people", flat=True)) == [2, 3]


def test_a_phone_that_dies_offline_forgets_nothing(
    browser: Any, live_server: Any, slot: Slot, login: Login, tmp_path: Path
) -> None:
    """The whole browser is killed, not closed, right after «let in»; then started again."""
    ticket = confirmed(slot, 3)
    phone = tmp_path / "phone"

    def start() -> Any:
        return browser.browser_type.launch_persistent_context(
            phone, executable_path=str(CHROMIUM), args=ARGUMENTS, base_url=live_server.url, locale="ar"
        )

    context = start()
    gate(context.pages[0], login)
    context.set_offline(True)
    let_in(context.pages[0], ticket.code)
    kill_all_with(str(phone))

    context = start()
    context.set_offline(True)
    page = context.pages[0]
    page.goto("/desk/open-days/gate/5/")
    wait_ready(page)
    assert (page.inner_text("[data-people]"), page.inner_text("[data-waiting]")) == ("3", "1")
    page.fill("#code", ticket.code)
    page.click("[data-code] button")
    page.wait_for_selector(".gate-no:has-text('استُعملت')")
    context.set_offline(False)  # the killed browser had not written its session down: log in again
    log_in_again(page)
    all_sent(page)
    assert Admission.objects.get().people == 3
    context.close()


def kill_all_with(argument: str) -> None:
    """SIGKILL for the processes of this test's own browser, which all name its folder."""
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdecimal() and argument in (process / "cmdline").read_text(errors="replace"):
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            continue


def test_a_browser_without_ed25519_goes_by_its_list(
    page: Any, slot: Slot, login: Login, tmp_path: Path
) -> None:
    page.add_init_script(
        "SubtleCrypto.prototype.importKey = async () => { throw new DOMException('', 'NotSupportedError'); };"
    )
    listed = confirmed(slot, 2)
    gate(page, login)
    assert page.locator("[data-unverified]").is_visible()
    late = confirmed(slot, 1)
    page.set_input_files("#photo", photograph(operations.ticket_of(late), tmp_path / "late.png"))
    page.wait_for_selector(".gate-no:has-text('لائحة هذا الهاتف')")
    page.set_input_files("#photo", photograph(operations.ticket_of(listed), tmp_path / "listed.png"))
    page.wait_for_selector("[data-confirm]:visible")
    page.click("[data-confirm] button")
    page.wait_for_selector(".gate-ok")


def test_two_phones_without_a_network_and_one_ticket(
    page: Any, browser: Any, live_server: Any, slot: Slot, login: Login
) -> None:
    ticket = confirmed(slot, 4)
    gate(page, login)
    context = browser.new_context(base_url=live_server.url, locale="ar")
    other = context.new_page()
    gate(other, login)
    for phone in (page, other):
        phone.context.set_offline(True)
        let_in(phone, ticket.code)
    for phone in (other, page):
        phone.context.set_offline(False)
        all_sent(phone)
    edition = Edition.objects.get()
    came = queries.attendance(edition)
    assert (came.people, came.tickets, came.twice) == (4, 1, 1)
    assert len(queries.admitted_twice(edition)[0]) == 2
    page.goto("/desk/open-days/5/live/")
    assert ticket.code in page.inner_text("main")
    context.close()


def test_what_is_no_ticket_of_ours_is_refused_without_a_network(
    page: Any, slot: Slot, login: Login, tmp_path: Path
) -> None:
    cancelled, changed = confirmed(slot, 1), confirmed(slot, 1)
    old = operations.ticket_of(changed)
    operations.cancel(registration=cancelled, now=timezone.now())
    operations.change(registration=changed, slot=slot, people=2, now=timezone.now())
    gate(page, login)
    page.context.set_offline(True)
    late = confirmed(slot, 2)
    forged = operations.ticket_of(late)[:-4] + "AAAA"

    def show(text: str) -> None:
        page.set_input_files("#photo", photograph(text, tmp_path / "qr.png"))

    def told(words: str) -> None:
        page.wait_for_selector(f"[data-result]:has-text('{words}')")

    show(forged)
    told("ليست صادرة عنا")
    show(old)
    told("عُوضت")
    show("https://example.test/ticket")
    told("ليست تذكرة")
    page.fill("#code", cancelled.code)
    page.click("[data-code] button")
    told("أُلغي هذا التسجيل")
    show(operations.ticket_of(late))
    told("سُجل بعد جلب اللائحة")
    page.click("[data-confirm] button")
    page.wait_for_selector(".gate-ok")


def test_the_camera_reads_a_ticket(
    browser: Any, live_server: Any, slot: Slot, login: Login, tmp_path: Path
) -> None:
    """A camera that sees one ticket, in a browser of its own."""
    film = tmp_path / "camera.y4m"
    film.write_bytes(filmed(operations.ticket_of(confirmed(slot, 2))))
    started = browser.browser_type.launch(
        executable_path=str(CHROMIUM),
        args=[
            *ARGUMENTS,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ],
    )
    page = started.new_context(base_url=live_server.url, locale="ar").new_page()
    gate(page, login)
    page.click("[data-camera]")
    page.wait_for_selector("[data-confirm]:visible")
    page.click("[data-confirm] button")
    page.wait_for_selector(".gate-ok")
    page.wait_for_selector("[data-people]:text-is('2')")
    started.close()


def filmed(text: str) -> bytes:
    """Two frames of 640 × 480 that show the QR code, as an uncompressed film (YUV4MPEG2)."""
    rows = list(segno.make_qr(text, error="l", boost_error=False).matrix_iter(scale=8, border=6))
    picture = bytearray(b"\xeb" * (640 * 480))
    for y, row in enumerate(rows[:480]):
        for x, dark in enumerate(list(row)[:640]):
            picture[y * 640 + x] = 16 if dark else 235
    frame = b"FRAME\n" + bytes(picture) + b"\x80" * (640 * 480 // 2)
    return b"YUV4MPEG2 W640 H480 F5:1 Ip A1:1 C420jpeg\n" + frame * 2
