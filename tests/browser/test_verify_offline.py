"""The verification page, opened from disk in a browser without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from tests.data.signed import TEXT, Signed, forged, page_of, published

from tabayyun.engine.signing import jws, keys
from tabayyun.engine.signing.sentences import SENTENCES
from tabayyun.engine.signing.text import canonical_text
from tabayyun.newsroom.templatetags.verification import SCRIPT

PRESS = published(6)
BUNDLE = PRESS.bundle(2)
SAY = SENTENCES["ar"]
Opened = Callable[[Path], Any]


@pytest.fixture
def open_file(browser: Any) -> Iterator[Opened]:
    """Call it with a file: a page without a network on which nothing went wrong so far."""
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    errors: list[str] = []

    def opened(file: Path) -> Any:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or errors.append(asked.url))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-verifier=ready]")
        return page

    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The page as the newsroom hands it out, in Arabic, with the institution's keys."""
    return save(tmp_path, "ar")


def save(folder: Path, lang: str) -> Path:
    context = {"lang": lang, "institution_name": "مؤسسة نموذجية", "jwks": keys.public_jwks(PRESS.public)}
    file = folder / f"verify-{lang}.html"
    file.write_text(render_to_string("newsroom/offline_verify.html", context), encoding="utf-8")
    return file


def check(page: Any, text: str, kept: str = "") -> tuple[str, str]:
    """The finding, and all that is said about it."""
    page.evaluate("text => document.querySelector('[data-input=given]').value = text", text)
    page.evaluate("text => document.querySelector('[data-input=kept]').value = text", kept)
    page.evaluate("delete document.querySelector('[data-verdict]').dataset.finding")
    page.click("form[data-verifier] button")
    place = page.wait_for_selector("[data-verdict][data-finding]")
    return place.get_attribute("data-finding"), place.inner_text()


def changed(**fields: Any) -> str:
    return json.dumps({**BUNDLE, **fields})


def longer() -> str:
    """A genuine checkpoint of a log with more entries than the bundle's."""
    more = Signed(PRESS.key)
    for number in range(8):
        more.publish(reference=f"more-{number}")
    return more.checkpoint()


def test_a_published_text_is_valid(open_file: Opened, saved: Path) -> None:
    page = open_file(saved)
    for given in (json.dumps(BUNDLE), page_of(json.dumps(BUNDLE), TEXT)):
        reason, said = check(page, given)
        assert reason == "valid"
        for part in (
            SAY["valid"],
            TEXT["title"],
            TEXT["claim"],
            *TEXT["checked"],
            "BH-2026-0002",
            SAY["verdict_false"],
        ):
            assert part in said
        assert SAY["own_key"] not in said
    reason, said = check(page, PRESS.tokens[0])
    assert (reason, SAY["valid_signature"] in said, SAY["text_not_given"] in said) == ("valid", True, True)


def test_each_failure_is_told_apart(open_file: Opened, saved: Path) -> None:
    page = open_file(saved)
    log = BUNDLE["log"]
    head = log["checkpoint"].replace("\n6\n", "\n7\n")
    cases = [
        ("altered_text", changed(body="نص آخر"), ""),
        ("altered_text", changed(verdict="confirmed"), ""),
        ("altered_text", page_of(json.dumps(BUNDLE), {**TEXT, "title": "عنوان آخر"}), ""),
        ("altered_text", page_of(json.dumps(BUNDLE), {**TEXT, "body": TEXT["body"] + "\u202e"}), ""),
        ("forged_signature", changed(jws=forged(BUNDLE["jws"])), ""),
        ("forged_signature", forged(PRESS.tokens[0]), ""),
        (
            "forged_signature",
            changed(log={**log, "checkpoint": head}),
            "",
        ),
        ("unknown_key", json.dumps(published(1).bundle(0)), ""),
        ("truncated_log", changed(log={**log, "checkpoint": PRESS.checkpoint(2)}), ""),
        ("truncated_log", json.dumps(BUNDLE), longer()),
        ("inconsistent_log", changed(log={**log, "proof": log["proof"][::-1]}), ""),
        ("inconsistent_log", changed(log={**log, "index": 3}), ""),
        ("malformed", changed(v=2), ""),
        ("malformed", "", ""),
        ("malformed", "{", ""),
        ("malformed", "<p>", ""),
        ("malformed", "a.b.c", ""),
        ("malformed", changed(log=None), ""),
        ("malformed", json.dumps(BUNDLE), "x"),
    ]
    for reason, given, kept in cases:
        found, said = check(page, given, kept)
        assert (found, SAY[reason] in said) == (reason, True), given[:300]


def test_a_checkpoint_that_was_kept(open_file: Opened, saved: Path) -> None:
    page = open_file(saved)
    assert check(page, json.dumps(BUNDLE), PRESS.checkpoint())[0] == "valid"
    assert SAY["growth_not_proved"] in check(page, json.dumps(BUNDLE), PRESS.checkpoint(4))[1]
    assert SAY["kept_is_newer"] in check(page, json.dumps(BUNDLE), longer())[1]


def test_takes_a_file(open_file: Opened, saved: Path, tmp_path: Path) -> None:
    page = open_file(saved)
    (tmp_path / "statement.json").write_text(json.dumps(BUNDLE))
    page.set_input_files("[data-input=file]", tmp_path / "statement.json")
    page.wait_for_function("document.querySelector('[data-input=given]').value.length > 100")
    page.click("form[data-verifier] button")
    assert page.wait_for_selector("[data-finding=valid]")


@pytest.mark.parametrize("lang", list(SENTENCES))
def test_speaks_each_language_and_fits_a_phone(
    open_file: Opened, tmp_path: Path, lang: str, axe: Callable[[Any], list[str]]
) -> None:
    page = open_file(save(tmp_path, lang))
    assert check(page, changed(body="x"))[1].startswith(SENTENCES[lang]["altered_text"])
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert check(page, json.dumps(BUNDLE))[0] == "valid"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []


def test_markup_in_a_signed_text_stays_text(open_file: Opened, saved: Path) -> None:
    press = Signed(PRESS.key)
    text = {**TEXT, "title": "<img src=x onerror=document.title='broken'>", "body": "</script><b>x</b>"}
    press.publish(text)
    page = open_file(saved)
    reason, said = check(page, json.dumps(press.bundle(0, text)))
    assert (reason, text["title"] in said) == ("valid", True)
    assert page.title() != "broken"


class TestStatementPage:
    """A statement's page, saved whole: it checks itself against the words that it shows."""

    def page(self, folder: Path, text: dict[str, Any], bundle: dict[str, Any]) -> Path:
        said = json.dumps(SENTENCES["ar"], ensure_ascii=False)
        (folder / "verify.js").write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
        block = f'<script type="application/json" id="tabayyun-sentences">{said}</script>'
        more = f'{block}<script src="verify.js"></script>'
        (folder / "saved.html").write_text(page_of(json.dumps(bundle), text, more=more), encoding="utf-8")
        return folder / "saved.html"

    def finding(self, opened: Any) -> tuple[str, str]:
        place = opened.locator("[data-verdict]")
        return place.get_attribute("data-finding"), place.inner_text()

    def test_valid(self, open_file: Opened, tmp_path: Path) -> None:
        reason, said = self.finding(open_file(self.page(tmp_path, TEXT, BUNDLE)))
        assert (reason, SAY["own_key"] in said) == ("valid", True)

    @pytest.mark.parametrize(
        ("reason", "text", "fields"),
        [
            ("altered_text", {"title": "عنوان آخر"}, {}),
            ("altered_text", {"checked": []}, {}),
            ("altered_text", {"verdict": "confirmed"}, {"verdict": "confirmed"}),
            ("forged_signature", {}, {"jws": forged(BUNDLE["jws"])}),
            ("truncated_log", {}, {"log": {**BUNDLE["log"], "checkpoint": PRESS.checkpoint(2)}}),
            ("malformed", {}, {"log": {}}),
        ],
    )
    def test_not_valid(
        self, open_file: Opened, tmp_path: Path, reason: str, text: dict[str, Any], fields: dict[str, Any]
    ) -> None:
        file = self.page(tmp_path, {**TEXT, **text}, {**BUNDLE, **fields})
        found, said = self.finding(open_file(file))
        assert (found, SAY[reason] in said) == (reason, True)


def test_says_when_the_browser_cannot(browser: Any, saved: Path) -> None:
    context = browser.new_context(offline=True)
    for hidden, reason in (
        ("Object.defineProperty(globalThis, 'crypto', {value: {}})", "insecure"),
        (
            "crypto.subtle.importKey = () => Promise.reject(new DOMException('x', 'NotSupportedError'))",
            "unsupported",
        ),
    ):
        page = context.new_page()
        page.add_init_script(hidden)
        page.goto(saved.as_uri())
        page.wait_for_selector("html[data-verifier=ready]")
        found, said = check(page, json.dumps(BUNDLE))
        assert (found, SAY[reason] in said) == (reason, True)
    context.close()


def test_hashes_the_same_text_as_the_engine(open_file: Opened, saved: Path) -> None:
    page = open_file(saved)
    texts = [
        {**TEXT, "title": "a\u202e\u200fb\u00a0\u3000 c\x1c\x85d", "body": "e\u0301 \ufeff\u200bx\r\ny\vz"},
        {"title": "", "body": "ﷺ ﻻ ½ Å", "checked": ["", " "], "claim": " ", "verdict": ""},
        {
            "title": "😀👩‍👩‍👧",
            "body": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
            "checked": ["\u180e\u2060"],
            "claim": "",
            "verdict": "false",
        },
    ]
    for text in texts:
        ours = canonical_text(**text)
        assert page.evaluate("text => tabayyunVerify.canonicalText(text)", text) == ours
        assert len(jws.text_digest(**text)) == 64
