"""The post format: every line is a post or a rejection with a reason, and nothing raises."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tabayyun.plugins.sources import post_format, reasons
from tabayyun.plugins.sources.base import RawPost, Rejected

NOW = datetime(2026, 5, 2, 12, 0, tzinfo=UTC)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.text(max_size=4), SCALARS, max_size=2)
FIELDS = [
    "id",
    "text",
    "created_at",
    "lang",
    "url",
    "author",
    "media",
    "shares",
    "likes",
    "replies_to",
    "data",
]
RECORDS = st.dictionaries(st.sampled_from([*FIELDS, "source_platform"]), JSON)


def line(**fields: object) -> bytes:
    return json.dumps({"id": "1", "text": "نص", **fields}).encode()


def reason(raw: bytes) -> str:
    """The reason for which a line is refused, by the parser or after it; «» for a post."""
    found = post_format.parse(raw, origin="a", line_number=7)
    if isinstance(found, Rejected):
        assert (found.raw, found.origin, found.line_number) == (raw, "a", 7)
        return found.reason
    wrong = post_format.fault(found, NOW)
    return wrong[0] if wrong else ""


def test_all_fields_are_read():
    raw = line(
        created_at="2026-05-02T10:00:00+01:00", lang="ar", url="https://example.org/1", author="م",
        media=["a.jpg", "https://example.org/b.jpg"], shares=3, likes="4", replies_to=9, source="x", other=1,
    )  # fmt: skip
    assert post_format.parse(raw) == RawPost(
        "1", "نص", datetime(2026, 5, 2, 9, tzinfo=UTC), "ar", "https://example.org/1", "م",
        ("a.jpg", "https://example.org/b.jpg"), 3, 4, "9", raw=raw,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"{", reasons.NOT_JSON),
        (b"[" * 100_000, reasons.NOT_JSON),
        (b'{"id":"1","text":"a","shares":' + b"9" * 5000 + b"}", reasons.NOT_JSON),
        (b'["id"]', reasons.NOT_AN_OBJECT),
        (b"null", reasons.NOT_AN_OBJECT),
        (b'{"text":"a"}', reasons.MISSING_ID),
        (b'{"id":"  ","text":"a"}', reasons.MISSING_ID),
        (b'{"id":"1"}', reasons.MISSING_TEXT),
        (b'{"id":"1","text":null}', reasons.MISSING_TEXT),
        (line(text=""), reasons.EMPTY_TEXT),
        (line(text=" \n\u00a0"), reasons.EMPTY_TEXT),
        (line(text="ا" * 100_001), reasons.TEXT_TOO_LONG),
        (line(text="a" * 20_000_000), reasons.LINE_TOO_LONG),
        (b'{"id":"1","text":"\xff"}', reasons.BAD_UTF8),
        (b'{"id":"1","text":"a\\ud83d"}', reasons.LONE_SURROGATE),
        (b'{"id":"1","text":"a","author":"\\udc00"}', reasons.LONE_SURROGATE),
        (line(text="a\0b"), reasons.NUL_CHARACTER),
        (line(url="\0"), reasons.NUL_CHARACTER),
        (line(created_at="yesterday"), reasons.BAD_DATE),
        (line(created_at=True), reasons.BAD_DATE),
        (line(created_at=1e300), reasons.BAD_DATE),
        (line(created_at="0001-01-01T00:00:00+14:00"), reasons.BAD_DATE),
        (line(created_at="1970-01-01T00:00:00Z"), reasons.DATE_TOO_OLD),
        (line(created_at=1), reasons.DATE_TOO_OLD),
        (line(created_at=(NOW + timedelta(days=1, seconds=1)).isoformat()), reasons.DATE_IN_FUTURE),
        (line(shares=-1), reasons.BAD_FIELD),
        (line(shares=2**63), reasons.BAD_FIELD),
        (line(likes=1.5), reasons.BAD_FIELD),
        (line(media={"a": 1}), reasons.BAD_FIELD),
        (line(media=[1]), reasons.BAD_FIELD),
        (line(media=["x"] * 201), reasons.BAD_FIELD),
        (line(lang=["ar"]), reasons.BAD_FIELD),
        (line(lang="a" * 13), reasons.BAD_FIELD),
        (line(url="u" * 2001), reasons.BAD_FIELD),
        (line(id="i" * 301), reasons.BAD_FIELD),
        (line(id=1.5), reasons.BAD_FIELD),
        (line(id={}), reasons.BAD_FIELD),
        (line(text=5), reasons.BAD_FIELD),
        (line(replies_to="r" * 301), reasons.BAD_FIELD),
    ],
)
def test_what_is_no_post_says_why(raw, expected):
    assert reason(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        line(text="<script>alert(1)</script>", author="<b>", url="javascript:alert(1)", lang="<i>"),
        line(text="\u202eنص\u202c \u2066x\u2069"),
        line(author="اسم" * 3334),
        line(text="ا" * 100_000),
        line(created_at=None),
        line(created_at=""),
        line(created_at=1777714500),
        line(created_at=1777714500123),
        line(created_at="2026-05-02 10:00"),
        line(created_at=(NOW + timedelta(hours=23)).isoformat()),
        line(shares=None, likes=None, media=None, lang=None),
        b"\xef\xbb\xbf" + line(),
    ],
)
def test_odd_but_honest_posts_are_kept_as_they_are(raw):
    assert reason(raw) == ""
    found = post_format.parse(raw)
    assert isinstance(found, RawPost)
    assert found.text == json.loads(raw.decode("utf-8-sig"))["text"]


def test_seconds_and_milliseconds_mean_the_same_moment():
    both = [post_format.parse(line(created_at=n)).created_at for n in (1777714500, 1777714500000)]
    assert both == [datetime(2026, 5, 2, 9, 35, tzinfo=UTC)] * 2


@given(st.binary(max_size=200))
def test_any_bytes_are_a_post_or_a_rejection_that_keeps_them(raw):
    found = post_format.parse(raw, origin="a", line_number=3)
    assert found.raw == raw
    assert isinstance(found, RawPost) or found.reason in reasons.ALL


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(RECORDS)
def test_any_object_is_a_post_or_a_rejection_that_keeps_it(record):
    raw = json.dumps(record).encode()
    for lenient in (False, True):
        found = post_format.parse(raw, lenient=lenient)
        assert found.raw == raw
        assert isinstance(found, RawPost) or found.reason in reasons.ALL
        if isinstance(found, RawPost):
            wrong = post_format.fault(found, NOW)
            assert wrong is None or wrong[0] in reasons.ALL


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(RECORDS.map(lambda record: {"id": "1", "text": "t", **record}))
def test_a_repaired_post_has_no_fault_that_can_be_repaired(record):
    found = post_format.parse(json.dumps(record).encode(), lenient=True)
    if isinstance(found, RawPost):
        wrong = post_format.fault(post_format.repaired(found, NOW), NOW)
        assert wrong is None or wrong[0] not in reasons.REPAIRABLE - {reasons.BAD_FIELD}
        assert wrong is None or wrong != (reasons.BAD_FIELD, "url")


@given(
    st.text(min_size=1), st.text(min_size=1), st.lists(st.text(min_size=1), max_size=3), st.integers(0, 2**63)
)
def test_a_dumped_post_reads_back_the_same(post_id, text, media, shares):
    found = RawPost(post_id, text, NOW, media=tuple(media), shares=shares)
    read = post_format.parse(post_format.dump(found))
    assert isinstance(read, RawPost)
    assert (read.id, read.text, read.created_at, read.media, read.shares) == (
        post_id, text, NOW, tuple(media), shares,
    )  # fmt: skip
