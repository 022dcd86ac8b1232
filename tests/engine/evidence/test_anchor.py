"""Custody hangs on the log: what was rewritten before a checkpoint is found, whoever rewrote it."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabayyun.engine.evidence import anchor
from tabayyun.engine.evidence.anchor import Head
from tabayyun.engine.evidence.custody import digest
from tabayyun.engine.evidence.receipt import digests, is_stamped
from tabayyun.engine.signing import jws, log, note
from tabayyun.engine.signing.keys import generate_key

KEY = generate_key()
OTHER = generate_key()


def chain(evidence: str, length: int, detail: str = "") -> list[dict[str, str]]:
    entries: list[dict[str, str]] = []
    for number in range(length):
        row = {
            "at": f"2026-03-01T12:00:0{number}",
            "actor": "expert",
            "action": "opened",
            "detail": detail,
            "previous": entries[-1]["digest"] if entries else "",
        }
        entries.append({**row, "digest": digest(evidence, row)})
    return entries


def sha(number: int) -> str:
    return hashlib.sha256(b"%d" % number).hexdigest()


def heads_of(custody: dict[str, list[dict[str, str]]]) -> list[Head]:
    return [Head(sha256, len(entries), entries[-1]["digest"]) for sha256, entries in custody.items()]


def logged(root: str, kind: str = anchor.KIND, before: int = 3) -> dict[str, Any]:
    claims = jws.StatementClaims(
        "https://a.example", "custody-1", "en", 1, kind, "custody-1", "2026-03-01", root
    )
    token = jws.sign(claims, KEY)
    hashes = [log.leaf_hash(b"%d" % number) for number in range(before)] + [log.leaf_hash(token.encode())]
    checkpoint = note.sign_checkpoint("a.example/log", before + 1, log.root(hashes), KEY, "a.example/log")
    path = [step.hex() for step in log.inclusion_proof(hashes, before)]
    return {"jws": token, "index": before, "proof": path, "checkpoint": checkpoint}


@settings(deadline=None)
@given(lengths=st.lists(st.integers(1, 4), min_size=1, max_size=9), data=st.data())
def test_what_stands_under_the_root_is_proven_and_what_was_rewritten_is_named(
    lengths: list[int], data: st.DataObject
) -> None:
    custody = {sha(number): chain(sha(number), length) for number, length in enumerate(lengths)}
    heads = heads_of(custody)
    root, proofs = anchor.root(heads), anchor.proofs(heads, range(len(heads)))
    grown = {sha256: [*entries, {"digest": "later"}] for sha256, entries in custody.items()}
    assert anchor.unproven(root, len(heads), proofs, custody) == []
    assert anchor.unproven(root, len(heads), proofs, grown) == []
    victim = data.draw(st.sampled_from(sorted(custody)))
    rewritten = {**custody, victim: chain(victim, len(custody[victim]), "nobody was here")}
    assert anchor.unproven(root, len(heads), proofs, rewritten) == [victim]
    cut = {**custody, victim: custody[victim][:-1]}
    assert anchor.unproven(root, len(heads), proofs, cut) == [victim]
    forged = anchor.proofs(heads_of(rewritten), range(len(heads)))
    assert victim in anchor.unproven(root, len(heads), forged, rewritten)


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8) | st.none()), max_size=3
    )
)
def test_nonsense_proves_nothing(heads: list[dict[str, Any]]) -> None:
    assert anchor.unproven("00" * 32, 1, heads, {sha(1): chain(sha(1), 1)}) == [sha(1)]


def test_the_log_says_at_which_size_it_holds_the_root() -> None:
    root = anchor.root(heads_of({sha(1): chain(sha(1), 2)}))
    checkpoint = anchor.logged(root, logged(root), [KEY.public_key()])
    assert (checkpoint.origin, checkpoint.size) == ("a.example/log", 4)


@pytest.mark.parametrize(
    "change",
    [
        {"index": 2},
        {"proof": []},
        {"proof": ["zz"]},
        {"jws": "x"},
        {"checkpoint": "x"},
        {"checkpoint": logged("aa" * 32, before=5)["checkpoint"]},
        logged("aa" * 32),
    ],
)
def test_a_root_that_is_not_in_the_log_is_not_believed(change: dict[str, Any]) -> None:
    root = "bb" * 32
    with pytest.raises(anchor.AnchorError):
        anchor.logged(root, {**logged(root), **change}, [KEY.public_key()])


def test_another_key_or_kind_is_not_believed() -> None:
    root = "bb" * 32
    for given_, keys in (
        (logged(root), [OTHER.public_key()]),
        (logged(root, "statement"), [KEY.public_key()]),
    ):
        with pytest.raises(anchor.AnchorError):
            anchor.logged(root, given_, keys)


@pytest.mark.parametrize(
    "change", [{"sha512": ""}, {"sha256": "ab"}, {"sha512": None}, {"sha256": "a" * 128}]
)
def test_a_receipt_without_its_digests_is_an_error(change: dict[str, Any]) -> None:
    whole = {"sha256": "a" * 64, "sha512": "b" * 128, "md5": "c"}
    assert set(digests(whole)) == {"sha256", "sha512"}
    with pytest.raises(ValueError, match="no sha"):
        digests({**whole, **change})


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_what_is_no_stamp_stamps_nothing(answer: bytes) -> None:
    assert not is_stamped({}, answer)
