"""Photograph the demonstration's pages: Arabic and French, light and dark, phone and desk.

    make demo PORT=8000 &   python tools/take_screenshots.py http://127.0.0.1:8000 /tmp/shots [name …]

Without names: every page. `--docs` writes the eight pictures of the README to `docs/images`.
"""

import argparse
import itertools
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
DESK = {
    "queue": ("officer", "/desk/queue/"),
    "content": ("officer", "first:li.item h2 a@/desk/queue/"),
    "models": ("expert", "/desk/queue/models/"),
    "cases": ("officer", "/desk/cases/"),
    "case": ("expert", "/desk/cases/M-{year}-0001/"),
    "statements": ("press", "/desk/press/"),
    "statement": ("spokesperson", "/desk/press/s/TK-{year}-0001/"),
    "new": ("press", "/desk/press/new/"),
    "sources": ("admin", "/desk/watch/"),
    "source-form": ("admin", "/desk/watch/add/rss/"),
    "quarantine": ("admin", "/desk/watch/quarantine/"),
    "audit": ("auditor", "/desk/audit/"),
    "units": ("admin", "/desk/cases/units/"),
    "expertise": ("expert", "/desk/expertise/"),
    "outreach": ("officer", "/desk/outreach/"),
    "outreach-form": ("officer", "/desk/outreach/new/school/"),
    "outreach-import": ("officer", "first:td a.strong@/desk/imports/outreach.school/"),
    "open-days": ("press", "/desk/open-days/5/"),
    "accounts": ("press", "/desk/accounts/"),
    "account": ("press", "first:table a@/desk/accounts/"),
    "magazine": ("press", "/desk/magazine/1/"),
    "reports": ("press", "/desk/report/"),
    "chapter": ("press", "/desk/report/2022/6/"),
    "gate": ("officer", "/desk/open-days/gate/5/"),
}
PUBLIC = {
    "newsroom": "/", "public-statement": "/s/TK-{year}-0001/", "report": "/report/", "ours": "/ours/",
    "verify": "/verify/", "log": "/log/", "login": "/desk/login/", "corrections": "/corrections/",
    "search": "/search/?q=بالأبواب",
    "public-open-days": "/open-days/5/", "public-magazine": "/magazine/1/", "article": "/magazine/1/1/",
    "public-reports": "/reports/", "public-chapter": "/reports/2022/6/",
    "figure": "/reports/2022/6/press_items/",
}  # fmt: skip


def goto(page: Any, target: str) -> bool:
    """Open an address, or the first link that matches «first:selector@address». False when there is none."""
    if not target.startswith("first:"):
        return bool(page.goto(target).status < 400)
    selector, _, start = target.removeprefix("first:").partition("@")
    page.goto(start)
    link = page.locator(selector).first
    if not link.count():
        return False
    return bool(page.goto(link.get_attribute("href")).status < 400)


def login(page: Any, role: str) -> None:
    page.goto("/desk/login/")
    page.fill("input[name=username]", role)
    page.fill("input[name=password]", "tabayyun-demo")
    page.click("main form button")


def shoot(browser: Any, given: argparse.Namespace, lang: str, scheme: str, size: str) -> None:
    """All wanted pages in one language, colour scheme and size."""
    year = __import__("datetime").date.today().year
    sessions: dict[str, Any] = {}
    wanted = {**{n: ("", p) for n, p in PUBLIC.items()}, **DESK}
    for name, (role, target) in wanted.items():
        if given.names and name not in given.names:
            continue
        if role not in sessions:
            context = browser.new_context(base_url=given.address, viewport=SIZES[size], color_scheme=scheme)
            context.add_cookies([{"name": "tabayyun_language", "value": lang, "url": given.address}])
            sessions[role] = context.new_page()
            if role:
                login(sessions[role], role)
        page = sessions[role]
        address = target.replace("{year}", str(year))
        if not role and lang != "ar" and not address.startswith("/desk"):
            address = f"/{lang}{address}"
        if not goto(page, address):
            print("no page:", name, address)
            continue
        page.wait_for_timeout(250)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            print(f"overflow of {wide}px: {name} {lang} {size}")
        page.screenshot(path=str(given.out / f"{name}-{lang}-{scheme}-{size}.png"), full_page=not given.docs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("--lang", default="ar,fr")
    parser.add_argument("--scheme", default="light,dark")
    parser.add_argument("--size", default="phone,desk")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for choice in itertools.product(
            *(getattr(given, key).split(",") for key in ("lang", "scheme", "size"))
        ):
            shoot(browser, given, *choice)


if __name__ == "__main__":
    main()
