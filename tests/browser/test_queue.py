"""The queue as it moves: two people, one stream, the server that the product runs on."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import DESK, PASSWORD, PHONE

ROOT = Path(__file__).parents[2]
RUMOUR = "عاجل إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير والسلطات تتكتم على الخبر"
ATTACK = "اعتداء بالسلاح الأبيض وقتل شاب وسط الشارع ليلة أمس ودماء في كل مكان"
HELPER = f"""
import json, sys
import django; django.setup()
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
call_command('migrate', verbosity=0)
from tabayyun.desk.signals import operations
from tabayyun.desk.signals.models import Content
from tabayyun.kit.models import User
from tests.desk.signals.making import collect_texts, make_claim
User.objects.create_user('officer', password={PASSWORD!r}, role='officer', first_name='سلمى')
User.objects.create_user('expert', password={PASSWORD!r}, role='expert', first_name='يوسف')
make_claim('حظر التجوال في المدينة ابتداء من الساعة التاسعة ليلا')
print('ready', flush=True)
for number, line in enumerate(sys.stdin):
    if texts := json.loads(line):
        collect_texts(texts, source=f'source-{{number}}', start=timezone.now() - timedelta(hours=1))
        operations.pump(now=timezone.now())
    else:
        operations.forget()
        Content.objects.all().delete()
    print('done', flush=True)
"""


@dataclass
class Site:
    """A running installation of its own."""

    home: Path
    port: int
    helper: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tabayyun.config.settings",
            "TABAYYUN_HOME": str(self.home),
            "TABAYYUN_DATABASE_URL": "",
            "TABAYYUN_ORIGIN": f"http://127.0.0.1:{self.port}",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, stdin=pipe, stdout=pipe, text=True)

    def post(self, *texts: str) -> None:
        """Let ``texts`` be collected and read, in a process beside the server; none: begin anew."""
        assert self.helper
        assert self.helper.stdin
        assert self.helper.stdout
        self.helper.stdin.write(json.dumps(texts) + "\n")
        self.helper.stdin.flush()
        assert self.helper.stdout.readline() == "done\n"

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        site = Site(tmp_path_factory.mktemp("queue"), probe.getsockname()[1])
    site.helper = site.start("-c", HELPER)
    assert site.helper.stdout
    assert site.helper.stdout.readline() == "ready\n"
    server = site.start(
        *("-m", "granian", "--interface", "asgi", "--port", str(site.port)),
        *("--log-level", "error", "tabayyun.config.asgi:application"),
    )
    try:
        _wait_for(site.address("/desk/login/"))
        yield site
    finally:
        for process in (server, site.helper):
            process.terminate()
            process.communicate(timeout=20)


@pytest.fixture
def site(running: Site) -> Site:
    """A site with an empty queue."""
    running.post()
    return running


def _wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)


@pytest.fixture
def visit(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """A page of somebody who is logged in, at the queue."""
    contexts: list[Any] = []
    errors: list[str] = []

    def visit(user: str, **options: Any) -> Any:
        context = browser.new_context(viewport=DESK, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and errors.append(message.text))
        page.goto(site.address("/desk/login/"))
        page.fill("#id_username", user)
        page.fill("#id_password", PASSWORD)
        page.click("main .button-primary")
        page.goto(site.address("/desk/queue/"))
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not errors


def shows(page: Any, rows: int) -> None:
    """Wait until so many rows are shown. (No function in the page: its policy forbids eval.)"""
    from playwright.sync_api import expect

    expect(page.locator("li.item")).to_have_count(rows, timeout=15_000)


def order(page: Any) -> list[str]:
    return [text[:12] for text in page.locator("li.item h2").all_inner_texts()]


def test_contents_appear_grow_and_leave_by_themselves(site: Site, visit: Callable[..., Any]) -> None:
    page = visit("officer")
    page.wait_for_selector("#live.chip-ok")
    page.wait_for_selector("#nothing")
    site.post(RUMOUR)
    row = page.locator("li.item", has_text="الأبواب")
    row.wait_for()
    assert page.locator("#nothing").count() == 0
    site.post(RUMOUR, RUMOUR, RUMOUR)
    row.locator("text=4 نسخ في").first.wait_for()
    site.post(*[ATTACK] * 6)
    shows(page, 2)
    assert order(page)[0] == ATTACK[:12]

    other = visit("expert")
    other.locator("li.item", has_text="الأبواب").get_by_text("استبعاد").click()
    other.locator("#dismissal").get_by_text("رأي أو نقد").click()
    shows(page, 1)
    shows(other, 1)


def test_others_see_who_is_on_a_content_until_they_leave(site: Site, visit: Callable[..., Any]) -> None:
    site.post(RUMOUR)
    page, other = visit("officer"), visit("expert")
    page.wait_for_selector("#live.chip-ok")
    other.click("li.item h2 a")
    page.get_by_text("يوسف يعمل عليه").wait_for()
    other.goto(site.address("/desk/cases/"))
    page.get_by_text("يوسف يعمل عليه").wait_for(state="detached")


def test_the_queue_from_the_keyboard(site: Site, visit: Callable[..., Any]) -> None:
    site.post(*[ATTACK] * 5, RUMOUR, RUMOUR, "حظر التجوال في المدينة ابتداء من الساعة التاسعة ليلا")
    page = visit("officer")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")

    def focused() -> str:
        return str(page.evaluate("document.activeElement.querySelector('h2')?.innerText.slice(0, 12)"))

    page.keyboard.press("j")
    assert focused() == order(page)[0]
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("ArrowDown")
    assert focused() == order(page)[1]
    while not focused().startswith("حظر"):
        page.keyboard.press("j")
    page.keyboard.press("a")
    page.locator("li.item", has_text="حظر التجوال").wait_for(state="detached")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.locator("#other-reason").fill("سبق النظر فيه")
    page.keyboard.press("Enter")
    shows(page, 1)
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_selector("#presence")


def test_rows_do_not_move_under_a_pointer_or_the_keyboard(site: Site, visit: Callable[..., Any]) -> None:
    site.post(RUMOUR)
    page = visit("officer")
    page.wait_for_selector("#live.chip-ok")
    page.hover("li.item")
    site.post(*[ATTACK] * 6)
    page.locator("#held").wait_for()
    assert len(order(page)) == 1
    page.mouse.move(0, 0)
    shows(page, 2)
    assert not page.locator("#held").is_visible()
    page.keyboard.press("j")
    site.post("انفجار كبير في محطة القطار ومقتل العشرات من المسافرين صباح اليوم")
    page.locator("#held").wait_for()
    page.click("#held")
    shows(page, 3)


def test_without_javascript_it_works(site: Site, visit: Callable[..., Any]) -> None:
    site.post(RUMOUR, ATTACK)
    page = visit("officer", java_script_enabled=False)
    page.locator("li.item", has_text="الأبواب").get_by_text("استبعاد").click()
    page.locator("#dismiss summary").click()
    page.locator("#dismiss button", has_text="لا يخصنا").click()
    assert len(order(page)) == 1
    page.locator(".filter-box summary").click()
    page.select_option("#id_state", "dismissed")
    page.locator(".filter-box button").click()
    page.locator("li.item button").first.click()
    page.goto(site.address("/desk/queue/"))
    assert len(order(page)) == 2


def test_accessible_and_without_overflow_on_a_phone(site: Site, visit: Callable[..., Any], axe: Any) -> None:
    site.post(*[RUMOUR] * 5, ATTACK)
    page = visit("officer")
    page.set_viewport_size(PHONE)
    for _ in range(2):
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe(page) == []
        page.click("li.item h2 a, summary")
