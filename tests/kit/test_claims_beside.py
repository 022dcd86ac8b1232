"""Claims matched by two processes: the same matches, whatever becomes of the second one."""

from __future__ import annotations

import time

import pytest

from tabayyun.engine.claims import ClaimIndex
from tabayyun.engine.findings import Claim
from tabayyun.engine.text import normalise
from tabayyun.kit import arrays
from tabayyun.kit.claims_beside import MANY, WORTH, ClaimsBeside, Recipe, with_help

CLAIMS = [
    Claim(number, f"إغلاق المدرسة رقم {number} بسبب تسرب الغاز في حي النخيل") for number in range(WORTH)
]
TEXTS = [claim.text for claim in CLAIMS] + ["خبر آخر تماما", ""]
NORMALS = [normalise(text) for text in TEXTS]
PATIENCE = 60


@pytest.fixture
def beside(tmp_path):
    index = ClaimIndex(CLAIMS)
    arrays.save(tmp_path / "index", index.saved())
    both = ClaimsBeside(index, Recipe(tmp_path / "index", "none", tmp_path))
    yield both
    both.close()


def helped(beside):
    until = time.monotonic() + PATIENCE
    while not (helper := beside.helper()):
        assert time.monotonic() < until, "the second process never got ready"
        time.sleep(0.02)
    return helper


def expected():
    return ClaimIndex(CLAIMS).repeated_many(TEXTS, NORMALS)


def test_two_processes_find_what_one_finds(beside):
    assert beside.repeated_many(TEXTS, NORMALS) == expected()  # before it is ready
    helped(beside)
    assert beside.repeated_many(TEXTS, NORMALS) == expected()
    assert [match.claim_id for match in expected() if match] == list(range(WORTH))


def test_a_second_process_that_was_killed_is_done_without_and_started_again(beside):
    first = helped(beside)
    first._process.kill()
    assert beside.repeated_many(TEXTS, NORMALS) == expected()
    assert helped(beside) is not first
    assert beside.repeated_many(TEXTS, NORMALS) == expected()


def test_claims_that_change_are_known_to_both(beside):
    helped(beside)
    changed = beside.changed([Claim(7, "كلام مختلف تماما عن حافلة مقلوبة")], [3])
    helped(changed)
    found = changed.repeated_many(TEXTS, NORMALS)
    assert {match.claim_id for match in found if match} >= {2, 4, 8}
    assert not {3, 7} & {match.claim_id for match in found[:8] if match and match.score > 0.9}
    assert found == changed.index.repeated_many(TEXTS, NORMALS)
    changed.close()


def test_few_texts_start_nothing(beside):
    beside.repeated_many(TEXTS[:5], NORMALS[:5])
    assert beside._helper is None


def test_few_claims_are_matched_alone(tmp_path):
    few = ClaimIndex(CLAIMS[: MANY - 1])
    assert with_help(few, Recipe(tmp_path, "none", tmp_path)) is few


def test_nothing_of_it_is_left_when_it_is_no_longer_needed(beside):
    process = helped(beside)._process
    beside.close()
    assert process.returncode is not None
