"""Leaves of the public log that are no statements: other rooms sign and log through the press room."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from tabayyun.desk.press import operations, queries
from tabayyun.desk.press.models import LogCheckpoint, LogEntry
from tabayyun.engine.signing.bundle import check_bundle
from tabayyun.engine.signing.jws import StatementClaims, text_digest

CLAIMS = StatementClaims(
    issuer="https://newsroom.example",
    reference="TQ-2022-06",
    lang="fr",
    version=1,
    kind="report_chapter",
    title="Ouverture",
    date="2023-01-10T10:00:00+01:00",
    digest=text_digest("Ouverture", "445 contenus.", ["a = 445"]),
)


def test_a_leaf_without_a_statement_is_proved_like_any_other(published, now):
    entry = operations.sign_and_log(claims=CLAIMS, now=now)
    assert (entry.index, entry.text, entry.claims) == (1, None, CLAIMS)
    assert LogCheckpoint.objects.count() == 2
    bundle = queries.bundle_of(entry, title="Ouverture", body="445 contenus.", checked=["a = 445"])
    assert check_bundle(bundle, queries.verification_keys()).valid
    assert not check_bundle({**bundle, "body": "446 contenus."}, queries.verification_keys()).valid
    assert check_bundle(queries.bundle(published), queries.verification_keys()).valid


def test_such_a_leaf_is_never_changed_or_deleted(published, now):
    entry = operations.sign_and_log(claims=CLAIMS, now=now)
    for act in (
        lambda: LogEntry.objects.filter(pk=entry.pk).update(leaf="x"),
        lambda: LogEntry.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_log_shows_it(published, now, client):
    operations.sign_and_log(claims=CLAIMS, now=now)
    assert "TQ-2022-06" in client.get("/log/").content.decode()


def test_proofs_of_a_log_from_before_such_leaves_stay_valid(tmp_path):
    program = Path(__file__).with_name("log_moving.py")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "moved and valid", done.stderr
