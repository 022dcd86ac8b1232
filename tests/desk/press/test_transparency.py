"""What a stranger can check, and what they can tell apart."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tabayyun.desk.press import operations, queries
from tabayyun.desk.press.models import LogCheckpoint, Statement, StatementText
from tabayyun.engine.signing import jws, log, note
from tabayyun.engine.signing.bundle import Reason, check_bundle
from tabayyun.engine.signing.keys import generate_key, private_pem
from tabayyun.kit import signing as keys
from tabayyun.kit.models import User

pytestmark = pytest.mark.django_db
Bring = Callable[[StatementText], StatementText]


def reason(bundle: dict[str, Any]) -> Reason:
    return check_bundle(bundle, queries.verification_keys()).reason


def test_what_is_published_verifies_and_says_what_was_approved(published: StatementText) -> None:
    approved = queries.to_be_signed(published, published.published_at)
    result = check_bundle(queries.bundle(published), queries.verification_keys())
    assert result.reason == Reason.VALID
    assert result.claims == approved
    assert approved.issuer == "https://newsroom.example"


@pytest.mark.parametrize(
    ("part", "other"),
    [("title", "عنوان"), ("body", "نص"), ("checked", []), ("claim", "ادعاء"), ("verdict", "confirmed")],
)
def test_an_altered_part_is_told(part: str, other: object, published: StatementText) -> None:
    assert reason({**queries.bundle(published), part: other}) == Reason.ALTERED_TEXT


def test_a_forged_signature_an_unknown_key_and_a_truncated_log_are_told_apart(
    published: StatementText,
) -> None:
    bundle = queries.bundle(published)
    head, payload, signature = bundle["jws"].split(".")
    forged = f"{head}.{payload}.{signature[::-1]}"
    assert reason({**bundle, "jws": forged}) == Reason.FORGED_SIGNATURE
    stranger = jws.sign(queries.to_be_signed(published), generate_key())
    assert reason({**bundle, "jws": stranger}) == Reason.UNKNOWN_KEY
    origin = "newsroom.example/log"
    empty = note.sign_checkpoint(origin, 0, log.EMPTY_ROOT, keys.private_key(), origin)
    assert reason({**bundle, "log": {**bundle["log"], "checkpoint": empty}}) == Reason.TRUNCATED_LOG


def test_the_log_only_grows(
    published: StatementText, statement: Statement, approved: Bring, chief: User, now: datetime
) -> None:
    first = queries.log_head()
    for lang in ("fr", "en"):
        operations.publish(text=approved(statement.texts.get(lang=lang)), by=chief, now=now)
    last = queries.log_head()
    assert isinstance(first, LogCheckpoint)
    assert isinstance(last, LogCheckpoint)
    assert (first.size, last.size) == (1, 3)
    proof = queries.consistency(1, 3)
    assert log.verify_consistency(1, 3, bytes.fromhex(first.root), bytes.fromhex(last.root), proof)
    assert [entry.index for entry in queries.log_entries()] == [2, 1, 0]
    for text in queries.published():
        assert reason(queries.bundle(text)) == Reason.VALID
    for impossible in [(0, 3), (3, 2), (1, 4)]:
        with pytest.raises(ValueError, match="no such sizes"):
            queries.consistency(*impossible)


def test_withdrawn_and_corrected_texts_still_verify(
    published: StatementText, approved: Bring, writer: User, chief: User, now: datetime
) -> None:
    draft = operations.correct(text=published, correction="x", by=writer, now=now)
    second = operations.publish(text=approved(draft), by=chief, now=now)
    operations.withdraw(text=second, reason="x", by=chief, now=now)
    for text in queries.versions(published.statement, "ar").select_related("statement"):
        assert reason(queries.bundle(text)) == Reason.VALID


def test_an_unpublished_text_has_no_bundle(text: StatementText) -> None:
    assert queries.log_head() is None
    with pytest.raises(ValueError, match="not published"):
        queries.bundle(text)


def test_the_key_is_the_owners_alone_and_made_once(home: Path) -> None:
    first = keys.private_key().private_bytes_raw()
    assert keys.private_key().private_bytes_raw() == first
    assert (home / "keys" / "signing.pem").stat().st_mode & 0o777 == 0o600


def test_after_a_rotation_old_signatures_still_verify(
    published: StatementText, statement: Statement, approved: Bring, *, chief: User, now: datetime, home: Path
) -> None:
    (home / "keys" / "signing.pem").write_bytes(private_pem(generate_key()))
    french = operations.publish(text=approved(statement.texts.get(lang="fr")), by=chief, now=now)
    names = [key["kid"] for key in queries.public_keys()["keys"]]
    assert len(set(names)) == 2
    assert reason(queries.bundle(published)) == Reason.VALID
    assert reason(queries.bundle(french)) == Reason.VALID
    assert queries.public_keys()["keys"][0]["x"] == queries.bundle(french)["keys"]["keys"][0]["x"]
