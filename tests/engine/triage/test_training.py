"""Training: what is learnt, that it is the same every time, and that a damaged file is refused."""

import random

import numpy as np
import pytest

from tabayyun.engine.triage import Triage, UnreadableModelError, from_bytes, metrics, to_bytes
from tabayyun.engine.triage.training import TooLittleDataError, train

BAD = ["زبالة", "حقير", "قذر", "سافل", "خسيس"]
GOOD = ["جميل", "رائع", "شكرا", "مبروك", "ممتاز"]
FILL = ["هذا", "اليوم", "في", "المدينة", "كان", "الناس", "قرب", "السوق", "مع", "الأولاد", "صباحا"]


def examples(count=120):
    draw = random.Random(3)
    found = []
    for number in range(count):
        label = number % 2
        words = [draw.choice(BAD if label else GOOD), *draw.sample(FILL, 5)]
        draw.shuffle(words)
        found.append((" ".join(words), label))
    return zip(*found, strict=True)


@pytest.fixture(scope="module")
def trained():
    texts, labels = examples()
    return train("offensive", texts, labels)


def test_what_tells_the_classes_apart_is_learnt_and_shown(trained):
    model, report = trained
    reader = Triage([model])
    bad, good = reader.score("كان السوق اليوم زبالة"), reader.score("كان السوق اليوم ممتاز")
    assert bad["offensive"].value > 0.8
    assert good["offensive"].value < 0.2
    assert bad["offensive"].words[0] == "زبالة"
    assert report.macro_f1 > 0.95
    assert report.macro_f1_interval[0] <= report.macro_f1 <= report.macro_f1_interval[1]


def test_the_same_data_give_the_same_bytes(trained):
    texts, labels = examples()
    assert to_bytes(train("offensive", texts, labels)[0]) == to_bytes(trained[0])


def test_a_model_built_upon_another_keeps_what_the_other_knew(trained):
    rows = [(f"{GOOD[0]} يا أخي {n}", 0) for n in range(12)] + [
        (f"{BAD[0]} يا أخي {n}", 1) for n in range(12)
    ]
    texts, labels = zip(*rows, strict=True)
    text = "الناس قرب السوق خسيس"
    alone, upon = train("offensive", texts, labels)[0], train("offensive", texts, labels, trained[0])[0]
    assert Triage([upon]).score(text)["offensive"].value > Triage([alone]).score(text)["offensive"].value


def test_a_model_survives_its_file(trained):
    model = from_bytes(to_bytes(trained[0]))
    assert np.array_equal(model.weights, trained[0].weights)
    assert (model.label, model.bias) == (trained[0].label, trained[0].bias)


@pytest.mark.parametrize("damage", [lambda d: b"", lambda d: d[:60], lambda d: d[:-40], lambda d: b"x" + d])
def test_a_damaged_file_is_refused(trained, damage):
    with pytest.raises(UnreadableModelError):
        from_bytes(damage(to_bytes(trained[0])))


def test_too_few_examples_are_refused():
    with pytest.raises(TooLittleDataError):
        train("threat", ["a b", "c d"] * 20, [1, 0, 0, 0] + [0] * 36)


def test_the_measures_are_what_they_are_called():
    labels = np.array([1.0, 1.0, 0.0, 0.0])
    assert metrics.macro_f1(labels, np.array([0.9, 0.8, 0.1, 0.2])) == 1.0
    assert metrics.macro_f1(labels, np.array([0.9, 0.1, 0.1, 0.2])) == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert metrics.average_precision(labels, np.array([0.9, 0.1, 0.2, 0.05])) == pytest.approx(
        (1 + 2 / 3) / 2
    )
    assert metrics.calibration_error(labels, np.array([1.0, 1.0, 0.0, 0.0])) == 0.0
