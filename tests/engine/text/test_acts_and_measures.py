"""What is done, and what numbers count: in four languages, and no difference where nothing can be told."""

from __future__ import annotations

import pytest

from tabayyun.engine.text import normalise
from tabayyun.engine.text.acts import acts_in, other_act
from tabayyun.engine.text.measures import measures_in, other_unit


def units(one: str, other: str) -> tuple[str, str] | None:
    return other_unit(*(measures_in(normalise(text).split()) for text in (one, other)))


def acts(one: str, other: str) -> tuple[str, str] | None:
    return other_act(*(acts_in(normalise(text).split()) for text in (one, other)))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("لمدة ثلاث ساعات", "لمدة ثلاثة أيام", ("3 ساعه", "3 يوم")),
        ("3 heures de coupure", "coupure de 3 jours", ("3 ساعه", "3 يوم")),
        ("غادي يتقطع 3 سوايع", "three days without water", ("3 ساعه", "3 يوم")),
        ("تأجيل أسبوعين", "reportée de deux mois", ("2 اسبوع", "2 شهر")),
        ("50 درهما", "50 euros", ("50 درهم", "50 اورو")),
        ("5 كيلوغرامات من الذهب", "cinq tonnes d'or", ("5 كيلو", "5 طن")),
    ],
)
def test_the_same_number_of_something_else_is_a_difference(
    one: str, other: str, said: tuple[str, str]
) -> None:
    assert units(one, other) == said
    assert units(other, one) == said[::-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ثلاث ساعات", "3 heures"),
        ("يومين", "two days"),
        ("3 ساعات", "3 دراهم"),  # of another kind: both may be said of one event
        ("3 ساعات", "4 jours"),  # another number is a difference by itself
        ("3 ساعات أو 3 أيام", "3 أيام"),
        ("3 قتلى", "3 jours"),
        ("", "3 jours"),
    ],
)
def test_nothing_is_held_against_each_other_that_does_not_contradict(one: str, other: str) -> None:
    assert units(one, other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الشرطة تعتقل مدير بنك", "La police rend visite au directeur d'une banque"),
        ("اختطاف طفلة قرب مدرسة", "Inauguration d'une école primaire"),
        ("Le ministre démissionne", "الوزير يزور المصنع"),
        ("School bus stolen", "احتراق حافلة مدرسية"),
        ("شدوه البارح", "the award for the best pupil"),
    ],
)
def test_quite_another_act_is_a_difference(one: str, other: str) -> None:
    assert acts(one, other) is not None
    assert acts(other, one) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الشرطة تعتقل مديرا", "Un directeur arrêté"),
        ("حريق كبير في السوق", "Trois morts au marché"),  # a fire and its dead
        ("قرار بإغلاق المقاهي", "Cafés interdits"),
        ("اعتقال سارق بعد سرقة هاتف", "Un téléphone volé"),
        ("الوزير والمدير", "La police rend visite"),
        ("", ""),
    ],
)
def test_what_belongs_together_or_is_not_known_is_none(one: str, other: str) -> None:
    assert acts(one, other) is None
