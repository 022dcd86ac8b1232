"""The vault gives back what was put in, or says that it is not that."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabayyun.kit import vault

AT = vault.CHUNK


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME = tmp_path


def files() -> list[Path]:
    return [path for path in vault._folder().rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, AT - 1, AT, AT + 1, 2 * AT, 2 * AT + 5])
def test_what_was_put_in_comes_out(size: int) -> None:
    data = os.urandom(size)
    stored = vault.put(io.BytesIO(data), most=3 * AT)
    assert stored.size == size
    assert b"".join(vault.chunks(stored.sha256, stored.wrapped_key)) == data
    (path,) = files()
    assert not size or data[:64] not in path.read_bytes()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["flip", "cut", "swap", "more"]))
def test_whatever_is_done_to_a_file_is_noticed(seed: int, how: str) -> None:
    data = os.urandom(2 * AT + 5)
    stored = vault.put(io.BytesIO(data), most=3 * AT)
    path = next(path for path in files() if path.name.startswith(stored.sha256))
    sealed = bytearray(path.read_bytes())
    block = AT + vault.TAG
    if how == "flip":
        sealed[seed % len(sealed)] ^= 1
    elif how == "cut":
        del sealed[block * (1 + seed % 2) :]
    elif how == "swap":
        sealed[:block], sealed[block : 2 * block] = sealed[block : 2 * block], sealed[:block]
    else:
        sealed += b"x" * (1 + seed % 100)
    path.write_bytes(sealed)
    with pytest.raises(vault.VaultError, match="changed"):
        list(vault.chunks(stored.sha256, stored.wrapped_key))
    path.unlink()


def test_the_same_bytes_twice_are_two_files_and_erasing_one_leaves_the_other() -> None:
    one, other = (vault.put(io.BytesIO(b"same"), most=10) for _ in "ab")
    assert one.sha256 == other.sha256
    vault.forget(one.sha256, one.wrapped_key)
    vault.forget(one.sha256, one.wrapped_key)
    with pytest.raises(vault.VaultError, match="not on the disk"):
        list(vault.chunks(one.sha256, one.wrapped_key))
    assert list(vault.chunks(other.sha256, other.wrapped_key)) == [b"same"]


def test_too_much_leaves_nothing_behind() -> None:
    with pytest.raises(vault.TooLargeError):
        vault.put(io.BytesIO(b"x" * 11), most=10)
    assert files() == []


def test_a_source_that_breaks_off_leaves_nothing_behind() -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int = -1) -> bytes:
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        vault.put(Broken(), most=10)
    assert files() == []


def test_another_installation_cannot_read_it(settings) -> None:
    stored = vault.put(io.BytesIO(b"secret"), most=10)
    settings.EVIDENCE_KEY = "another"
    with pytest.raises(vault.VaultError, match="not one of this installation"):
        list(vault.chunks(stored.sha256, stored.wrapped_key))
