"""The heads of all chains of custody are in the public log, by digest: a change before that is named."""

import io
import json
import logging
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests.conftest import guards_lifted
from tests.desk.expertise.conftest import NOON

from tabayyun.cli import verify
from tabayyun.desk.expertise import jobs, operations, queries
from tabayyun.desk.expertise.models import CustodyCheckpoint, CustodyEntry, Evidence
from tabayyun.desk.press.models import LogCheckpoint, LogEntry
from tabayyun.desk.signals.models import Content
from tabayyun.engine.evidence import custody
from tabayyun.kit.models import User
from tabayyun.newsroom.languages import address

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="lifts SQLite's triggers")


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"
    settings.SIGNING_KEY_FILE = tmp_path / "home" / "keys" / "signing.pem"


@pytest.fixture
def pieces(content: Content, expert: User) -> list[Evidence]:
    for number in range(3):
        data = io.BytesIO(b"%d received" % number)
        operations.receive(
            content=content, data=data, name=f"{number}.jpg", origin="upload", by=expert, now=NOON
        )
    return list(queries.evidence_of(content))


def look(piece: Evidence, by: User) -> None:
    with operations.opened(evidence=piece, by=by, purpose="to look", now=LATER):
        pass


def test_the_log_holds_a_digest_and_nothing_of_what_is_kept(pieces: list[Evidence]) -> None:
    checkpoint = operations.anchor_custody(now=NOON)
    assert checkpoint is not None
    (entry,) = LogEntry.objects.all()
    assert (entry.claims.kind, entry.claims.digest) == ("custody", checkpoint.root)
    public = LogCheckpoint.objects.get().note + json.dumps(entry.claims.title)
    assert not any(word in public for piece in pieces for word in (piece.sha256, piece.name, "expert"))
    assert queries.custody_faults() == []


def test_it_is_logged_anew_only_when_something_moved(pieces: list[Evidence], expert: User) -> None:
    first = operations.anchor_custody(now=NOON)
    assert operations.anchor_custody(now=LATER) == first
    look(pieces[1], expert)
    second = operations.anchor_custody(now=LATER)
    assert second is not None
    assert set(second.heads) == {str(pieces[1].pk)}
    assert (second.chains, LogEntry.objects.count()) == (3, 2)
    assert queries.heads_at(second) == queries.heads()
    assert queries.custody_faults() == []


def test_without_evidence_nothing_is_logged(content: Content) -> None:
    assert operations.anchor_custody(now=NOON) is None
    assert not LogEntry.objects.exists()


def rewrite(piece: Evidence, change: Callable[[list[CustodyEntry]], list[CustodyEntry]]) -> None:
    """Rewrite a chain as somebody would who may do anything to the database: every digest fits again."""
    entries, previous = change(list(piece.custody.order_by("id"))), ""
    with guards_lifted():
        piece.custody.all().delete()
        for entry in entries:
            entry.previous = previous
            entry.digest = previous = custody.digest(piece.sha256, entry.as_row())
            entry.save(force_insert=True)


def renamed(entries: list[CustodyEntry]) -> list[CustodyEntry]:
    entries[0].actor_label = "nobody"
    return entries


@sqlite_only
@pytest.mark.parametrize("change", [lambda entries: entries[:-1], renamed], ids=["taken out", "renamed"])
def test_a_chain_rewritten_so_that_it_fits_is_found_and_named(
    pieces: list[Evidence], expert: User, change: Callable[[list[CustodyEntry]], list[CustodyEntry]], caplog
) -> None:
    look(pieces[1], expert)
    operations.anchor_custody(now=LATER)
    rewrite(pieces[1], change)
    assert not queries.custody_is_whole(pieces[1])
    assert queries.custody_is_whole(pieces[0])
    (fault,) = queries.custody_faults()
    assert pieces[1].sha256 in fault
    assert "rewritten" in fault
    with caplog.at_level(logging.ERROR):
        jobs.anchor()
    assert pieces[1].sha256 in caplog.text


@sqlite_only
def test_a_piece_taken_out_altogether_is_missed(pieces: list[Evidence]) -> None:
    operations.anchor_custody(now=LATER)
    with guards_lifted():
        pieces[2].custody.all().delete()
        pieces[2].delete()
    assert queries.custody_faults() == [f"{pieces[2].sha256}: taken out"]
    assert operations.anchor_custody(now=LATER) == queries.latest_checkpoint()


@sqlite_only
def test_a_checkpoint_rewritten_to_hide_that_no_longer_fits_the_log(
    pieces: list[Evidence], expert: User
) -> None:
    look(pieces[1], expert)
    checkpoint = operations.anchor_custody(now=LATER)
    assert checkpoint is not None
    rewrite(pieces[1], renamed)
    head = queries.heads()[pieces[1].pk]
    heads = {**checkpoint.heads, str(pieces[1].pk): [head.evidence, head.entries, head.digest]}
    with guards_lifted():
        CustodyCheckpoint.objects.update(heads=heads)
    assert queries.custody_faults() == [f"checkpoint {checkpoint.pk}: its heads were rewritten"]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE expertise_custodycheckpoint SET root = 'x'", "DELETE FROM expertise_custodycheckpoint"],
)
def test_the_database_refuses_to_rewrite_a_checkpoint(pieces: list[Evidence], statement: str) -> None:
    operations.anchor_custody(now=NOON)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_public_page_of_the_log_shows_it(client: Client, pieces: list[Evidence], lang: str) -> None:
    operations.anchor_custody(now=NOON)
    page = client.get(address(lang, "log"))
    assert page.status_code == 200
    assert "custody-1" in page.content.decode()


@sqlite_only
@pytest.mark.skipif(not shutil.which("openssl"), reason="needs the program openssl")
def test_an_export_of_a_rewritten_chain_is_refused_by_whoever_checks_it(
    pieces: list[Evidence], content: Content, expert: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    operations.stamp_due(now=NOON)
    path = tmp_path / "M-1.zip"
    with path.open("wb") as file:
        operations.export(content=content, reference="M-1", lang="fr", target=file, by=expert, now=LATER)
    assert verify.run([str(path), "--lang", "en"]) == 0
    rewrite(pieces[1], renamed)
    again = tmp_path / "M-2.zip"
    with again.open("wb") as file:
        operations.export(content=content, reference="M-2", lang="fr", target=file, by=expert, now=LATER)
    capsys.readouterr()
    assert verify.run([str(again), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert f"the custody is not what the public log holds: {pieces[1].sha256}" in said
    assert f"holds: {pieces[0].sha256}" not in said


@sqlite_only
def test_the_command_names_what_is_wrong(
    pieces: list[Evidence], expert: User, capsys: pytest.CaptureFixture[str]
) -> None:
    look(pieces[1], expert)
    operations.anchor_custody(now=LATER)
    call_command("evidence", "check")
    rewrite(pieces[1], renamed)
    with pytest.raises(CommandError):
        call_command("evidence", "check")
    assert pieces[1].sha256 in capsys.readouterr().out
