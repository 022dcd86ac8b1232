"""`tabayyun verify`: what it reads, what it says in which language, and its exit code."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.data.signed import TEXT, Signed, forged, page_of, published

from tabayyun.cli import verify
from tabayyun.engine.signing import bundle as bundles
from tabayyun.engine.signing import keys
from tabayyun.engine.signing.sentences import SENTENCES

PRESS = published(6)
BUNDLE = PRESS.bundle(2)
JWKS = json.dumps(keys.public_jwks(PRESS.public))
SAY = SENTENCES["en"]
Verify = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Verify:
    """Call it with arguments; a text for a file name is written first. Gives code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    (tmp_path / "keys.json").write_text(JWKS)

    def call(*arguments: str, **files: str) -> tuple[int, str, str]:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        code = verify.run(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.mark.parametrize(
    "key",
    ["keys.json", "key.pem", "jwk.json", keys.thumbprint(PRESS.public[0])],
    ids=["jwks", "pem", "jwk", "kid"],
)
def test_a_bundle_is_valid(run: Verify, key: str) -> None:
    files = {
        "key.pem": keys.public_pem(PRESS.public[0]),
        "jwk.json": json.dumps(keys.public_jwk(PRESS.key)),
        "a.json": json.dumps(BUNDLE),
    }
    code, out, err = run("a.json", "--key", key, **files)
    assert (code, err) == (0, "")
    assert out.startswith(SAY["valid"])
    assert SAY["own_key"] not in out
    for fact in (TEXT["title"], "BH-2026-0002", "https://press.example", "false", "3 of 6"):
        assert fact in out


def test_says_when_the_key_is_the_files_own(run: Verify) -> None:
    code, out, _ = run("a.json", **{"a.json": json.dumps(BUNDLE)})
    assert code == 0
    assert SAY["own_key"] in out
    assert keys.thumbprint(PRESS.public[0]) in out


def changed(**fields: Any) -> str:
    return json.dumps({**BUNDLE, **fields})


@pytest.mark.parametrize(
    ("reason", "written"),
    [
        ("altered_text", changed(body="نص آخر")),
        ("altered_text", page_of(json.dumps(BUNDLE), {**TEXT, "title": "عنوان آخر"})),
        ("altered_text", page_of(changed(title="عنوان آخر"), {**TEXT, "title": "عنوان آخر"})),
        ("forged_signature", changed(jws=forged(BUNDLE["jws"]))),
        ("unknown_key", json.dumps(published(1).bundle(0))),
        ("truncated_log", changed(log={**BUNDLE["log"], "checkpoint": PRESS.checkpoint(2)})),
        ("inconsistent_log", changed(log={**BUNDLE["log"], "proof": []})),
        ("malformed", changed(v=9)),
        ("forged_signature", forged(PRESS.tokens[0])),
    ],
)
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_tells_each_failure_apart(run: Verify, reason: str, written: str, lang: str) -> None:
    code, out, _ = run("a", "--key", "keys.json", "--lang", lang, a=written)
    assert code == 1
    assert out.splitlines()[0] == SENTENCES[lang][reason]


def test_reads_a_saved_page(run: Verify) -> None:
    code, out, _ = run("a.html", "--key", "keys.json", **{"a.html": page_of(json.dumps(BUNDLE), TEXT)})
    assert (code, out.splitlines()[0]) == (0, SAY["valid"])


def test_reads_a_signature_alone(run: Verify) -> None:
    token = PRESS.tokens[0]
    for what in (token, "a.jws"):
        code, out, _ = run(what, "--key", "keys.json", **{"a.jws": token + "\n"})
        assert (code, out.splitlines()[0]) == (0, SAY["valid_signature"])
        assert SAY["text_not_given"] in out
    code, _, err = run(token)
    assert code == 2
    assert "--key" in err


def test_reads_from_its_input(run: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(BUNDLE).encode())))
    assert run("-", "--key", "keys.json")[0] == 0


class TestKeptCheckpoint:
    """A reader who kept a checkpoint sees whether the log has only grown since."""

    def check(self, run: Verify, old: str, *more: str, **files: str) -> tuple[int, str, str]:
        files = {"a.json": json.dumps(BUNDLE), "old": old, **files}
        return run("a.json", "--key", "keys.json", "--checkpoint", "old", *more, **files)

    def test_the_same_head(self, run: Verify) -> None:
        assert self.check(run, PRESS.checkpoint())[0] == 0

    def test_growth_with_its_proof(self, run: Verify) -> None:
        proof = json.dumps({"old": 4, "new": 6, "proof": bundles.encode_proof(PRESS.tree.consistency(4))})
        assert self.check(run, PRESS.checkpoint(4), "--proof", "p.json", **{"p.json": proof})[0] == 0

    def test_growth_without_its_proof_is_not_taken_for_granted(self, run: Verify) -> None:
        code, _, err = self.check(run, PRESS.checkpoint(4))
        assert code == 2
        assert "4" in err
        assert "6" in err

    def test_a_shorter_log(self, run: Verify) -> None:
        longer = Signed(PRESS.key)
        for token in PRESS.tokens:
            longer.tokens.append(token)
            longer.tree.append(b"x" * 32)
        longer.tree.append(b"y" * 32)
        code, out, _ = self.check(run, longer.checkpoint())
        assert code == 1
        assert out.splitlines()[:2] == [SAY["truncated_log"], SAY["kept_is_newer"]]

    def test_a_rewritten_log(self, run: Verify) -> None:
        other = Signed(PRESS.key)
        for number in range(6):
            other.publish(reference=f"other-{number}")
        code, out, _ = self.check(run, other.checkpoint())
        assert (code, out.splitlines()[0]) == (1, SAY["inconsistent_log"])

    def test_a_checkpoint_by_itself(self, run: Verify) -> None:
        code, out, _ = run("head", "--key", "keys.json", head=PRESS.checkpoint())
        assert (code, out.splitlines()[0]) == (0, SAY["valid"])

    def test_a_signature_has_no_log(self, run: Verify) -> None:
        code, _, _ = run(PRESS.tokens[0], "--key", "keys.json", "--checkpoint", "old", old=PRESS.checkpoint())
        assert code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing-there.json"],
        ["."],
        ["a.json", "--key", "nothing-there"],
        ["a.json", "--key", "a.json"],
        ["a.json", "--lang", "xx"],
        ["a.json", "--unknown"],
        ["broken"],
        ["binary"],
        ["empty"],
        ["plain"],
        ["http://127.0.0.1:1/"],
        ["x" * 43, "--key", "y" * 43],
    ],
)
def test_wrong_use_is_no_finding(run: Verify, arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    files = {"a.json": "{}", "broken": '{"v": ', "empty": "", "plain": "<p>Hello"}
    code, out, err = run(*arguments, **files)
    assert (code, out) == (2, "")
    assert err


def test_refuses_what_is_too_large(run: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "LARGEST", 100)
    assert run("a.json", **{"a.json": json.dumps(BUNDLE)})[0] == 2


def test_prints_nothing_that_rewrites_the_terminal(run: Verify) -> None:
    press = Signed()
    text = {**TEXT, "title": "a\x1b[2J\u202eb\nc"}
    press.publish(text, reference="\x1b]0;x\x07")
    _, out, _ = run("a.json", **{"a.json": json.dumps(press.bundle(0, text))})
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "a[2Jb c" in out


@pytest.mark.parametrize(
    ("locale", "lang"),
    [
        ({"LANG": "ar_MA.UTF-8"}, "ar"),
        ({"LANG": "fr"}, "fr"),
        ({"LC_ALL": "en_GB", "LANG": "ar"}, "en"),
        ({"LC_ALL": "", "LANG": "fr_MA@euro"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_speaks_the_readers_language(locale: dict[str, str], lang: str) -> None:
    assert verify.language(locale) == lang


def test_fetches_an_address_and_nothing_else(run: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(page_of(json.dumps(BUNDLE), TEXT).encode())

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert run(f"http://127.0.0.1:{server.server_port}/s/x/", "--key", "keys.json")[0] == 0
    finally:
        server.shutdown()
        server.server_close()

    def refuse(*_: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", refuse)
    assert run("a.json", "--key", "keys.json", **{"a.json": json.dumps(BUNDLE)})[0] == 0


def test_needs_neither_django_nor_the_desk(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(BUNDLE))
    program = (
        "import sys; from tabayyun.cli import main\n"
        "try: main(['verify', 'a.json', '--lang', 'en'])\n"
        "except SystemExit as end: print(end.code, {'django', 'httpx', 'numpy', 'joserfc'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 set()"
