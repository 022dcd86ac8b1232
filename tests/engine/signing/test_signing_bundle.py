"""The bundle: valid, and every way in which it is not, each told apart from the others."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.signed import ORIGIN, TEXT, Signed, forged, page_of, published

from tabayyun.engine.signing import bundle as bundles
from tabayyun.engine.signing import log, note
from tabayyun.engine.signing.bundle import Caveat, Reason, check_bundle, check_extension
from tabayyun.engine.signing.errors import MalformedError
from tabayyun.engine.signing.page import read_page
from tabayyun.engine.signing.sentences import SENTENCES

PRESS = published(7)
BUNDLE = PRESS.bundle(3)


def with_log(**changed: Any) -> dict[str, Any]:
    return {**BUNDLE, "log": {**BUNDLE["log"], **changed}}


def test_a_published_text_is_valid() -> None:
    result = check_bundle(BUNDLE, PRESS.public)
    assert (result.valid, result.reason, result.caveats) == (True, Reason.VALID, ())
    assert result.claims
    assert result.claims.reference == "BH-2026-0003"
    assert result.checkpoint
    assert (result.checkpoint.origin, result.checkpoint.size) == (ORIGIN, 7)


def test_survives_being_written_down() -> None:
    assert check_bundle(json.loads(json.dumps(BUNDLE)), PRESS.public).valid


def test_says_when_the_key_is_the_files_own() -> None:
    result = check_bundle(BUNDLE)
    assert result.valid
    assert result.caveats == (Caveat.OWN_KEY,)


def test_somebody_elses_file_agrees_with_itself_but_not_with_the_institution() -> None:
    impostor = published(1).bundle(0)
    assert check_bundle(impostor).caveats == (Caveat.OWN_KEY,)
    assert check_bundle(impostor, PRESS.public).reason is Reason.UNKNOWN_KEY


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "لا صحة لخبر تأكيد الأيام المفتوحة بفاس"},
        {"body": TEXT["body"] + "!"},
        {"checked": TEXT["checked"][:1]},
        {"checked": [" ".join(TEXT["checked"])]},
        {"claim": "غير ذلك"},
        {"verdict": "confirmed"},
        {"verdict": ""},
    ],
)
def test_tells_an_altered_text(changed: dict[str, Any]) -> None:
    result = check_bundle({**BUNDLE, **changed}, PRESS.public)
    assert (result.valid, result.reason) == (False, Reason.ALTERED_TEXT)
    assert result.claims, "the reader is told what was signed"


def test_layout_is_not_an_alteration() -> None:
    laid_out = {
        **BUNDLE,
        "body": "  " + TEXT["body"].replace("\r\n\r\n", " \n"),
        "title": TEXT["title"] + "\u00a0",
    }
    assert check_bundle(laid_out, PRESS.public).valid


def test_tells_a_forged_signature() -> None:
    assert (
        check_bundle({**BUNDLE, "jws": forged(BUNDLE["jws"])}, PRESS.public).reason is Reason.FORGED_SIGNATURE
    )
    head = BUNDLE["log"]["checkpoint"].replace("\n7\n", "\n8\n")
    assert check_bundle(with_log(checkpoint=head), PRESS.public).reason is Reason.FORGED_SIGNATURE


def test_tells_an_unknown_key() -> None:
    stranger = Signed()
    assert check_bundle(BUNDLE, stranger.public).reason is Reason.UNKNOWN_KEY
    assert check_bundle({**BUNDLE, "keys": None} | {"keys": {"keys": []}}, []).reason is Reason.UNKNOWN_KEY
    without = {name: value for name, value in BUNDLE.items() if name != "keys"}
    assert check_bundle(without).reason is Reason.UNKNOWN_KEY
    other = note.sign_checkpoint(ORIGIN, 7, PRESS.tree.root(), stranger.key, ORIGIN)
    assert check_bundle(with_log(checkpoint=other), PRESS.public).reason is Reason.UNKNOWN_KEY


def test_tells_a_truncated_log() -> None:
    """The head is genuine, but of a time before the entry: as when entries were cut off."""
    for size in (0, 3, 6):
        result = check_bundle(with_log(checkpoint=PRESS.checkpoint(size)), PRESS.public)
        assert (result.valid, result.reason) == (False, Reason.TRUNCATED_LOG)


def test_tells_a_log_that_does_not_match() -> None:
    other = Signed(key=PRESS.key)
    for number in range(7):
        other.publish(reference=f"other-{number}")
    for changed in (
        {"checkpoint": other.checkpoint()},
        {"proof": BUNDLE["log"]["proof"][:-1]},
        {"proof": BUNDLE["log"]["proof"][::-1]},
        {"index": 2},
        {"size": 6},
    ):
        result = check_bundle(with_log(**changed), PRESS.public)
        assert (result.valid, result.reason) == (False, Reason.INCONSISTENT_LOG), changed


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        [],
        "x",
        {},
        {**BUNDLE, "v": 2},
        {**BUNDLE, "jws": None},
        {**BUNDLE, "jws": "x"},
        {**BUNDLE, "title": 1},
        {**BUNDLE, "title": "\ud800"},
        {**BUNDLE, "checked": "x"},
        {**BUNDLE, "checked": [1]},
        {**BUNDLE, "log": None},
        with_log(index="3"),
        with_log(index=-1),
        with_log(index=True),
        with_log(proof=None),
        with_log(proof=["!"]),
        with_log(proof=["AAAA"]),
        with_log(proof=[BUNDLE["log"]["proof"][0]] * 65),
        with_log(checkpoint=""),
    ],
)
def test_tells_what_is_no_bundle(damaged: object) -> None:
    assert check_bundle(damaged, PRESS.public).reason is Reason.MALFORMED


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200)
@given(st.sampled_from([*BUNDLE, "claim"]), st.sampled_from(["", *BUNDLE["log"]]), JSON)
def test_never_raises_and_never_calls_damage_valid(name: str, inside: str, value: Any) -> None:
    damaged = with_log(**{inside: value}) if inside else {**BUNDLE, name: value}
    result = check_bundle(damaged, PRESS.public)
    assert result.valid is (result.reason is Reason.VALID)
    assert not result.valid or damaged["title"] == BUNDLE["title"]
    check_bundle(damaged)


def test_a_signature_alone_says_what_it_does_not_show() -> None:
    result = bundles.check_jws(PRESS.tokens[0], PRESS.public)
    assert result.valid
    assert result.caveats == (Caveat.TEXT_NOT_GIVEN, Caveat.LOG_NOT_GIVEN)
    assert bundles.check_jws(forged(PRESS.tokens[0]), PRESS.public).reason is Reason.FORGED_SIGNATURE


class TestExtension:
    """Two checkpoints of one log, and what happened in between."""

    def check(self, old: str, new: str, proof: list[bytes] | None = None) -> Reason:
        return check_extension(old, new, proof or [], PRESS.public).reason

    def test_growth_is_valid(self) -> None:
        for old in range(1, 8):
            proof = PRESS.tree.consistency(old)
            assert self.check(PRESS.checkpoint(old), PRESS.checkpoint(), proof) is Reason.VALID

    def test_a_shorter_log_is_truncated(self) -> None:
        assert self.check(PRESS.checkpoint(7), PRESS.checkpoint(5)) is Reason.TRUNCATED_LOG

    def test_a_rewritten_log_is_inconsistent(self) -> None:
        other = Signed(key=PRESS.key)
        for number in range(9):
            other.publish(reference=f"other-{number}")
        for size in (7, 9):
            proof = other.tree.consistency(7, size)
            assert self.check(PRESS.checkpoint(7), other.checkpoint(size), proof) is Reason.INCONSISTENT_LOG

    def test_another_log_is_inconsistent(self) -> None:
        other = note.sign_checkpoint("other", 7, PRESS.tree.root(), PRESS.key, ORIGIN)
        assert self.check(other, PRESS.checkpoint()) is Reason.INCONSISTENT_LOG

    def test_a_missing_proof_proves_nothing(self) -> None:
        assert self.check(PRESS.checkpoint(5), PRESS.checkpoint(7)) is Reason.INCONSISTENT_LOG

    def test_damage_and_strangers_are_told_apart(self) -> None:
        assert self.check("x", PRESS.checkpoint()) is Reason.MALFORMED
        assert self.check(Signed().checkpoint(0), PRESS.checkpoint()) is Reason.UNKNOWN_KEY

    def test_proofs_are_read_in_both_spellings(self) -> None:
        proof = PRESS.tree.consistency(3)
        assert bundles.decode_proof(bundles.encode_proof(proof)) == proof
        assert bundles.decode_proof([step.hex() for step in proof]) == proof
        for damaged in (None, ["x"], [1], ["z" * 64]):
            with pytest.raises(MalformedError):
                bundles.decode_proof(damaged)


class TestPage:
    """A saved page: the bundle in it against the words it shows."""

    def check(self, text: dict[str, Any], **page: str) -> Reason:
        found = read_page(page_of(json.dumps(BUNDLE), text, **page))
        return bundles.check_shown(found.bundle, found.shown, PRESS.public).reason

    def test_shows_what_was_signed(self) -> None:
        assert self.check(TEXT) is Reason.VALID
        assert self.check(TEXT, more="<p data-field='title'>outside the statement</p>") is Reason.VALID

    @pytest.mark.parametrize(
        "changed",
        [
            {"title": "عنوان آخر"},
            {"body": TEXT["body"].replace("في موعدها", "في موعد لاحق")},
            {"checked": []},
            {"claim": "غير ذلك"},
            {"verdict": "confirmed"},
            {"title": TEXT["title"] + '</h1><h1 data-field="title">عاجل'},
            {"body": TEXT["body"] + "\u202e"},
        ],
    )
    def test_tells_that_the_page_was_altered(self, changed: dict[str, Any]) -> None:
        assert self.check({**TEXT, **changed}) is Reason.ALTERED_TEXT

    def test_reads_words_across_markup(self) -> None:
        text = {**TEXT, "title": TEXT["title"].replace("بفاس", "<bdi>بفا<b>س</b></bdi><img alt=''>")}
        assert self.check(text) is Reason.VALID

    def test_tells_a_page_without_a_statement(self) -> None:
        whole = page_of(json.dumps(BUNDLE), TEXT)
        for damaged in (
            "",
            "<p>x",
            whole.replace("data-statement", ""),
            whole.replace('id="tabayyun-bundle"', ""),
            whole.replace('data-field="body"', ""),
            whole.replace("</script>", "}</script>", 1),
            whole + "<article data-statement></article>",
        ):
            with pytest.raises(MalformedError):
                read_page(damaged)

    @given(st.text())
    def test_survives_any_page(self, text: str) -> None:
        with pytest.raises(MalformedError):
            read_page(text)


def test_every_finding_has_its_sentence_in_every_language() -> None:
    needed = {*Reason, *Caveat, "valid_signature", "unsupported", "insecure"}
    arabic = SENTENCES["ar"]
    assert needed <= arabic.keys()
    for lang, said in SENTENCES.items():
        assert said.keys() == arabic.keys(), lang
        assert all(said.values()), lang
        assert len({said[key] for key in needed}) == len(needed), f"{lang}: two findings read the same"


def test_leaves_are_what_the_log_says() -> None:
    assert log.leaf_hash(BUNDLE["jws"].encode()) == log.leaf_hash(PRESS.tokens[3].encode())
