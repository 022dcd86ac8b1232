"""Tickets: what they say survives the QR code, and nothing else passes for one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.signing import keys, ticket
from tabayyun.engine.signing.errors import ForgedSignatureError, MalformedError

KEY = keys.generate_key()
PUBLIC = [KEY.public_key()]
START = datetime(2026, 5, 14, 9, tzinfo=UTC)
GIVEN = ticket.Ticket(5, "ABCDEFGH", 1, START, 30, "school")


@given(st.integers(0, 65_535), st.integers(0, 255), st.integers(1, 65_535), st.sampled_from(ticket.KINDS))
def test_what_is_signed_is_what_is_read(edition: int, issue: int, people: int, kind: str) -> None:
    made = ticket.Ticket(edition, "234567AB", issue, START, people, kind)
    assert ticket.read(ticket.sign(made, KEY), PUBLIC) == made


def test_the_token_fits_a_small_code_in_its_tightest_alphabet() -> None:
    import segno

    token = ticket.sign(GIVEN, KEY)
    code = segno.make_qr(token, error="l", boost_error=False)
    assert (len(token), code.mode, code.version) == (131, "alphanumeric", 5)


@given(st.integers(3, 130), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_one_changed_character_is_noticed(place: int, other: str) -> None:
    token = ticket.sign(GIVEN, KEY)
    changed = token[:place] + other + token[place + 1 :]
    if changed == token:
        return
    with pytest.raises(ForgedSignatureError):
        ticket.read(changed, PUBLIC)


def test_another_key_or_another_kind_of_signature_is_none_of_ours() -> None:
    with pytest.raises(ForgedSignatureError):
        ticket.read(ticket.sign(GIVEN, keys.generate_key()), PUBLIC)
    former = keys.generate_key()
    assert ticket.read(ticket.sign(GIVEN, former), [*PUBLIC, former.public_key()]) == GIVEN


@given(st.text(max_size=200))
def test_anything_else_is_refused_in_words(text: str) -> None:
    for token in (text, f"T1.{text}"):
        with pytest.raises((MalformedError, ForgedSignatureError)):
            ticket.read(token, PUBLIC)


@pytest.mark.parametrize(
    "wrong", [{"people": 70_000}, {"issue": 256}, {"code": "short"}, {"kind": "crowd"}, {"edition": -1}]
)
def test_a_ticket_that_does_not_fit_is_refused(wrong: dict[str, object]) -> None:
    made = ticket.Ticket(**{name: getattr(GIVEN, name) for name in GIVEN.__slots__} | wrong)
    with pytest.raises(MalformedError):
        ticket.sign(made, KEY)


def test_a_typed_code_means_what_it_looks_like() -> None:
    assert ticket.tidy_code(" abc0-1e8 h ") == "ABCOIEBH"
