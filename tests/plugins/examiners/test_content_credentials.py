"""Content Credentials: who signed, whether that holds, and whether we know them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.plugins.examiners.hostile import jpeg, subject

from tabayyun.plugins.examiners.base import File, Finding, UnexaminableError
from tabayyun.plugins.examiners.content_credentials import look
from tabayyun.plugins.examiners.content_credentials.plugin import ContentCredentials, Options

pytest.importorskip("c2pa", reason="needs the extra «credentials»")
from tests.plugins.examiners.signing_pictures import Holder, altered, holder, signed


@pytest.fixture(scope="module")
def authority() -> Holder:
    return holder("Authority")


@pytest.fixture(scope="module")
def picture(authority: Holder) -> bytes:
    return signed(jpeg(), authority, {"action": "c2pa.cropped"})


def examined(folder: Path, data: bytes, trusted: bytes | None = None) -> Finding | None:
    (folder / "file.bin").write_bytes(data)
    (folder / "trusted.pem").write_bytes(trusted or b"")
    options = Options(str(folder / "trusted.pem") if trusted else "")
    return ContentCredentials(options).examine(subject(File(folder / "file.bin", "image/jpeg", "")))


def test_a_known_signer_is_named_with_what_is_declared(
    tmp_path: Path, picture: bytes, authority: Holder
) -> None:
    found = examined(tmp_path, picture, authority.pem)
    assert found is not None
    assert (found.parameters["state"], found.confidence) == ("trusted", "high")
    for words in (
        "Photo Agency – News camera",
        "list of trusted signers",
        "Desk camera",
        "captured",
        "cropped",
    ):
        assert words in found.finding["en"]


@pytest.mark.parametrize("others", [False, True])
def test_signed_by_someone_we_do_not_know(tmp_path: Path, picture: bytes, others: bool) -> None:
    found = examined(tmp_path, picture, holder("Somebody else").pem if others else None)
    assert found is not None
    assert (found.parameters["state"], found.confidence) == ("unknown", "medium")
    assert "someone we do not know" in found.finding["en"]
    assert "لا نعرفه" in found.finding["ar"]


def test_an_altered_file_is_said_to_be_broken(tmp_path: Path, picture: bytes, authority: Holder) -> None:
    found = examined(tmp_path, altered(picture), authority.pem)
    assert found is not None
    assert (found.parameters["state"], found.confidence) == ("broken", "high")
    assert "changed after it was signed" in found.finding["en"]


def test_an_altered_record_is_said_to_be_broken(tmp_path: Path, picture: bytes, authority: Holder) -> None:
    found = examined(tmp_path, picture.replace(b"c2pa.cropped", b"c2pa.resized"), authority.pem)
    assert found is not None
    assert found.parameters["state"] == "broken"


def test_generative_media_are_called_that(tmp_path: Path, authority: Holder) -> None:
    kind = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    made = {"action": "c2pa.edited", "digitalSourceType": kind}
    found = examined(tmp_path, signed(jpeg(), authority, made))
    assert found is not None
    assert "generative artificial intelligence" in found.finding["en"]


def test_a_file_without_credentials_says_nothing(tmp_path: Path) -> None:
    assert examined(tmp_path, jpeg()) is None
    assert examined(tmp_path, jpeg() + b"c2pa") is None


def test_a_trust_list_that_cannot_be_read_is_a_reason(tmp_path: Path, picture: bytes) -> None:
    (tmp_path / "file.bin").write_bytes(picture)
    examiner = ContentCredentials(Options(str(tmp_path / "nowhere.pem")))
    with pytest.raises(UnexaminableError, match="trusted signers"):
        examiner.examine(subject(File(tmp_path / "file.bin", "image/jpeg", "")))


def test_without_the_library_it_says_that_nothing_was_verified(
    tmp_path: Path, picture: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    (tmp_path / "file.bin").write_bytes(picture)
    with pytest.raises(UnexaminableError, match="not installed"):
        look.look(tmp_path / "file.bin", trust_list="")
    (tmp_path / "file.bin").write_bytes(jpeg())
    assert look.look(tmp_path / "file.bin", trust_list="") == {"state": None}
