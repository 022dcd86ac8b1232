"""Grouping gives one result, however the stream is cut, stopped and restored; and keeps its window."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.edits import EDITS
from tests.engine.similarity.test_copies import POSTS

from tabayyun.engine.findings import Item, Restored
from tabayyun.engine.similarity import Groups, fingerprints
from tabayyun.engine.similarity.contents import packed_all, unpacked

ALL = [(post, lang) for lang, posts in POSTS.items() for post in posts]


def stream(seed, size):
    """Return posts, edited posts, edits of edits and short ones, as they might come in."""
    rng = random.Random(seed)
    said = [rng.choice(ALL) for _ in range(3)]
    for _ in range(size):
        kind = rng.random()
        if kind < 0.25:
            said.append(rng.choice(ALL))
        elif kind < 0.9:
            post, lang = rng.choice(said)
            said.append((rng.choice(list(EDITS.values()))(post, rng, lang), lang))
        else:
            said.append((rng.choice(["", "🙂", "صباح الخير", "ok merci", "7", "٧"]), "ar"))
    return [Item(n, f"source:{n}", text, float(n)) for n, (text, _) in enumerate(said)]


def cut(items, places):
    """Return ``items`` in batches that end at ``places``."""
    bounds = [0, *sorted(place % (len(items) + 1) for place in places), len(items)]
    return [items[start:end] for start, end in pairwise(bounds)]


def found(groups, batches):
    return [
        (place.item.key, place.content, place.similarity, place.fingerprint)
        for batch in batches
        for place in groups.place(batch)
    ]


windows = st.sampled_from([1, 2, 5, 17, 1000])
seeds = st.integers(0, 10**6)
places = st.lists(st.integers(0, 10**6), max_size=12)


@settings(max_examples=60, deadline=None)
@given(seeds, windows, places)
def test_the_result_does_not_depend_on_where_the_stream_is_cut(seed, window, cuts):
    items = stream(seed, 60)
    assert found(Groups(window), cut(items, cuts)) == found(Groups(window), [items])


@settings(max_examples=60, deadline=None)
@given(seeds, windows, places)
def test_a_restored_state_goes_on_as_if_it_had_never_stopped(seed, window, stops):
    items = stream(seed, 60)
    whole = found(Groups(window), [items])
    saved, resumed = [], []
    for batch in cut(items, stops):
        groups = Groups(window, iter(saved))
        part = found(groups, [batch])
        saved += [Restored(key, mark, 0.0) for key, _, _, mark in part if mark is not None]
        resumed += part
    assert resumed == whole


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_every_copy_leads_to_a_content_that_came_before(seed):
    contents = set()
    for place in Groups(1000).place(stream(seed, 80)):
        if place.content is None:
            assert place.fingerprint is not None
            contents.add(place.item.key)
        else:
            assert place.content in contents
            assert 0 < place.similarity <= 1
            assert place.fingerprint is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=20))
def test_any_texts_are_grouped_and_equal_ones_together(texts):
    items = [Item(n, f"k{n}", text, 0.0) for n, text in enumerate(texts + texts)]
    places = Groups(1000).place(items)
    half = len(texts)
    for first, second in zip(places[:half], places[half:], strict=True):
        assert second.content is not None
        assert second.content == (first.content or first.item.key) or second.similarity == 1.0


def _distinct(n):
    rng = random.Random(n)
    words = ["".join(rng.choice("بتجحدرزسشعفقكلمنهو") for _ in range(rng.randrange(4, 9))) for _ in range(12)]
    return Item(n, f"k{n}", " ".join(words), 0.0)


def test_a_content_is_forgotten_when_the_window_has_passed_and_not_before():
    groups = Groups(50)
    first = _distinct(0)
    groups.place([first, *map(_distinct, range(1, 50))])
    assert groups.place([Item(100, "again", first.text + " 🙂", 0.0)])[0].content == "k0"
    groups.place([_distinct(50)])
    assert groups.place([Item(101, "late", first.text, 0.0)])[0].content is None


def test_a_crowded_template_does_not_hide_a_copy():
    groups = Groups(5000)
    groups.place(
        [
            Item(
                n, f"k{n}", f"وزارة الصحة تعلن تسجيل {n} حالة إصابة جديدة بالفيروس خلال أربع وعشرين ساعة", 0.0
            )
            for n in range(1000, 1800)
        ]
    )
    copy = "عاجل وزارة الصحة تعلن تسجيل 1790 حالة إصابة جديدة بالفيروس خلال أربع وعشرين ساعة 😱"
    assert groups.place([Item(5000, "copy", copy, 0.0)])[0].content == "k1790"


def _memory(groups):
    """Bytes of the tables, and how many keys and texts are held."""
    tables = [
        table.nbytes
        for owner in (groups.ring, groups.ring._bands, groups.ring._exact)
        for table in vars(owner).values()
        if hasattr(table, "nbytes")
    ]
    return sum(tables), *map(len, (groups.contents._keys, groups.contents._texts))


def test_memory_does_not_grow_with_the_stream():
    groups = Groups(100)
    before = _memory(groups)
    for start in range(0, 2000, 250):
        groups.place([_distinct(n) for n in range(start, start + 250)])
    assert _memory(groups) == before
    assert before[1:] == (100, 100)


def test_a_million_contents_take_less_than_220_mb_of_tables():
    assert _memory(Groups(10_000))[0] / 10_000 < 220


@given(st.lists(st.one_of(st.text(max_size=20), st.text("فاس abc 12", max_size=20))))
def test_texts_are_kept_as_they_are(texts):
    assert [unpacked(data) for data in packed_all(texts)] == texts


@given(st.integers(0, 2**62), st.text(st.characters(), max_size=50))
def test_a_fingerprint_reads_back(seq, text):
    assert fingerprints.read(fingerprints.write(seq, text)) == (seq, text)


def test_contents_in_another_order_than_they_were_found_are_refused():
    with pytest.raises(ValueError, match="order"):
        Groups(10, [Restored(key, fingerprints.write(seq, key), 0.0) for seq, key in ((2, "b"), (1, "a"))])


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x02" + bytes(8), bytes(20)])
def test_a_fingerprint_of_another_version_is_refused(broken):
    with pytest.raises(ValueError, match="fingerprint"):
        Groups(10, [Restored("k", broken, 0.0)])


def test_a_window_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        Groups(0)
