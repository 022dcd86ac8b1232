"""Signed checkpoints: the format of others, and each way in which one can be wrong."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.data.signed import ORIGIN, Signed

from tabayyun.engine.signing import log, note
from tabayyun.engine.signing.errors import (
    ForgedSignatureError,
    MalformedError,
    SignatureError,
    UnknownKeyError,
)

PRESS = Signed()
ROOT = log.leaf_hash(b"root")
NOTE = note.sign_checkpoint(ORIGIN, 42, ROOT, PRESS.key, "press.example/key")


def test_reads_back_what_was_signed() -> None:
    head = note.verify_checkpoint(NOTE, PRESS.public)
    assert (head.origin, head.size, head.root) == (ORIGIN, 42, ROOT)
    assert note.parse_checkpoint(NOTE) == head


def test_looks_as_the_format_says() -> None:
    lines = NOTE.split("\n")
    assert lines[:4] == [ORIGIN, "42", base64.b64encode(ROOT).decode(), ""]
    assert lines[4].startswith("— press.example/key ")
    assert lines[5:] == [""]
    data = base64.b64decode(lines[4].split(" ")[2])
    assert data[:4] == note.key_id("press.example/key", PRESS.public[0])
    PRESS.public[0].verify(data[4:], f"{ORIGIN}\n42\n{lines[2]}\n".encode())


def test_agrees_with_the_published_example_of_the_format() -> None:
    """The verifier key and the note in the documentation of golang.org/x/mod/sumdb/note."""
    name, key_id = "PeterNeumann", "c74f20a3"
    written = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    raw = base64.b64decode(written)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = Ed25519PublicKey.from_public_bytes(raw[1:])
    assert note.key_id(name, key).hex() == key_id
    assert note.verifier_key(name, key) == f"{name}+{key_id}+{written}"
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    line = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    signed = note.parse_signatures(f"{text}\n— {name} {line}\n")[0]
    assert signed.key_id.hex() == key_id
    key.verify(signed.signature, text.encode())


def test_passes_over_the_lines_of_witnesses() -> None:
    witness = Signed()
    other = note.sign_checkpoint(ORIGIN, 42, ROOT, witness.key, "witness.example").split("\n\n")[1]
    assert note.verify_checkpoint(NOTE + other, PRESS.public).size == 42
    assert note.verify_checkpoint(NOTE + other, witness.public).size == 42


def test_tells_an_unknown_key() -> None:
    with pytest.raises(UnknownKeyError):
        note.verify_checkpoint(NOTE, Signed().public)
    renamed = NOTE.replace("— press.example/key", "— press.example/other")
    with pytest.raises(UnknownKeyError):
        note.verify_checkpoint(renamed, PRESS.public)


@pytest.mark.parametrize(
    "changed",
    [
        NOTE.replace("\n42\n", "\n41\n"),
        NOTE.replace(ORIGIN, "other.example/log", 1),
        NOTE.replace(NOTE.split("\n")[2], base64.b64encode(log.leaf_hash(b"other")).decode()),
        NOTE.replace("\n\n", "\nextension\n\n"),
    ],
)
def test_tells_a_forged_head(changed: str) -> None:
    with pytest.raises(ForgedSignatureError):
        note.verify_checkpoint(changed, PRESS.public)


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "\n\n",
        ORIGIN,
        NOTE[:-1],
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("\n42\n", "\n042\n"),
        NOTE.replace("\n42\n", "\n-1\n"),
        NOTE.replace("\n42\n", "\n٤٢\n"),
        NOTE.replace(NOTE.split("\n")[2], "AAAA"),
        NOTE.replace(NOTE.split("\n")[2], "!"),
        NOTE.replace("— ", "- "),
        NOTE.replace("\n", "\r\n"),
        NOTE + "\n",
        NOTE[: NOTE.index("— ")] + "— name AAAA\n",
        NOTE.replace(ORIGIN, "\ud800", 1),
    ],
)
def test_tells_what_is_no_checkpoint(damaged: str) -> None:
    with pytest.raises(MalformedError):
        note.verify_checkpoint(damaged, PRESS.public)


def test_refuses_to_write_what_cannot_be_read() -> None:
    for origin, size, name in (
        ("", 1, "a"),
        ("a\nb", 1, "a"),
        ("a", -1, "a"),
        ("a", 1, "a b"),
        ("a", 1, "a+b"),
    ):
        with pytest.raises(ValueError, match="cannot be written"):
            note.sign_checkpoint(origin, size, ROOT, PRESS.key, name)


@given(st.integers(0, len(NOTE) - 1), st.characters(exclude_categories=("Cs",)))
def test_no_changed_character_goes_unnoticed(place: int, other: str) -> None:
    changed = NOTE[:place] + other + NOTE[place + 1 :]
    try:
        head = note.verify_checkpoint(changed, PRESS.public)
    except SignatureError:
        return
    # Only the spare bits at the end of the base64 signature may differ.
    assert head == note.parse_checkpoint(NOTE)
    assert changed.split("\n\n")[0] == NOTE.split("\n\n")[0]


@given(st.text())
def test_survives_any_input(text: str) -> None:
    with pytest.raises(SignatureError):
        note.verify_checkpoint(text, PRESS.public)
