"""Taking posts in: each once, without author names, with the cursor, or not at all."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from tabayyun.desk.watch import operations, queries
from tabayyun.desk.watch.models import Post, QuarantinedLine, Source
from tabayyun.desk.watch.operations import collecting
from tabayyun.kit.errors import Refused
from tabayyun.plugins.sources import post_format, reasons
from tabayyun.plugins.sources.base import Batch, RawPost, Rejected

HOSTILE = "</script><script>alert(1)</script>\u202e\u2066\"'"


def post(number, text="نص", **more):
    return RawPost(str(number), f"{text} {number}", **more)


def take(source, now, *posts, cursor="c", rejected=(), **more):
    batch = Batch(list(posts), list(rejected), cursor)
    return operations.collect(source=source, batch=batch, now=now, **more)


def test_posts_cursor_and_health_are_saved_together(source, now):
    at = now - timedelta(hours=1)
    done = take(source, now, post(1, created_at=at, shares=4, media=("a.jpg",)), post(2), cursor="line 2")
    source.refresh_from_db()
    first = Post.objects.get(external_id="1")
    assert (done.posts, done.rejected, done.duplicates) == (2, 0, 0)
    assert (first.text, first.posted_at, first.collected_at, first.shares, first.media) == (
        "نص 1", at, now, 4, ["a.jpg"],
    )  # fmt: skip
    assert (source.cursor, source.posts_total, source.last_post_at) == ("line 2", 2, at)
    assert (source.last_collected_at, source.polled_at) == (now, now)


def test_a_post_that_comes_twice_is_there_once(source, now):
    take(source, now, post(1))
    done = take(source, now + timedelta(hours=1), post(1), post(2), post(2))
    assert (done.posts, done.duplicates) == (1, 2)
    assert Post.objects.get(external_id="1").collected_at == now
    source.refresh_from_db()
    assert source.posts_total == 2


def test_the_same_id_with_another_text_goes_to_the_quarantine(source, now):
    take(source, now, post(1))
    done = take(source, now, post(1, "آخر"), post(5), post(5, "غيره"))
    assert (done.posts, done.rejected, done.duplicates) == (1, 2, 0)
    assert set(QuarantinedLine.objects.values_list("reason", "detail")) == {
        ("duplicate_id", "1"),
        ("duplicate_id", "5"),
    }
    assert Post.objects.get(external_id="1").text == "نص 1"


def test_two_sources_may_use_the_same_ids(source, now):
    other = Source.objects.create(slug="b", name="b", plugin="file", created_at=now)
    assert [take(one, now, post(1)).posts for one in (source, other)] == [1, 1]


def test_author_names_are_not_stored_and_the_same_name_gives_the_same_hash(source, now, settings):
    take(source, now, post(1, author="سعاد"), post(2, author="سعاد"), post(3, author="x" * 10_000), post(4))
    hashes = list(Post.objects.order_by("id").values_list("author", flat=True))
    assert hashes[0] == hashes[1] != hashes[2]
    assert [len(h) for h in hashes] == [32, 32, 32, 0]
    assert operations.author_hash("mastodon", "سعاد") != hashes[0]
    settings.AUTHOR_HASH_KEY = "another"
    assert operations.author_hash("file", "سعاد") != hashes[0]


def test_hostile_values_are_kept_as_they_are(source, now):
    take(source, now, RawPost(HOSTILE, HOSTILE, url=HOSTILE, lang="<b>", author=HOSTILE, media=(HOSTILE,),
                              replies_to=HOSTILE))  # fmt: skip
    saved = Post.objects.get()
    assert {saved.text, saved.external_id, saved.url, saved.replies_to, *saved.media} == {HOSTILE}
    assert saved.link == ""


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (RawPost("1", "\ud800"), reasons.LONE_SURROGATE),
        (RawPost("1", "a\0"), reasons.NUL_CHARACTER),
        (RawPost("1", ""), reasons.EMPTY_TEXT),
        (RawPost("1", "a" * 100_001), reasons.TEXT_TOO_LONG),
        (RawPost("1", "a", shares=-1), reasons.BAD_FIELD),
        (RawPost("\ud800", "a", origin="\ud800\0"), reasons.LONE_SURROGATE),
    ],
)
def test_what_any_source_gives_is_checked_and_kept_whole(source, now, bad, reason):
    done = take(source, now, bad, post(2), cursor="after")
    line = QuarantinedLine.objects.get()
    assert (done.posts, done.rejected, line.reason) == (1, 1, reason)
    again = post_format.parse(queries.bytes_of(line))
    assert isinstance(again, RawPost)
    assert (again.id, again.text, again.shares) == (bad.id, bad.text, bad.shares)
    source.refresh_from_db()
    assert source.cursor == "after"


def test_bytes_that_the_source_kept_are_quarantined_as_they_came(source, now):
    raw = b'{"id": "1",   "text": "a\\u0000"}'
    take(source, now, RawPost("1", "a\0", raw=raw, origin="f.ndjson", line_number=9))
    line = QuarantinedLine.objects.get()
    assert (bytes(line.raw), line.origin, line.line_number, line.size) == (raw, "f.ndjson", 9, len(raw))


def test_a_large_line_is_kept_as_a_file_once(source, now, home):
    raw = b"x" * 20_000_000
    for _again in range(2):
        take(source, now, rejected=[Rejected("f", 3, reasons.LINE_TOO_LONG, "", raw)])
    line = QuarantinedLine.objects.get()
    assert queries.bytes_of(line) == raw
    assert (line.size, len(bytes(line.raw))) == (len(raw), 4096)
    assert [path.name for path in (home / "quarantine").iterdir()] == [line.sha256]


def test_strict_says_file_line_and_reason_and_saves_nothing(source, now):
    bad = RawPost("9", "", origin="f.ndjson", line_number=4)
    worse = Rejected("f.ndjson", 7, reasons.NOT_JSON, "", b"x")
    with pytest.raises(operations.RefusedLine, match=r"f\.ndjson.*4.*The text is empty") as refused:
        take(source, now, post(1), bad, rejected=[worse], cursor="c", strict=True)
    assert (refused.value.line.line_number, refused.value.line.reason) == (4, reasons.EMPTY_TEXT)
    source.refresh_from_db()
    assert (Post.objects.count(), QuarantinedLine.objects.count(), source.cursor) == (0, 0, "")


def test_an_error_in_the_middle_saves_neither_posts_nor_cursor(source, now, monkeypatch):
    def broken(*_args):
        raise DatabaseError("disk full")

    monkeypatch.setattr(collecting, "_note", broken)
    with pytest.raises(DatabaseError):
        take(source, now, post(1), rejected=[Rejected("f", 1, reasons.NOT_JSON, "", b"x")])
    source.refresh_from_db()
    assert (Post.objects.count(), QuarantinedLine.objects.count(), source.posts_total) == (0, 0, 0)


def test_rooms_above_read_posts_from_a_cursor_in_order_of_arrival(source, now):
    take(source, now, *[post(n, lang="ar", created_at=now) for n in range(5)])
    rows = queries.posts_after(0, 3)
    rest = queries.posts_after(rows[-1].id, 10)
    assert [row.external_id for row in rows + rest] == ["0", "1", "2", "3", "4"]
    assert rows[0][1:] == ("fes", "0", "نص 0", now, now, "ar", 0, source.pk)
    assert queries.posts_after(rest[-1].id, 10) == []


@pytest.mark.django_db
def test_a_citizens_report_becomes_a_post_and_can_be_quoted(now):
    reference = operations.submit(source_slug="citizens", text="سمعت أن…", url="https://example.org", now=now)
    saved = Post.objects.select_related("source").get()
    assert (saved.external_id, saved.source.slug, saved.source.plugin) == (reference, "citizens", "form")
    assert saved.posted_at == now
    assert operations.submit(source_slug="citizens", text="سمعت أن…", now=now) != reference
    assert Source.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  ", "a" * 100_001, "a\0"])
def test_a_report_that_cannot_be_taken_in_is_refused_in_words(now, text):
    with pytest.raises(Refused):
        operations.submit(source_slug="citizens", text=text, now=now)
    assert (Post.objects.count(), Source.objects.count()) == (0, 0)
