"""One spelling for the many ways the same words are written."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tabayyun.engine.text import normalise, normalise_all

LETTERS = (
    "اأإآٱبةىيءئؤـًٌَِّ #@_rtRTwW.x:/&;<>0123٣۴,٬.'aAéÉœßİ\u200b\u200f\u202e\ufdfa\ufefb\u1100\u1161\u11a8🙂🇲🇦"
)
texts = st.one_of(
    st.text(st.characters(), max_size=80),
    st.text(LETTERS, max_size=80),
    st.text(st.characters(categories=["Cs", "Cf", "Mn", "Lo", "Zs"]), max_size=40),
)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("عَاجِلٌ", "عاجل"),
        ("عـــاجـل", "عاجل"),
        ("عاااااجل", "عاجل"),
        ("ﻋﺎﺟﻞ", "عاجل"),
        ("ع\u200bا\u200dج\u202eل", "عاجل"),
        ("إسلامية", "اسلاميه"),
        ("مستشفى", "مستشفي"),
        ("گراج", "كراج"),
        ("١٢٣ ۴", "123 4"),
        ("1,284 قتيلا", "1284 قتيلا"),
        ("1\u202f284", "1284"),
        ("#كلنا_ضد_الإشاعة", "كلنا ضد الاشاعه"),
        ("#OpenDaysFes", "open days fes"),
        ("@dgsn قال https://exemple.test/a?b=c 🙂 نعم", "قال نعم"),
        ("RT @someone: Été à Fès", "ete a fes"),
        ("R&eacute;union &amp; fête", "reunion fete"),
        ("bzaaaaaaf", "bzaf"),
        ("𝗨𝗥𝗚𝗘𝗡𝗧", "urgent"),
        ("Z̷̢̛a̶̧͝l̸̨g̵o̴", "zalgo"),
        ("a\ud800b", "ab"),
        ("Mohammed III", "mohammed iii"),
        ("خبر إ ش ا ع ة كاذبة", "خبر اشاعه كاذبه"),
        ("إ.ش.ا.ع.ة ك.ا.ذ.ب.ة", "اشاعه كاذبه"),
        ("ش ر ط ة  ف ا س", "شرطه فاس"),
        ("أ ف ب: خبر", "ا ف ب خبر"),
        ("m_e_s_s_a_g_e p@rt@gez", "message partagez"),
        ("ةنيدملا يف ةحوتفملا باوبألا ءاغلإ", "الغا الابواب المفتوحه في المدينه"),
        ("ةعمجلا", "الجمعه"),
        ("\u202eegassem tnegru\u202c: vrai", "urgent message vrai"),
        ("Attеntіоn à la роlісе", "attention a la police"),
        ("Россия и мир", "россия и мир"),
        ("🙂👍🏽", ""),
        ("", ""),
    ],
)
def test_spellings_of_the_same_words_become_one(written, same):
    assert normalise(written) == same


@given(texts)
def test_nothing_is_left_to_normalise(text):
    assert normalise(normalise(text)) == normalise(text)


@given(
    st.lists(
        st.one_of(texts, st.sampled_from(["rt @a ", "rt @b", "&am", "p;", "www.", "http:", "/a", "\x1e"]))
    )
)
@example(["", "", "", "ᄀ"])
@example(["e\u0301.e.e.e", "x", "ة ب", "ةب", "а"])
@example(["aa", "a", "œuvre", "\x1e b", "نعم"])
def test_many_texts_at_once_become_what_each_becomes_alone(many):
    assert normalise_all(many) == [normalise(text) for text in many]


@given(texts)
def test_no_control_bidi_mark_or_surrogate_remains(text):
    kinds = {unicodedata.category(char) for char in normalise(text)}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Lu", "Lt", "So", "Po"}


@given(
    st.one_of(
        st.text(LETTERS, max_size=80), st.text(max_size=80).filter(lambda text: not set("@#") & set(text))
    )
)
@example("ᾀ")
def test_composed_or_not_makes_no_difference(text):
    assert normalise(unicodedata.normalize("NFC", text)) == normalise(text)
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)


@given(texts)
def test_the_result_is_single_spaced_and_in_compatibility_form(text):
    normal = normalise(text)
    assert normal == " ".join(normal.split())
    assert unicodedata.is_normalized("NFKC", normal)


@given(st.text(LETTERS, max_size=40), st.sampled_from(["\u200b", "\u202a", "\u2066", "\ufeff", "\u00ad"]))
def test_what_cannot_be_seen_changes_nothing(text, unseen):
    assert normalise(unseen.join(["قبل ", text])) == normalise("قبل " + text)


@pytest.mark.parametrize(
    "text",
    [
        "ا" * 50_000,
        "a\u0301\u0316" + "\u0316\u0301" * 25_000,
        "<" * 50_000,
        "#" * 50_000,
        "& " * 25_000,
        "&#" + "9" * 9_000,
        "www." + "a" * 50_000,
    ],
)
def test_long_and_hostile_texts_are_taken(text):
    assert len(normalise(text)) <= len(text)
