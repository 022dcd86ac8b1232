"""What is a copy: a post with the edits people make to it, in three spellings; and what is not."""

import random

import pytest
from tests.engine.edits import EDITS
from tests.engine.similarity.templates import families

from tabayyun.engine.findings import Item
from tabayyun.engine.similarity import Groups

POSTS = {
    "ar": [
        "أعلنت السلطات المحلية عن إلغاء الأبواب المفتوحة في المدينة بسبب الأحوال الجوية هذا الأسبوع",
        "عناصر الشرطة توقف شخصا يشتبه في تورطه في قضية سرقة الهواتف النقالة قرب محطة القطار",
        "راه كاين واحد العصابة كتخطف الدراري الصغار من قدام المدارس ردو بالكم على وليداتكم",
        "انفجار قوي يهز المنطقة الصناعية وسيارات الإسعاف تنقل المصابين إلى المستشفى الجامعي",
    ],
    "fr": [
        "Les journées portes ouvertes de la Sûreté nationale annulées selon un communiqué qui circule",
        "Un bus a percuté plusieurs voitures ce matin devant la gare, les secours sont sur place",
        "Attention, une bande enlève des enfants devant les écoles du quartier, prévenez vos proches",
        "Une vidéo montre des policiers refusant d'aider une femme blessée dans la rue",
    ],
    "arabizi": [
        "wach bse7 lghaw l abwab lmaftou7a dyal l2amn lwatani had simana 7it lwa9t ma mzyanch",
        "rah kayna chi 3isaba kat khtef drari sghar mn 9eddam lmadrasa reddo balkom 3la wladkom",
        "chafo chi wahed hrab b tomobila mn b3d ma dreb jouj dyal nas f lboulevard lkbir",
        "lboulis chedd lli kan kaysre9 tilifounat f la gare dyal tran lbare7 f lil",
    ],
}
NOT_COPIES = [
    (
        "70 قتيلا في الزلزال الذي ضرب المنطقة الجبلية فجر اليوم",
        "7 قتلى في الزلزال الذي ضرب المنطقة الجبلية فجر اليوم",
    ),
    ("سبعة قتلى في حادثة سير خطيرة على الطريق الوطنية", "ثمانية قتلى في حادثة سير خطيرة على الطريق الوطنية"),
    ("انفجار قنينة غاز داخل منزل وسط فاس يخلف جرحى", "انفجار قنينة غاز داخل منزل وسط طنجة يخلف جرحى"),
    ("تنظيم الأبواب المفتوحة من 17 إلى 21 ماي بالمدينة", "تنظيم الأبواب المفتوحة من 12 إلى 16 ماي بالمدينة"),
    (
        "انطلاق الدورة الجديدة من المهرجان في شهر يونيو المقبل",
        "انطلاق الدورة الجديدة من المهرجان في شهر يوليو المقبل",
    ),
    (
        "وزارة التربية تقرر فتح المدارس ابتداء من يوم الاثنين",
        "وزارة التربية تقرر إغلاق المدارس ابتداء من يوم الاثنين",
    ),
    (
        "المدارس سوف تفتح أبوابها أمام التلاميذ غدا صباحا",
        "المدارس سوف لن تفتح أبوابها أمام التلاميذ غدا صباحا",
    ),
    (
        "Deux morts dans un accident de la route près de Rabat ce matin",
        "Deux morts dans un accident de la route près d'Agadir ce matin",
    ),
    (
        "Le ministère annonce la fermeture des écoles lundi prochain",
        "Le ministère annonce la réouverture des écoles lundi prochain",
    ),
    (
        "Séisme de magnitude 5.4 ressenti dans le nord du pays",
        "Séisme de magnitude 4.5 ressenti dans le nord du pays",
    ),
    (
        "La vidéo a été filmée dans la capitale hier soir",
        "La vidéo n'a pas été filmée dans la capitale hier soir",
    ),
    (
        "9tlo wahed rajel b lmouss f casa lbare7 f lil 9eddam lmarché",
        "9tlo wahed rajel b lmouss f tanja lbare7 f lil 9eddam lmarché",
    ),
    (
        "Police arrest 12 suspects after the attack in the old town",
        "Police arrest 2 suspects after the attack in the old town",
    ),
]


def _contents(*texts):
    return [
        place.content
        for place in Groups(1000).place([Item(n, f"k{n}", text, 0.0) for n, text in enumerate(texts)])
    ]


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("lang", POSTS)
def test_an_edited_post_is_a_copy(edit, lang):
    for post in POSTS[lang]:
        for seed in range(5):
            edited = edit(post, random.Random(seed), lang)
            assert _contents(post, edited) == [None, "k0"], edited


@pytest.mark.parametrize("lang", POSTS)
def test_an_edited_post_is_a_copy_of_its_own_content_among_many(lang):
    others = [post for posts in POSTS.values() for post in posts]
    for edit in EDITS.values():
        edited = [edit(post, random.Random(7), lang) for post in POSTS[lang]]
        found = _contents(*others, *edited)
        assert found[: len(others)] == [None] * len(others)
        assert found[len(others) :] == [f"k{others.index(post)}" for post in POSTS[lang]]


@pytest.mark.parametrize(("one", "other"), NOT_COPIES)
def test_another_fact_in_the_same_words_is_no_copy(one, other):
    assert _contents(one, other) == [None, None]
    assert _contents(other, one) == [None, None]


@pytest.mark.parametrize("family", families(), ids=lambda family: family[0][:30])
def test_a_sentence_with_another_town_number_date_or_name_is_another_content(family):
    assert _contents(*family) == [None] * len(family)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "مقتل 70 شخصا وإصابة 7 أشخاص بجروح خطيرة في حادثة سير على الطريق السيار صباح اليوم",
            "مقتل 7 أشخاص وإصابة 70 شخصا بجروح خطيرة في حادثة سير على الطريق السيار صباح اليوم",
        ),
        (
            "حافلة متجهة من فاس إلى طنجة تنقلب صباح اليوم وتخلف عددا من الجرحى في صفوف الركاب",
            "حافلة متجهة من طنجة إلى فاس تنقلب صباح اليوم وتخلف عددا من الجرحى في صفوف الركاب",
        ),
        (
            "The minister did not resign but the governor of the region said that he would leave soon",
            "The minister did resign but the governor of the region said that he would not leave soon",
        ),
        (
            "فرنسا تفوز على المغرب",
            "المغرب تفوز على فرنسا",
        ),
    ],
    ids=["numbers", "towns", "negation", "brief"],
)
def test_facts_that_change_places_make_another_content(one, other):
    assert _contents(one, other) == [None, None]


def test_a_comment_that_denies_is_still_about_the_same_content():
    post = POSTS["ar"][0]
    assert _contents(post, post + " هذا الخبر غير صحيح") == [None, "k0"]


def test_short_texts_are_copies_only_when_they_are_equal():
    assert _contents("صباح الخير", "صباح الخير!", "صباح النور") == [None, "k0", None]


def test_texts_without_words_are_compared_as_they_are():
    assert _contents("", "🙂", "🙂", "🙁", "", "!!") == [None, None, "k1", None, "k0", None]


def test_a_topic_that_many_posts_share_is_not_their_content():
    assert _contents(
        "حادث القطار في المدينة",
        "وزير النقل يزور مكان حادث القطار في المدينة ويعد بفتح تحقيق شامل في الموضوع",
    ) == [None, None]


def test_the_most_alike_content_wins_and_the_older_of_two_equals():
    post = POSTS["fr"][1]
    longer = post + " selon un témoin qui se trouvait devant la pharmacie"
    groups = Groups(100)
    texts = [longer, post.replace("plusieurs", "dix"), post]
    places = groups.place([Item(n, f"k{n}", text, 0.0) for n, text in enumerate(texts)])
    assert places[2].content == "k0"
    assert 0.5 < places[2].similarity < 1
    exact = groups.place([Item(9, "k9", longer, 0.0)])[0]
    assert (exact.content, exact.similarity) == ("k0", 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 50_000,
        "ha " * 20_000,
        "ا\u064b" * 25_000,
        "\u200b" * 5_000,
        "\ud800\udfff lone surrogates \ud912 everywhere in the text",
        "Z̷̢̛̛a̶̧͝l̸̨̛g̵̢o" * 500,
        "ﷺ" * 3_000,
        "𝗳𝗮𝗸𝗲 " * 200,
        "\x00\x01\x02 controls \x7f in a text that is long enough",
    ],
    ids=["one word", "repeated", "marks", "unseen", "surrogates", "zalgo", "ligatures", "styled", "controls"],
)
def test_hostile_texts_match_themselves_and_nothing_else(text):
    others = [post for posts in POSTS.values() for post in posts]
    found = _contents(*others, text, text)
    assert found == [None] * (len(others) + 1) + [f"k{len(others)}"]
