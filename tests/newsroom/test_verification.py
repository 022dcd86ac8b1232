"""The newsroom's pages, as a stranger verifies them: what is shown is what was signed."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.newsroom.conftest import BODY, CLAIM, TITLE, PressRoom

from tabayyun.cli import verify
from tabayyun.desk.press import operations, queries
from tabayyun.engine.signing.bundle import Reason, check_bundle, check_shown
from tabayyun.engine.signing.page import read_page
from tabayyun.engine.signing.sentences import SENTENCES

pytestmark = pytest.mark.django_db


def reason(page: str) -> Reason:
    """What a stranger with the institution's keys finds on a page."""
    found = read_page(page)
    assert {"title", "body", "checked", "claim", "verdict"} <= found.shown.keys()
    return check_shown(found.bundle, found.shown, queries.verification_keys()).reason


def test_a_statement_page_shows_what_was_signed(client: Client, room: PressRoom) -> None:
    room.publish()
    text = room.publish(title=f"\u2067{TITLE}\u200f", body=f"{BODY}\r\n\r\n<b>1 &amp; 2</b>\u00a0\x0b!")
    page = client.get(f"/s/{text.statement.reference}/").content.decode()
    assert reason(page) is Reason.VALID
    assert reason(page.replace(TITLE, TITLE[:-1])) is Reason.ALTERED_TEXT
    assert reason(page.replace(f"<p>{CLAIM}", f"<p>{CLAIM} أمس")) is Reason.ALTERED_TEXT
    assert reason(page.replace('data-value="false"', 'data-value="confirmed"')) is Reason.ALTERED_TEXT


def test_former_and_withdrawn_versions_stay_verifiable(client: Client, room: PressRoom) -> None:
    text = room.publish()
    room.withdraw(room.correct(text, BODY + " وصُحح.", "أضفنا التاريخ."), "نُشر خطأ.")
    for path in ("", "v1/"):
        assert reason(client.get(f"/s/{text.statement.reference}/{path}").content.decode()) is Reason.VALID


def test_a_saved_page_and_file_pass_the_command(
    client: Client, room: PressRoom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = f"/s/{room.publish().statement.reference}/"
    (tmp_path / "jwks.json").write_bytes(client.get("/.well-known/tabayyun-keys.json").content)
    for name in ("", "statement.json", "statement.jws"):
        file = tmp_path / f"saved-{name}"
        file.write_bytes(client.get(path + name).content)
        assert verify.run([str(file), "--key", str(tmp_path / "jwks.json"), "--lang", "ar"]) == 0
        assert TITLE in capsys.readouterr().out


def test_every_entry_stays_provable_as_the_log_grows(client: Client, room: PressRoom) -> None:
    references = [room.publish(title=f"{TITLE} {number}").statement.reference for number in range(5)]
    for reference in references:
        bundle = json.loads(client.get(f"/s/{reference}/statement.json").content)
        assert bundle["log"]["size"] == 5
        assert check_bundle(bundle, queries.verification_keys()).valid


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs the program openssl")
def test_a_timestamp_is_checked_with_what_the_newsroom_offers(
    client: Client, room: PressRoom, tmp_path: Path
) -> None:
    room.publish()
    assert client.get("/log/timestamp/root.pem").status_code == 200
    assert "root.pem" not in client.get("/log/").content.decode()
    operations.stamp_checkpoints(now=timezone.now())
    assert "root.pem" in client.get("/log/").content.decode()
    for address in ("checkpoint", "timestamp/1.tsr", "timestamp/root.pem"):
        (tmp_path / address.rpartition("/")[2]).write_bytes(client.get(f"/log/{address}").content)
    check = ("openssl", "ts", "-verify", "-data", "checkpoint", "-in", "1.tsr", "-CAfile", "root.pem")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "checkpoint").write_text("another log")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize(("prefix", "lang"), [("", "ar"), ("/fr", "fr"), ("/en", "en"), ("/zgh", "zgh")])
def test_the_page_to_save_needs_no_other_file(client: Client, prefix: str, lang: str) -> None:
    response = client.get(f"{prefix}/verify/offline.html")
    page = response.content.decode()
    assert response.headers["Content-Disposition"] == f'attachment; filename="verify-{lang}.html"'
    assert not re.search(r"<link|<img|\ssrc=|url\(|@import|https?://", page)
    assert SENTENCES[lang]["page_intro"] in page
    assert str(queries.public_keys()["keys"][0]["kid"]) in page
    assert page.count("</script>") == page.count("<script") == 3


def test_the_form_sends_nothing_when_its_script_does_not_run(client: Client, room: PressRoom) -> None:
    page = client.get("/verify/").content.decode()
    form = page[page.index('<form class="form" data-verifier') :].split("</form>")[0]
    assert " name=" not in form
    assert " action=" not in form
    assert '<button class="button" type="submit" disabled>' in form
