"""A real Chromium for every browser test: a page, an accessibility check, and a way to log in."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PATIENCE

# Playwright keeps an event loop in this thread; Django's ORM is used beside it, not in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PASSWORD = "tabayyun-demo"

Axe = Callable[[Any], list[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything beside this file drives the browser, and touches the database from its live server."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, started once."""
    if not CHROMIUM.exists():
        pytest.skip("needs /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A fresh phone-sized page whose addresses begin at the live server.

    The test fails at the end when the page asked another host for anything or reported an error
    (a breach of the content security policy is one).
    """
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="ar")
    context.set_default_timeout(15_000)
    opened = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []
    opened.on(
        "request",
        lambda asked: (
            asked.url.startswith((live_server.url, "data:", "blob:", "file:")) or foreign.append(asked.url)
        ),
    )
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: _collect(said, errors))
    yield opened
    context.close()
    _answered()
    assert foreign == []
    assert errors == []


def _answered() -> None:
    """Wait until the live server has done what a closed page still asked: the tables are emptied next."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE)


def _collect(said: Any, errors: list[str]) -> None:
    """Errors of the console. A page that answers 404 on purpose is not one."""
    if said.type == "error" and "Failed to load resource" not in said.text:
        errors.append(said.text)


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Call it with a page: what axe-core finds wrong there, one line each; empty when all is well."""
    from axe_playwright_python.base import AXE_FILE_PATH

    # Joined Arabic letters look like icon ligatures to axe, which then skips their contrast.
    source = AXE_FILE_PATH.read_text(encoding="utf-8").replace("&& !_isIconLigature(vChild)", "")

    def run(opened: Any) -> list[str]:
        opened.evaluate(source)
        found = opened.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{rule['id']}: {node['html'][:140]} {node.get('failureSummary', '')[:160]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return run


@pytest.fixture
def login(live_server: Any, db: None) -> Callable[[Any, str], None]:
    """``login(page, username)``: through the desk's own form, with the demonstration's password.

    A user that does not exist yet is made with the role of that name.
    """
    from tabayyun.kit.models import Role, User

    def enter(opened: Any, username: str) -> None:
        if not User.objects.filter(username=username).exists():
            role = username if username in Role.values else Role.OFFICER
            User.objects.create_user(username, password=PASSWORD, role=role)
        opened.goto("/desk/login/")
        opened.fill("input[name=username]", username)
        opened.fill("input[name=password]", PASSWORD)
        opened.click("form:has(input[name=password]) [type=submit], form:has(input[name=password]) button")
        opened.wait_for_url(lambda url: "/login/" not in url)

    return enter


def overflow(opened: Any) -> int:
    """How many pixels the page is wider than the window; 0 when nothing sticks out."""
    return int(opened.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)"))
