"""The quarantine: a second try, repaired or not, and the end of it."""

import pytest

from tabayyun.desk.watch import operations, queries
from tabayyun.desk.watch.models import Post, QuarantinedLine
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import Batch, Rejected


@pytest.fixture
def put_aside(source, now):
    def put(raw, reason=reasons.BAD_UTF8, header=b"", number=1):
        line = Rejected("f.ndjson", number, reason, "", raw, header)
        operations.collect(source=source, batch=Batch([], [line]), now=now)
        return QuarantinedLine.objects.latest("id")

    return put


def test_a_line_that_is_good_now_becomes_a_post(put_aside, now, officer, source):
    line = put_aside(b'{"id": "1", "text": "a", "author": "b"}')
    operations.replay_quarantined(line=line, now=now, by=officer)
    line.refresh_from_db()
    source.refresh_from_db()
    assert (Post.objects.get().text, line.replayed_at, source.posts_total) == ("a", now, 1)
    assert Post.objects.get().author == operations.author_hash("file", "b")
    assert audit.of(line).get().verb == "watch.replayed"
    assert not queries.waiting().exists()


BROKEN = [
    (b'{"id":"1","text":"a\xffb"}', "a\ufffdb", reasons.BAD_UTF8),
    (b'{"id":"1","text":"a\\ud800b"}', "a\ufffdb", reasons.LONE_SURROGATE),
    (b'{"id":"1","text":"a\\u0000b"}', "a\ufffdb", reasons.NUL_CHARACTER),
    (b'{"id":"1","text":"a","created_at":"1970-01-01"}', "a", reasons.DATE_TOO_OLD),
    (b'{"id":"1","text":"a","created_at":"2999-01-01"}', "a", reasons.DATE_IN_FUTURE),
    (b'{"id":"1","text":"a","created_at":"soon"}', "a", reasons.BAD_DATE),
    (b'{"id":"1","text":"a","shares":"many"}', "a", reasons.BAD_FIELD),
]


@pytest.mark.parametrize("broken", BROKEN, ids=[reason for _raw, _text, reason in BROKEN])
def test_repair_replaces_what_cannot_be_stored_and_leaves_out_what_cannot_be_right(
    put_aside, now, officer, broken
):
    raw, text, reason = broken
    line = put_aside(raw, reason)
    with pytest.raises(Refused, match=queries.reason_in_words(reason)):
        operations.replay_quarantined(line=line, now=now, by=officer)
    assert not Post.objects.exists()
    operations.replay_quarantined(line=line, repair=True, now=now, by=officer)
    saved = Post.objects.get()
    assert (saved.text, saved.posted_at, saved.shares) == (text, None, 0)


def test_what_repair_cannot_mend_stays(put_aside, now, officer):
    line = put_aside(b'{"id":"1"}', reasons.MISSING_TEXT)
    with pytest.raises(Refused):
        operations.replay_quarantined(line=line, repair=True, now=now, by=officer)
    assert queries.waiting().get() == line
    assert not audit.of(line).exists()


def test_a_row_of_a_table_is_read_again_with_its_heading(put_aside, now, officer):
    line = put_aside("7;نص;x".encode(), reasons.BAD_FIELD, header=b"\xef\xbb\xbfid;text;shares\r\n")
    operations.replay_quarantined(line=line, repair=True, now=now, by=officer)
    assert (Post.objects.get().external_id, Post.objects.get().text) == ("7", "نص")


def test_nobody_deals_with_a_line_twice(put_aside, now, officer):
    line = put_aside(b'{"id":"1","text":"a"}')
    operations.discard_quarantined(line=line, now=now, by=officer)
    for again in (operations.discard_quarantined, operations.replay_quarantined):
        with pytest.raises(Refused, match="already"):
            again(line=line, now=now, by=officer)
    assert [entry.verb for entry in audit.of(line)] == ["watch.discarded"]
    assert not Post.objects.exists()


def test_all_lines_with_a_reason_are_tried_at_once(put_aside, now, officer):
    put_aside(b'{"id":"1","text":"a","shares":"x"}', reasons.BAD_FIELD)
    put_aside(b'{"id":"2","text":"b","shares":"x"}', reasons.BAD_FIELD, number=2)
    put_aside(b'{"id":"2","text":"other"}', reasons.BAD_FIELD, number=3)
    put_aside(b'{"id":"4","text":"\xff"}', reasons.BAD_UTF8, number=4)
    done = operations.replay_all(source="fes", reason=reasons.BAD_FIELD, repair=True, now=now, by=officer)
    assert done == operations.Replayed(2, 1)
    assert queries.waiting().count() == 2


def test_discarding_all_leaves_one_entry_a_source(put_aside, now, officer, source):
    for number in range(3):
        put_aside(b"x", reasons.NOT_JSON, number=number)
    put_aside(b"\xff", reasons.BAD_UTF8, number=9)
    assert operations.discard_all(reason=reasons.NOT_JSON, now=now, by=officer) == 3
    assert queries.waiting().get().reason == reasons.BAD_UTF8
    entry = audit.of(source).get()
    assert (entry.verb, entry.data) == ("watch.discarded_lines", {"lines": 3, "reason": "not_json"})


def test_every_reason_has_words():
    assert {code for code, _words in queries.reasons_in_words()} == reasons.ALL
