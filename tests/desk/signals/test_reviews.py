"""Fact-checks as others publish them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.signals.making import make_claim

from tabayyun.desk.signals.models import KnownClaim
from tabayyun.desk.signals.operations import import_reviews
from tabayyun.desk.signals.operations.ratings import verdict_of
from tabayyun.desk.signals.operations.reviews import Malformed, Review, read_reviews
from tabayyun.desk.signals.operations.reviews.entry import UnreadableFeedError

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def claim_review(**changes: object) -> dict[str, object]:
    return {
        "@type": "ClaimReview",
        "url": "https://checks.example/1",
        "claimReviewed": "إلغاء الدراسة غدا",
        "datePublished": "2026-03-01",
        "author": {"@type": "Organization", "name": "مرصد التحقق"},
        "reviewRating": {"ratingValue": "1", "bestRating": "5", "worstRating": "1", "alternateName": "زائف"},
        **changes,
    }


def read(data: object) -> list[Review | Malformed]:
    return list(read_reviews(json.dumps(data).encode()))


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("False", "false"),
        ("Pants on Fire", "false"),
        ("Not true", "false"),
        ("Mostly false", "false"),
        ("Half True", "misleading"),
        ("Partly false", "misleading"),
        ("Missing context", "out_of_context"),
        ("Altered photo", "manipulated"),
        ("Satire", "satire"),
        ("Unproven", "unproven"),
        ("True", "confirmed"),
        ("Faux", "false"),
        ("Trompeur", "misleading"),
        ("Hors contexte", "out_of_context"),
        ("C'est vrai", "confirmed"),
        ("Vidéo truquée", "manipulated"),
        ("Non vérifié", "unproven"),
        ("غير صحيح", "false"),
        ("زَائِف", "false"),
        ("إشاعة", "false"),
        ("مُضلِّل", "misleading"),
        ("خارج السياق", "out_of_context"),
        ("مفبرك", "manipulated"),
        ("صحيح جزئيا", "misleading"),
        ("ساخر", "satire"),
        ("لم يثبت", "unproven"),
        ("صحيح", "confirmed"),
        ("★", ""),
    ],
)
def test_the_reviewers_word_becomes_a_verdict(word: str, verdict: str) -> None:
    assert verdict_of(word) == verdict


@pytest.mark.parametrize(
    ("value", "best", "worst", "verdict"),
    [
        ("1", "5", "1", "false"),
        ("5", "5", "1", "confirmed"),
        ("3", "5", "1", "misleading"),
        (1, 100, 0, "false"),
        ("5", None, None, "confirmed"),
        ("1", "1", "5", "confirmed"),
        ("-1", "-1", "-1", ""),
        ("9", "5", "1", ""),
        (None, None, None, ""),
        ("many", "5", "1", ""),
    ],
)
def test_a_number_becomes_a_verdict_when_no_word_tells(
    value: object, best: object, worst: object, verdict: str
) -> None:
    assert verdict_of("", value, best, worst) == verdict


def test_a_data_commons_feed() -> None:
    feed = {
        "@type": "DataFeed",
        "dataFeedElement": [
            {"@type": "DataFeedItem", "item": [claim_review()]},
            {"@type": "DataFeedItem", "item": [claim_review(claimReviewed="")]},
            {"@type": "DataFeedItem", "item": None},
            {"@type": "DataFeedItem", "item": [claim_review(url="https://checks.example/2")]},
        ],
    }
    good, no_text, nothing, second = read(feed)
    assert isinstance(good, Review)
    assert (good.verdict, good.rating, good.publisher) == ("false", "زائف", "مرصد التحقق")
    assert good.reviewed_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert isinstance(no_text, Malformed)
    assert no_text.place == "dataFeedElement[1].item[0]"
    assert isinstance(nothing, Malformed)
    assert nothing.place == "dataFeedElement[2]"
    assert isinstance(second, Review)


def test_an_answer_of_the_fact_check_tools() -> None:
    answer = {
        "claims": [
            {
                "text": "Les bus sont gratuits",
                "claimReview": [
                    {
                        "publisher": {"name": "Le Vérificateur", "site": "verif.example"},
                        "url": "https://verif.example/bus",
                        "title": "Non, les bus ne sont pas gratuits",
                        "reviewDate": "2026-01-02T00:00:00Z",
                        "textualRating": "Faux",
                        "languageCode": "fr",
                    },
                    "broken",
                ],
            }
        ],
        "nextPageToken": "x",
    }
    good, broken = read(answer)
    assert isinstance(good, Review)
    assert (good.lang, good.verdict, good.rating, good.text) == (
        "fr",
        "false",
        "Faux",
        "Les bus sont gratuits",
    )
    assert isinstance(broken, Malformed)
    assert broken.place == "claims[0].claimReview[1]"


@pytest.mark.parametrize("wrap", [lambda r: r, lambda r: [r], lambda r: {"@graph": [r]}])
def test_plain_json_ld(wrap: Callable[[object], object]) -> None:
    (review,) = read(wrap(claim_review()))
    assert isinstance(review, Review)


def test_rss_with_json_ld_in_the_items() -> None:
    script = f'<script type="application/ld+json">{json.dumps(claim_review())}</script>'
    feed = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<item><title>t</title><content:encoded><![CDATA[<p>x</p>{script}]]></content:encoded></item>"
        "<item><title>no review</title></item></channel></rss>"
    )
    good, none = read_reviews(feed.encode())
    assert isinstance(good, Review)
    assert good.url == "https://checks.example/1"
    assert isinstance(none, Malformed)
    assert none.place == "item[1]"


def test_rss_with_elements_of_its_own() -> None:
    feed = """<?xml version="1.0"?><rss xmlns:fc="https://checks.example/ns"><channel><item>
      <title>لا، الدراسة لم تلغ</title><link>https://checks.example/9</link>
      <pubDate>Mon, 02 Mar 2026 10:00:00 +0000</pubDate>
      <fc:claimReviewed>إلغاء الدراسة</fc:claimReviewed>
      <fc:author><fc:name>مرصد التحقق</fc:name></fc:author>
      <fc:reviewRating><fc:ratingValue>1</fc:ratingValue><fc:bestRating>5</fc:bestRating>
        <fc:alternateName>خاطئ</fc:alternateName></fc:reviewRating>
    </item></channel></rss>"""
    (review,) = read_reviews(feed.encode())
    assert isinstance(review, Review)
    assert (review.text, review.verdict, review.publisher) == ("إلغاء الدراسة", "false", "مرصد التحقق")
    assert review.reviewed_at == datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table(delimiter: str) -> None:
    lines = [
        ["claim", "rating", "url", "date"],
        ["إلغاء الدراسة", "زائف", "https://checks.example/3", "2026-02-01"],
        ["", "زائف", "", ""],
        ["بلا حكم", "", "", ""],
        ["شائعة", "زائف", "javascript:alert(1)", ""],
    ]
    data = "\n".join(delimiter.join(line) for line in lines).encode("utf-8-sig")
    good, *bad = read_reviews(data)
    assert isinstance(good, Review)
    assert good.verdict == "false"
    assert [type(entry) for entry in bad] == [Malformed] * 3


def test_a_table_with_an_arabic_header() -> None:
    (review,) = read_reviews("الادعاء,الحكم,الناشر\nإلغاء الدراسة,مضلل,مرصد".encode())
    assert isinstance(review, Review)
    assert (review.verdict, review.publisher) == ("misleading", "مرصد")


@pytest.mark.parametrize(
    "data", [b"{", b"[1", b"<rss", b"a,b\n1,2", b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>', b"", b"[" * 100_000]
)
def test_what_cannot_be_read_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFeedError):
        list(read_reviews(data))


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    try:
        entries = list(read_reviews(data))
    except UnreadableFeedError:
        return
    assert all(isinstance(entry, Review | Malformed) for entry in entries)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "item", "claimReviewed", "claimReview", "reviewRating", "url", "author"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_no_shape_of_json_crashes_the_reader(value: object) -> None:
    if isinstance(value, dict | list):
        assert all(isinstance(entry, Review | Malformed) for entry in read(value))


@pytest.mark.django_db
def test_importing_again_doubles_nothing_and_takes_changes_over() -> None:
    def run(*reviews: dict[str, object]) -> tuple[int, int, int]:
        done = import_reviews(reviews=read_reviews(json.dumps(list(reviews)).encode()), now=NOW)
        return done.added, done.changed, done.unchanged

    two_on_a_page = [claim_review(), claim_review(claimReviewed="شيء آخر")]
    assert run(*two_on_a_page) == (2, 0, 0)
    assert run(*two_on_a_page) == (0, 0, 2)
    revision = KnownClaim.objects.order_by("-revision").values_list("revision", flat=True)[0]
    assert run(claim_review(claimReviewed="نص مصحح")) == (0, 1, 0)
    assert KnownClaim.objects.filter(revision__gt=revision).get().text == "نص مصحح"


@pytest.mark.django_db
def test_a_feed_never_overwrites_our_own_statement() -> None:
    ours = make_claim("نصنا", external_id="https://checks.example/1")
    done = import_reviews(reviews=read_reviews(json.dumps(claim_review()).encode()), now=NOW)
    ours.refresh_from_db()
    assert (done.unchanged, ours.text, ours.origin) == (1, "نصنا", "statement")


@pytest.mark.django_db
def test_the_command_says_what_it_left_out(tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    file.write_text(json.dumps([claim_review(), {"x": 1}]), encoding="utf-8")
    out, err = StringIO(), StringIO()
    with translation.override("en"):
        call_command("import_claims", str(file), stdout=out, stderr=err)
    assert "1 added, 0 changed, 0 as before, 1 left out" in out.getvalue()
    assert "[1]" in err.getvalue()
    with pytest.raises(CommandError, match="missing"):
        call_command("import_claims", str(tmp_path / "missing.json"))
