"""The whole loop in a real browser, in Arabic, against the real processes.

Signal → case → inquiry answered by a unit → examination → verdict → statement → approved by a second
person → published → verified offline → altered and caught → the next copy is recognised as answered.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import DESK, PASSWORD, PHONE, overflow

from tabayyun.demo import stream

PATIENCE = 60
SUBJECT = "الأبواب المفتوحة بمدينة فاس"
ANSWER = "لم تلغ، والبرنامج قائم."
TITLE = "لا إلغاء للأبواب المفتوحة بفاس"
CLAIM = "إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير"
FINDING = "برنامج الأبواب المفتوحة قائم كما أعلن، ولم يسجل أي تهديد."


def until(ask: Callable[[], Any], what: str) -> Any:
    """What ``ask`` answers, as soon as it is true."""
    end = time.monotonic() + PATIENCE
    while not (found := ask()):
        assert time.monotonic() < end, what
        time.sleep(0.25)
    return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A demonstration as `make demo` starts it, on the written scenario: (address, home)."""
    folder = tmp_path_factory.mktemp("loop")
    posts = folder / "posts.ndjson"
    stream.write([row for row in stream.build(datetime.now(UTC)).past if "-0" in row["id"]], posts)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TABAYYUN_", "DJANGO_"))}
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tabayyun", "demo", "--port", str(port), "--home", str(folder / "home"),
             "--stream", str(posts)],
            env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(f"{address}/"), "the newsroom answers")
        yield address, folder / "home"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


class Person:
    """Somebody at the desk, with a browser of their own."""

    def __init__(self, browser: Any, address: str, role: str) -> None:
        self.address = address
        self.context = browser.new_context(base_url=address, locale="ar", viewport=DESK)
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.page.goto("/desk/login/")
        self.page.fill("input[name=username]", role)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main form button")
        self.page.wait_for_url(re.compile("/desk/queue/"))

    def press(self, action: str, **fields: str) -> None:
        """Fill and send the form whose address ends in ``action``, opening what it is folded into."""
        form = self.page.locator(f'form[action*="{action}"]').first
        form.evaluate("f => { const d = f.closest('details'); if (d) d.open = true }")
        for name, value in fields.items():
            field = form.locator(f'[name="{name}"]')
            if field.evaluate("f => f.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        form.locator("button").first.click()
        self.page.wait_for_load_state()


def letter_to(home: Path, mailbox: str, said: str) -> str | None:
    """The text of the newest mail to ``mailbox`` in which ``said`` stands, as the desk sent it."""
    for path in sorted((home / "mail").glob("*"), reverse=True):
        for raw in path.read_bytes().split(b"-" * 79):
            message = message_from_bytes(raw.strip(), policy=policy.default)
            if mailbox in str(message["To"]):
                text = str(message.get_body().get_content())  # type: ignore[union-attr]
                if said in text:
                    return text
    return None


def verify(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`tabayyun verify` in a process of its own that could not reach a network if it tried."""
    return subprocess.run(
        [sys.executable, "-m", "tabayyun", "verify", *arguments, "--lang", "ar"],
        capture_output=True, text=True, check=False, timeout=PATIENCE,
        env=os.environ | {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
    )  # fmt: skip


def test_from_a_signal_to_a_statement_anyone_can_check(
    browser: Any, desk: tuple[str, Path], axe: Any, tmp_path: Path
) -> None:
    address, home = desk
    officer = Person(browser, address, "officer")
    case = opened_case(officer, axe)
    unit_answers(browser, officer, home)
    expert_decides(Person(browser, address, "expert"), case)
    reference = drafted_and_submitted(Person(browser, address, "press"), case)
    approved_and_published(Person(browser, address, "spokesperson"), reference, case)

    citizen = browser.new_context(base_url=address, locale="ar", viewport=PHONE).new_page()
    citizen.goto(f"/s/{reference}/")
    assert TITLE in citizen.inner_text("h1")
    assert overflow(citizen) == 0
    assert axe(citizen) == []
    stranger_verifies(citizen, address, tmp_path)
    next_copy_is_answered(citizen, officer)


def opened_case(officer: Person, axe: Any) -> str:
    """The officer sees the signal, in words, and opens a case. Its address."""
    row = officer.page.locator("li.item", has_text=SUBJECT).first
    row.wait_for()
    assert re.search(r"نسخ|نسخة", row.inner_text())
    row.locator("[data-key=case]").click()
    officer.page.wait_for_url(re.compile("/desk/cases/M-"))
    assert officer.page.locator("html").get_attribute("dir") == "rtl"
    assert axe(officer.page) == []
    return str(officer.page.url)


def unit_answers(browser: Any, officer: Person, home: Path) -> None:
    """A unit is asked by mail and answers by its link, once, without an account."""
    unit = officer.page.locator('form[action*="/ask/"] select[name=unit] option', has_text="فاس").first
    officer.press("/ask/", unit=str(unit.get_attribute("value")), question="هل ألغيت الأبواب المفتوحة؟")
    letter = until(lambda: letter_to(home, "fes@demo.example", "/answer/"), "the unit has its letter")
    link = re.search(r"http://\S+/answer/\S+", letter)
    assert link
    page = browser.new_context(locale="ar").new_page()
    page.goto(link.group())
    page.fill("[name=answer]", ANSWER)
    page.fill("[name=name]", "رئيس المصلحة")
    page.click("main form button")
    page.wait_for_selector(".alert-ok")
    page.goto(link.group())
    assert page.locator("main form").count() == 0


def expert_decides(expert: Person, case: str) -> None:
    """The expert reads the answer, records an examination and gives the verdict with its grounds."""
    expert.page.goto(case)
    assert ANSWER in expert.page.inner_text("#inquiries")
    expert.press("/record", finding_ar=FINDING, finding_fr="Le programme est maintenu.", confidence="high")
    assert FINDING in expert.page.inner_text("#examinations")
    expert.press("/decide/", verdict="false", grounds="المصلحة تنفي والبرنامج قائم.")
    assert "المصلحة تنفي" in expert.page.inner_text("#verdict")


def drafted_and_submitted(press: Person, case: str) -> str:
    """The press officer drafts from the findings, writes, submits, and cannot approve. The reference."""
    page = press.page
    page.goto(f"/desk/press/new/?case={case.rstrip('/').rsplit('/', 1)[1]}")
    page.select_option("[name=kind]", "denial")
    page.select_option("[name=topic]", "events")
    page.fill("[name=claim]", CLAIM)
    page.click("main form button")
    page.wait_for_url(re.compile(r"/desk/press/(s|texts)/"))
    found = re.search(r"TK-\d{4}-\d{4}", page.inner_text("main"))
    assert found
    page.goto(f"/desk/press/s/{found.group()}/")
    page.locator('a[href*="/desk/press/texts/"]').first.click()
    assert FINDING in page.input_value("[name=checked]")
    page.fill("[name=title]", TITLE)
    page.click("[data-submit]")
    page.goto(f"/desk/press/s/{found.group()}/")
    page.locator('a[href*="/review/"]').first.click()
    page.wait_for_load_state()
    assert page.locator('form[action*="/approve/"]').count() == 0
    return str(found.group())


def approved_and_published(spokesperson: Person, reference: str, case: str) -> None:
    """A second person reads exactly what is signed, approves and publishes; the case is disclosed."""
    spokesperson.page.goto(f"/desk/press/s/{reference}/")
    spokesperson.page.locator('a[href*="/review/"]').first.click()
    spokesperson.press("/approve/")
    spokesperson.page.goto(f"/desk/press/s/{reference}/")
    spokesperson.press("/publish/")
    spokesperson.page.goto(case)
    assert spokesperson.page.locator(".page-head .chip-ok").count() == 1


def stranger_verifies(citizen: Any, address: str, folder: Path) -> None:
    """The saved page and the bundle check out offline; one added sentence is caught."""
    saved, bundle, keys = folder / "saved.html", folder / "bundle.json", folder / "keys.json"
    saved.write_text(citizen.content(), encoding="utf-8")
    bundle.write_text(citizen.locator("#tabayyun-bundle").text_content(), encoding="utf-8")
    with urllib.request.urlopen(f"{address}/.well-known/tabayyun-keys.json") as answer:
        keys.write_bytes(answer.read())
    for file in (saved, bundle):
        said = verify(str(file), "--key", str(keys))
        assert said.returncode == 0, said.stdout + said.stderr
    altered = json.loads(bundle.read_text(encoding="utf-8"))
    altered["body"] += " وسيعلن عن موعد جديد."
    bundle.write_text(json.dumps(altered), encoding="utf-8")
    said = verify(str(bundle), "--key", str(keys))
    assert said.returncode == 1
    assert said.stdout.strip()


def next_copy_is_answered(citizen: Any, officer: Person) -> None:
    """A citizen reports one more copy; the desk shows it as answered, without anybody doing anything."""
    officer.page.goto("/desk/queue/?state=answered")
    row = officer.page.locator("li.item", has_text=SUBJECT).first
    row.wait_for()
    before = row.inner_text()
    citizen.goto("/")
    citizen.goto(citizen.locator('a[href*="report"]').first.get_attribute("href"))
    citizen.fill("textarea", f"وصلتني: عاجل: {CLAIM}، والسلطات تتكتم على الخبر. انشروا قبل الحذف 🙏🙏")
    citizen.click("main form button[type=submit], main form button")
    citizen.wait_for_load_state()

    def changed() -> bool:
        officer.page.goto("/desk/queue/?state=answered")
        found = officer.page.locator("li.item", has_text=SUBJECT).first
        return bool(found.inner_text() != before)

    until(changed, "the next copy is folded into the answered content")
