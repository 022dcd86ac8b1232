"""Dates, places and bodies of the state are quoted as a text writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabayyun.engine.text.mentions import Mentions, mentions


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "إغلاق مدارس الدار البيضاء يوم الاثنين 12 ماي 2023 حسب وزارة الداخلية",
            Mentions(("الاثنين", "12 ماي 2023"), ("الدار البيضاء",), ("وزارة الداخلية",)),
        ),
        (
            "Explosion à Casablanca le 12 mai 2023, selon le ministère de l’Intérieur et la DGSN",
            Mentions(("12 mai 2023",), ("Casablanca",), ("ministère de l’Intérieur", "DGSN")),
        ),
        (
            "وللأمن الوطني بفاس رأي، بتاريخ 03/05/2024 بمستشفى ابن سينا",
            Mentions(("03/05/2024",), ("فاس",), ("وللأمن الوطني", "بمستشفى ابن سينا")),
        ),
        (
            "The Ministry of the Interior said on 3 March that customs in Tangier",
            Mentions(("3 March",), ("Tangier",), ("Ministry of the Interior", "customs")),
        ),
        ("Il est à l’ouest, hier, dans un hôpital. Public", Mentions((), (), ())),
        ("وزارة، خبر. المديرية العامة للأمن الوطني", Mentions((), (), ("المديرية العامة للأمن الوطني",))),
        ("", Mentions((), (), ())),
    ],
)
def test_what_is_named(text: str, named: Mentions) -> None:
    assert mentions(text) == named


@given(
    st.text(st.sampled_from("وزارة الداخلية hôpital ministère de Rabat 12/05 ماي2023 .،’\n"), max_size=120)
)
def test_what_is_named_stands_in_the_text_once(text: str) -> None:
    found = mentions(text)
    for names in (found.dates, found.places, found.units):
        assert len(set(names)) == len(names) <= 12
        assert all(name in " ".join(text.split()) or name in text for name in names)
