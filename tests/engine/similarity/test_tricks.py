"""A post is found again whatever tricks are played on its letters, and finds nothing else."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.similarity.test_copies import POSTS
from tests.engine.text.tricks import TRICKS

from tabayyun.engine.findings import Item
from tabayyun.engine.similarity import Groups

ALL = [post for posts in POSTS.values() for post in posts]
NOT_UNDONE = {
    ("written backwards", "fr"),
    ("written backwards", "arabizi"),
    ("digits for letters", "arabizi"),
}
"""A Latin text written backwards looks like another language; in Arabizi digits are letters."""
UNDONE = [(trick, lang) for trick in TRICKS for lang in POSTS if (trick, lang) not in NOT_UNDONE]


def _contents(texts):
    return [
        place.content
        for place in Groups(1000).place([Item(n, f"k{n}", text, 0.0) for n, text in enumerate(texts)])
    ]


@pytest.mark.parametrize(("trick", "lang"), UNDONE)
def test_a_post_is_recognised_through_a_trick(trick, lang):
    for seed in range(3):
        rng = random.Random(seed)
        found = _contents([*ALL, *(TRICKS[trick](post, rng) for post in POSTS[lang])])
        assert found[len(ALL) :] == [f"k{ALL.index(post)}" for post in POSTS[lang]]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(TRICKS)), min_size=1, max_size=3),
    st.sampled_from(ALL),
    st.integers(0, 10**6),
)
def test_tricks_upon_tricks_never_lead_to_another_post(tricks, post, seed):
    text = post
    for trick in tricks:
        if any(len(word) > 3 and word.isalpha() for word in text.split(" ")):
            text = TRICKS[trick](text, random.Random(seed))
    assert _contents([*ALL, text])[-1] in {None, f"k{ALL.index(post)}"}
