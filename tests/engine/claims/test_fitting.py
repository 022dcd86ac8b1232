"""Weights from pairs that people decided on: near the packaged ones, moved by what they say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.data.meanings import Meanings

from tabayyun.engine.claims import PACKAGED, ClaimIndex, Judge
from tabayyun.engine.claims.fitting import LEAST, Pair, TooFewPairsError, train
from tabayyun.engine.findings import Claim
from tabayyun.plugins.models import matching
from tabayyun.plugins.models.card import Data

SAID = """
عصابة تختطف أطفال مدرسة سيارة بيضاء حادثة سير مستشفى ملعب وزير امتحان كهرباء ماء قطار ميناء
سوق مسجد حديقة شاطئ جسر طبيب معلم تلميذ شرطي قاض محكمة جامعة مصنع حريق فيضان زلزال
ثلج جفاف غابة جراد قمح زيت سكر
"""
WORDS = SAID.split()


def pairs(count: int) -> list[Pair]:
    """Claims of eight words; the same in seven of them, another in four."""
    chance = random.Random(3)
    found = []
    for place in range(count):
        claim = chance.sample(WORDS, 8)
        kept = 4 if place % 2 else 7
        text = [*claim[:kept], *chance.sample(WORDS, 8 - kept)]
        found.append(Pair(" ".join(text), " ".join(claim), "", same=not place % 2))
    return found


def test_the_same_pairs_in_any_order_give_the_same_weights_and_stay_near_the_packaged_ones() -> None:
    given = pairs(80)
    weights, report = train(given, None)
    assert train(given[::-1], None) == (weights, report)
    assert (report.pairs, report.same, report.across) == (80, 40, 0)
    assert weights.alike == PACKAGED.alike
    assert weights.across_without == PACKAGED.across_without
    assert weights.alike_without[1] > 0
    assert report.fitted.average_precision > 0.9
    assert report.fitted.calibration_error <= report.packaged.calibration_error


def test_more_decisions_move_the_weights_further() -> None:
    few, many = (train(pairs(count), None)[0].alike_without for count in (40, 400))
    before = PACKAGED.alike_without
    assert abs(few[1] - before[1]) < abs(many[1] - before[1])


def test_with_an_encoder_its_own_line_is_fitted_and_judges() -> None:
    given = pairs(60)
    weights, _report = train(given, Meanings())
    assert weights.alike != PACKAGED.alike
    assert weights.alike_without == PACKAGED.alike_without
    claim = Claim(1, given[0].claim)
    before, after = (
        ClaimIndex([claim], Meanings(), judge).match(given[0].text)[0].score
        for judge in (Judge(), Judge(weights))
    )
    assert before != after


def test_too_few_pairs_of_a_kind_are_refused() -> None:
    with pytest.raises(TooFewPairsError, match=f"at least {LEAST}"):
        train(pairs(2 * LEAST - 2), None)
    with pytest.raises(TooFewPairsError):
        train([pair for pair in pairs(200) if pair.same], None)
    with pytest.raises(TooFewPairsError):  # copies are one decision
        train(pairs(10) * 10, None)


def test_a_folder_gives_back_what_was_written_and_says_why_it_cannot(tmp_path: Path) -> None:
    weights, report = train(pairs(80), None)
    said = matching.card(Data("d.ndjson", b"{}", "own"), report, "")
    matching.write(tmp_path / "model", weights, said)
    assert matching.read(tmp_path / "model") == weights
    assert "words alone" in (tmp_path / "model" / "match.md").read_text(encoding="utf-8")
    (tmp_path / "match.json").write_text('{"form": "tabayyun match model 1", "alike": [0, -1]}')
    for folder, reason in ((tmp_path, "count less"), (tmp_path / "nowhere", "No such file")):
        with pytest.raises(matching.NoModelError, match=reason):
            matching.read(folder)
