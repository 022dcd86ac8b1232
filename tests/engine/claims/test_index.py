"""Which known claim a text repeats, in any spelling, and what keeps two claims apart."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.meanings import Meanings

from tabayyun.engine.claims import REPEATS, ClaimIndex
from tabayyun.engine.findings import Claim
from tabayyun.engine.text import normalise

WHITE_CAR = Claim(1, "عصابة تختطف الأطفال أمام المدارس بواسطة سيارة بيضاء بدون لوحات")
OPEN_DAYS = Claim(2, "إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير", "لا إلغاء للأبواب المفتوحة")
COLLAPSE = Claim(3, "70 قتيلا في انهيار عمارة بطنجة")
FRENCH = Claim(4, "Le couvre-feu commence à 21 h dans tous les quartiers de la ville")
INDEX = ClaimIndex([WHITE_CAR, OPEN_DAYS, COLLAPSE, FRENCH])
TEXTS = [WHITE_CAR.text, OPEN_DAYS.text, COLLAPSE.text, FRENCH.text]
PAIRS = Path(__file__).parents[3] / "bench" / "data" / "pairs-test.ndjson"
CLAIMS_AR = Path(__file__).parents[4] / "shared" / "data" / "claims_ar"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("تحذير للامهات‼️ عصابة تختطف الاطفال امام المدارس بواسطة سيارة بيضاء بدون لوحات", 1),
        ("وصلني: إِلغاءُ الأبوابِ المفتوحةِ بمدينةِ فاس بسبب تهديد أمني خطير https://x.example/1", 2),
        ("سبعون قتيلا في انهيار عمارة بطنجة", 3),
        ("URGENT !! Le couvre-feu commence à 21 h dans tous les quartiers de la ville, partagez", 4),
    ],
)
def test_a_repeated_claim_is_found_first_and_over_the_threshold(text, claim):
    best = INDEX.match(text)[0]
    assert best.claim_id == claim
    assert best.score >= REPEATS
    assert best.shared


def test_arabizi_finds_the_arabic_claim():
    assert INDEX.match("lghaw labwab lmaftouha dyal fes bsabab tahdid amni khatir")[0].claim_id == 2


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("7 قتلى في انهيار عمارة بطنجة", "70 ≠ 7"),
        ("70 قتيلا في انهيار عمارة بفاس", "طنجه ≠ فاس"),
    ],
)
def test_another_number_or_place_is_another_claim_and_is_named(text, conflict):
    best = INDEX.match(text)[0]
    assert best.score < REPEATS
    assert conflict in best.conflicts


def test_a_negation_is_not_the_claim_it_denies():
    said, denied = (INDEX.match(text)[0] for text in (COLLAPSE.text, f"لم يقع {COLLAPSE.text}"))
    assert denied.score < said.score
    assert denied.conflicts


@pytest.mark.parametrize("text", ["صباح الخير", "مدينة فاس جميلة", "", "😀", "la ville est belle", "7"])
def test_what_shares_a_word_or_nothing_is_no_match(text):
    assert all(match.score < REPEATS for match in INDEX.match(text))


def test_one_single_claim_is_enough_to_be_recognised():
    assert ClaimIndex([OPEN_DAYS]).match(OPEN_DAYS.text)[0].score >= REPEATS


def test_a_claim_is_found_by_its_title_too():
    assert ClaimIndex([Claim(9, "نص طويل آخر", OPEN_DAYS.text)]).match(OPEN_DAYS.text)[0].score >= REPEATS


def test_added_and_withdrawn_claims_take_effect_and_the_old_index_stays():
    without = INDEX.changed([], [1])
    again = without.changed([WHITE_CAR])
    assert 1 not in [match.claim_id for match in without.match(WHITE_CAR.text)]
    assert again.match(WHITE_CAR.text)[0] == INDEX.match(WHITE_CAR.text)[0]
    assert (len(INDEX), len(without), len(again)) == (4, 3, 4)


def test_another_year_is_another_claim():
    index = ClaimIndex([Claim(1, "إلغاء امتحانات الباكالوريا سنة 2019 في جميع المدن")])
    best = index.match("إلغاء امتحانات الباكالوريا سنة 2023 في جميع المدن")[0]
    assert best.score < REPEATS
    assert "2019 ≠ 2023" in best.conflicts


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        (
            "The airport opens for all passengers on Monday",
            "The airport does not open for all passengers on Monday",
        ),
        ("تفتح المدرسة أبوابها للتلاميذ يوم الاثنين", "لن تفتح المدرسة أبوابها للتلاميذ يوم الاثنين"),
    ],
)
def test_what_denies_the_claim_is_near_it_and_does_not_repeat_it(claim, denial):
    index = ClaimIndex([Claim(1, claim)])
    best = index.match(denial)[0]
    assert best.score < REPEATS < index.match(claim)[0].score
    assert best.conflicts


def test_a_negation_of_something_else_denies_nothing():
    said = f"{WHITE_CAR.text} لا حول ولا قوة إلا بالله"
    assert INDEX.match(said)[0].conflicts == ()


ATTACK = "شرطي يعتدي بالضرب على بائع متجول في الدار البيضاء"


@pytest.mark.parametrize(
    ("claim", "turned", "said"),
    [
        (ATTACK, "بائع متجول يعتدي بالضرب على شرطي في الدار البيضاء", "⇄"),
        ("A dog bites the mayor of Fez", "The mayor bites a dog in Fez", "dog ⇄ mayor"),
        (
            "Le policier agresse le vendeur à Fès",
            "À Fès, le vendeur agresse le policier",
            "policier ⇄ vendeur",
        ),
    ],
)
def test_who_does_it_and_to_whom_it_is_done_are_not_exchanged(claim, turned, said):
    index = ClaimIndex([Claim(1, claim)])
    best = index.match(turned)[0]
    assert best.score < index.match(claim)[0].score / 2
    assert any(said in conflict for conflict in best.conflicts)


@pytest.mark.parametrize(
    ("claim", "again"),
    [
        (ATTACK, "يعتدي شرطي بالضرب على بائع متجول في الدار البيضاء"),
        (ATTACK, "في الدار البيضاء شرطي يعتدي بالضرب على بائع متجول"),
        ("The dog attacks the mayor in Fez", "The mayor is attacked by the dog in Fez"),
        ("Fès gagne la coupe à Rabat", "Rabat : la coupe, Fès la gagne"),
        ("", ""),
    ],
)
def test_the_same_told_in_another_order_is_the_same(claim, again):
    found = ClaimIndex([Claim(1, claim)]).match(again)
    assert not any("⇄" in conflict for match in found for conflict in match.conflicts)


def test_an_account_that_is_named_counts_as_its_words():
    index = ClaimIndex([Claim(1, "Ministry of Health bans salt"), Claim(2, "Ministry of Finance bans salt")])
    assert index.match("so @MinistryOfFinance bans it")[0].claim_id == 2


def test_darija_finds_the_standard_words():
    best = INDEX.match("شفارة كيخطفو الدراري قدام السكويلة بواحد الطوموبيل بيضة")[0]
    assert best.claim_id == 1


def test_meaning_finds_what_shares_no_word():
    claim = Claim(1, "خطف أطفال المدارس")
    post = "enlève enfants écoles"
    assert ClaimIndex([claim, FRENCH]).match(post) == []
    best = ClaimIndex([claim, FRENCH], Meanings()).match(post)[0]
    assert (best.claim_id, best.score >= REPEATS, best.meaning) == (1, True, pytest.approx(1, abs=0.01))


def test_texts_matched_together_are_matched_as_alone():
    index = ClaimIndex([WHITE_CAR, OPEN_DAYS, COLLAPSE, FRENCH], Meanings())
    texts = [claim.text for claim in (FRENCH, COLLAPSE, WHITE_CAR)] + ["", "خطف", "😀"]
    assert index.match_many(texts) == [index.match(text) for text in texts]
    normals = [normalise(text) for text in texts]
    alone = [index.repeated_many([text], [normal])[0] for text, normal in zip(texts, normals, strict=True)]
    assert index.repeated_many(texts, normals) == alone
    assert [match and match.claim_id for match in alone] == [4, 3, 1, None, None, None]


@pytest.mark.parametrize("encoder", [None, Meanings()])
@pytest.mark.parametrize("repeats", [0.1, 0.5, 0.9])
def test_what_is_repeated_is_the_surest_of_all_matches(encoder, repeats):
    rows = list(map(json.loads, PAIRS.read_text(encoding="utf-8").splitlines()))
    told = [text for row in rows for text in (row["claim"], row["claim"].replace("ا", "", 1), *row["not"])]
    index = ClaimIndex((Claim(number, text) for number, text in enumerate(told)), encoder)
    texts = [text for row in rows for text in (row["claim"], row["ary"], row["fr"], *row["not"])]
    every = index.match_many(texts, top=len(told))
    surest = [min(found, key=lambda one: (-one.score, one.claim_id), default=None) for found in every]
    expected = [best if best and best.score >= repeats else None for best in surest]
    assert index.repeated_many(texts, list(map(normalise, texts)), repeats) == expected
    assert any(expected)


@pytest.mark.parametrize("encoder", [None, Meanings()])
def test_a_saved_index_gives_the_same_matches(encoder):
    index = ClaimIndex([WHITE_CAR, OPEN_DAYS, COLLAPSE], encoder)
    arrays = index.saved()
    same = ClaimIndex.restored([WHITE_CAR, OPEN_DAYS, COLLAPSE], arrays, encoder)
    assert same.is_as_saved(arrays)
    other = ClaimIndex.restored([OPEN_DAYS, Claim(3, "سقوط شجرة"), FRENCH], arrays, encoder)
    fresh = ClaimIndex([OPEN_DAYS, Claim(3, "سقوط شجرة"), FRENCH], encoder)
    assert not other.is_as_saved(arrays)
    for text in (WHITE_CAR.text, OPEN_DAYS.text, COLLAPSE.text, FRENCH.text, "سقوط شجرة"):
        assert same.match(text) == index.match(text)
        assert other.match(text) == fresh.match(text)


def test_what_another_encoder_saved_is_made_anew():
    arrays = ClaimIndex([FRENCH]).saved()
    index = ClaimIndex.restored([FRENCH], arrays, Meanings())
    assert index.match(FRENCH.text) == ClaimIndex([FRENCH], Meanings()).match(FRENCH.text)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(TEXTS), st.booleans()), max_size=8))
def test_an_index_that_changed_is_as_one_made_at_once(steps):
    encoder, grown, known = Meanings(), ClaimIndex([], Meanings()), {}
    for key, text, withdrawn in steps:
        grown = grown.changed([Claim(key, text)], [key] if withdrawn else [])
        known.pop(key, None)
        if not withdrawn:
            known[key] = Claim(key, text)
    fresh = ClaimIndex(known.values(), encoder)
    assert len(grown) == len(fresh)
    for text in TEXTS:
        assert grown.match(text) == fresh.match(text)


@given(st.text(max_size=200))
def test_any_text_gives_scores_between_0_and_1_best_first_of_each_claim_once(text):
    found = INDEX.match(text)
    assert all(0 <= match.score <= 1 for match in found)
    assert len({match.claim_id for match in found}) == len(found)


def test_retrieval_on_the_real_claims_is_about_that_of_plain_bm25():
    """CheckThat! 2021, Arabic, dev: plain BM25 was measured at MAP@5 0.844; this baseline at 0.826."""
    if not CLAIMS_AR.exists():
        pytest.skip("research-only data is not beside the checkout")
    claims = objects("claims.ndjson")
    numbers = {claim["id"]: number for number, claim in enumerate(claims)}
    index = ClaimIndex(Claim(numbers[c["id"]], c["text"] or "", c.get("title") or "") for c in claims)
    wanted: dict[str, set[int]] = defaultdict(set)
    for line in (CLAIMS_AR / "qrels_dev.tsv").read_text(encoding="utf-8").splitlines():
        post, _zero, claim, _one = line.split()
        wanted[post].add(numbers.get(claim, -1))  # the collection at hand is partial
    texts = {post["id"]: post["text"] for post in objects("posts_dev.ndjson")}
    gains = [average_precision(index, texts[post], found) for post, found in wanted.items()]
    assert sum(gains) / len(gains) > 0.8


def objects(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (CLAIMS_AR / name).read_text(encoding="utf-8").splitlines()]


def average_precision(index: ClaimIndex, text: str, wanted: set[int]) -> float:
    hits = gain = 0.0
    for place, match in enumerate(index.match(text), 1):
        if match.claim_id in wanted:
            hits += 1
            gain += hits / place
    return gain / min(5, len(wanted))


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("قطع الماء عن مدينة الرباط لمدة ثلاثة أيام بسبب الإصلاحات", "3 ساعه ≠ 3 يوم"),
        ("الشرطة تزور مدير أكبر بنك في مدينة طنجة صباح اليوم", "تعتقل ≠ تزور"),
    ],
)
def test_another_unit_or_act_is_another_claim_and_is_named(text: str, conflict: str) -> None:
    index = ClaimIndex(
        [
            Claim(1, "قطع الماء عن مدينة الرباط لمدة ثلاث ساعات بسبب الإصلاحات"),
            Claim(2, "الشرطة تعتقل مدير أكبر بنك في مدينة طنجة صباح اليوم"),
        ]
    )
    best = index.match(text)[0]
    assert best.score < REPEATS
    assert conflict in best.conflicts
