"""The tables against what they stand for: for every bucket a list of contents, newest first."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tabayyun.engine.similarity.ring import STEPS, Ring, _Chains
from tabayyun.engine.similarity.signatures import signatures


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 9),
    st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=9), max_size=9),
)
def test_a_bucket_is_walked_from_the_newest_to_the_oldest(window, batches):
    chains, lists, serial = _Chains(window, 2), {}, 1
    for batch in batches:
        part = batch[:window]
        serials = np.arange(serial, serial + len(part))
        buckets = np.array(part) % chains.buckets_each + [0, chains.buckets_each]
        chains.link(serials, buckets)
        for one, places in zip(serials.tolist(), buckets.tolist(), strict=True):
            for place in places:
                lists.setdefault(place, []).insert(0, one)
        serial += len(part)
    for bucket, wanted in lists.items():
        alive = [one for one in wanted if one > serial - 1 - window]
        walked, one = [], int(chains.heads(np.array([bucket]))[0])
        while one > max(0, serial - 1 - window):
            walked.append(one)
            one = int(chains.older(np.array([one]), bucket // chains.buckets_each)[0])
        assert walked == alive


def test_what_is_found_is_in_the_window_and_shares_a_band():
    ring = Ring(3)
    texts = [f"une phrase assez longue pour la comparer {word}" for word in ("un", "deux", "trois", "un")]
    marks = signatures(texts)
    for row in range(4):
        only = np.array([row])
        ring.add(
            np.array([row + 7], np.uint64), np.array([True]), marks.values[only], ring.buckets(marks)[only]
        )
    hits = ring.hits(marks, ring.buckets(marks))
    assert set(hits.serial.tolist()) == {2, 3, 4}
    assert max(hits.depth) < STEPS
    assert ring.equal(np.array([7, 8, 9, 10, 11], np.uint64)).tolist() == [0, 2, 3, 4, 0]


def test_a_signature_depends_on_its_own_text_alone():
    texts = [
        f"{word * 5} {word} {'x' * length}" for length, word in enumerate(("شرطة", "police", "7", "é") * 9)
    ]
    together = signatures(texts)
    for row, text in enumerate(texts):
        alone = signatures([text])
        assert (alone.values[0] == together.values[row]).all()
        assert (alone.keys[0] == together.keys[row]).all()
