"""The engine as a whole: the same findings however the stream is cut, stopped and resumed."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.similarity.test_groups import cut, places, seeds, stream, windows

from tabayyun.engine.findings import Claim, Item, Restored
from tabayyun.engine.stream import feed, new_state, with_claims

CLAIMS = [
    Claim(1, "إلغاء الأبواب المفتوحة بمدينة فاس", "لا إلغاء للأبواب المفتوحة بفاس", "ar"),
    Claim(2, "Une bande enlève des enfants devant les écoles", "", "fr"),
    Claim(3, "انفجار في المنطقة الصناعية", "انفجار المنطقة الصناعية: لا ضحايا", "ar"),
]


def run(state, batches):
    findings = []
    for batch in batches:
        state, part = feed(state, batch)
        findings += part
    return state, findings


def test_the_first_post_of_a_content_is_described_and_a_copy_points_to_it():
    _, (first, copy) = feed(
        new_state(CLAIMS),
        [
            Item(1, "a:1", "عاجل: إلغاء الأبواب المفتوحة بمدينة فاس، انشروا قبل الحذف", 0.0),
            Item(
                2,
                "b:7",
                "عَاجِل 😱 إلغاء الأبواب المفتوحة بمدينة فاس انشروا قبل الحذف https://exemple.test",
                5.0,
            ),
        ],
    )
    assert (first.content, first.is_new, first.similarity, first.lang) == ("a:1", True, 1.0, "ar")
    assert first.claim is not None
    assert first.claim.claim_id == 1
    assert first.scores is not None
    assert first.scores["rumour"].value > 0.5
    assert first.fingerprint
    assert (copy.seq, copy.content, copy.is_new, copy.scores, copy.claim, copy.fingerprint) == (
        2,
        "a:1",
        False,
        None,
        None,
        None,
    )


@settings(max_examples=30, deadline=None)
@given(seeds, windows, places)
def test_findings_do_not_depend_on_where_the_stream_is_cut(seed, window, cuts):
    items = stream(seed, 50)
    whole = run(new_state(CLAIMS, window=window), [items])[1]
    assert run(new_state(CLAIMS, window=window), cut(items, cuts))[1] == whole
    assert [finding.seq for finding in whole] == [item.seq for item in items]


@settings(max_examples=30, deadline=None)
@given(seeds, windows, places)
def test_stopping_and_restoring_changes_nothing(seed, window, stops):
    items = stream(seed, 50)
    whole = run(new_state(CLAIMS, window=window), [items])[1]
    resumed = []
    for batch in cut(items, stops):
        saved = [
            Restored(one.content, one.fingerprint, 0.0) for one in resumed if one.fingerprint is not None
        ]
        claims = random.Random(seed).sample(CLAIMS, len(CLAIMS))
        resumed += feed(new_state(claims, window=window, restored=saved), batch)[1]
    assert resumed == whole


def test_claims_that_are_added_or_withdrawn_count_from_the_next_item_on():
    posts = [
        Item(n, f"k{n}", text, 0.0)
        for n, text in enumerate(
            [
                "سمعت أن الأبواب المفتوحة بمدينة فاس فيها إلغاء كامل",
                "واش كاين إلغاء الأبواب المفتوحة بمدينة فاس هاد العام",
                "قالو إلغاء الأبواب المفتوحة بمدينة فاس والناس ما عارفينش",
            ]
        )
    ]
    state, (before,) = feed(new_state(), posts[:1])
    state, (known,) = feed(with_claims(state, CLAIMS), posts[1:2])
    state, (after,) = feed(with_claims(state, [], [1]), posts[2:])
    assert before.claim is None
    assert known.claim is not None
    assert known.claim.claim_id == 1
    assert after.claim is None


@settings(max_examples=20, deadline=None)
@given(st.permutations(CLAIMS), st.sets(st.sampled_from([1, 2, 3])), seeds)
def test_claims_count_the_same_whichever_way_they_became_known(order, gone, seed):
    items = stream(seed, 30)
    grown = new_state(order[:1])
    for claim in order[1:]:
        grown = with_claims(grown, [claim])
    grown = with_claims(grown, [], gone)
    fresh = new_state([claim for claim in CLAIMS if claim.id not in gone])
    assert feed(grown, items)[1] == feed(fresh, items)[1]


@pytest.mark.parametrize("size", [0, 1, 5000])
def test_a_batch_of_any_size_is_taken(size):
    items = [Item(n, f"k{n}", f"منشور رقم {n} من السيل", 0.0) for n in range(size)]
    assert len(feed(new_state(window=100), items)[1]) == size


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=80), max_size=10))
def test_any_text_gets_a_finding(texts):
    items = [Item(n, f"k{n}", text, 0.0) for n, text in enumerate(texts)]
    _, findings = feed(new_state(CLAIMS, window=50), items)
    assert [finding.seq for finding in findings] == list(range(len(texts)))
    for finding in findings:
        assert finding.is_new == (finding.fingerprint is not None) == (finding.scores is not None)
