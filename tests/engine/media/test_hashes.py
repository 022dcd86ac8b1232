"""PDQ as published, and an index that finds every hash near enough."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.train_vocabulary import drawn

from tabayyun.engine.media import hashes
from tabayyun.engine.media.hashes import HashIndex
from tabayyun.engine.media.pdq import Hash, hashed

REFERENCE = "f648ffffb041b6c8f6dfb640ffff3040f74836403648f34726401a44b64836c8"
seeds = st.integers(0, 2**32 - 1)


def test_a_known_picture_has_the_hash_that_the_reference_gives_it():
    """Computed once with the reference implementation on the same pixels."""
    rows, columns = np.mgrid[0:300, 0:400]
    picture = ((rows * columns) % 251 // 2 + (rows // 30 % 2) * 60 + (columns // 50 % 3) * 30).astype(
        np.uint8
    )
    assert hashed(picture).hex == REFERENCE
    assert hashed(picture).quality == 100


def test_small_changes_change_few_bits():
    chance = np.random.default_rng(3)
    picture = drawn(chance)
    brighter = np.clip(picture.astype(int) + 12, 0, 255).astype(np.uint8)
    assert hashed(picture).distance(hashed(brighter)) <= 16
    assert hashed(picture).distance(hashed(drawn(chance))) > 80


def test_one_colour_has_no_quality():
    assert hashed(np.full((64, 64), 90, np.uint8)).quality == 0


@pytest.mark.parametrize("text", ["", "ab", "g" * 64, "0" * 66])
def test_what_is_no_hash_is_refused(text):
    with pytest.raises(ValueError, match=r"bytes|hexadecimal"):
        Hash.of_hex(text)


@given(seeds)
def test_hexadecimal_and_back(seed):
    one = Hash(np.random.default_rng(seed).integers(0, 2**64, 4, np.uint64), 100)
    assert (Hash.of_hex(one.hex).bits == one.bits).all()


def flipped(bits: np.ndarray, count: int, chance: np.random.Generator) -> np.ndarray:
    singles = np.unpackbits(bits.view(np.uint8))
    singles[chance.choice(256, count, replace=False)] ^= 1
    return np.packbits(singles).view(np.uint64)


@settings(max_examples=6, deadline=None)
@given(seeds, st.integers(0, 31), st.sampled_from([0, 10**6]))
def test_the_tables_find_all_that_reading_through_finds(seed, distance, read_through):
    """With tables (READ_THROUGH 0) and without, in one segment and in several."""
    chance = np.random.default_rng(seed)
    known = chance.integers(0, 2**64, (400, 4), np.uint64)
    known[7] = flipped(known[3], 20, chance)
    asked = Hash(flipped(known[3], distance, chance), 100)
    was, hashes.READ_THROUGH = hashes.READ_THROUGH, read_through
    try:
        index = HashIndex().added(range(300), known[:300]).added(range(300, 400), known[300:])
        found = index.near(asked)
    finally:
        hashes.READ_THROUGH = was
    apart = np.bitwise_count(known ^ asked.bits).sum(axis=1)
    assert found == sorted((int(apart[n]), n) for n in np.nonzero(apart <= 31)[0].tolist())
    assert (distance, 3) in found
    assert 3 not in [name for _apart, name in index.without(3).near(asked)]


def test_more_bits_than_the_tables_can_promise_are_refused():
    with pytest.raises(ValueError, match="32"):
        HashIndex().near(Hash(np.zeros(4, np.uint64), 100), 32)
