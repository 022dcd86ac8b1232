"""The file source: every format, exact places to go on from, and bounded memory."""

import csv
import gzip
import io
import json
import tracemalloc
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabayyun.plugins.sources import reasons, table_format
from tabayyun.plugins.sources.base import Batch, OptionError, RawPost, SourceError
from tabayyun.plugins.sources.file import plugin as module
from tabayyun.plugins.sources.file import reader
from tabayyun.plugins.sources.file.plugin import plugin

EXAMPLES = Path(module.__file__).parent / "examples"
FIELDS = ("id", "text", "created_at", "lang", "url", "author", "media", "shares", "likes", "replies_to")


def batches(path: Path, cursor: str = "", **options: object) -> list[Batch]:
    return list(plugin.batches(plugin.parse({"path": str(path), **options}), cursor, Event()))


def posts(found: list[Batch]) -> list[RawPost]:
    return [post for batch in found for post in batch.posts]


def ids(found: list[Batch]) -> list[str]:
    return [post.id for post in posts(found)]


def lines(*numbers: int) -> bytes:
    return b"".join(json.dumps({"id": n, "text": f"نص {n}"}).encode() + b"\n" for n in numbers)


@pytest.mark.parametrize("name", ["lines.ndjson", "excel.csv", "export_4cat.csv", "zeeschuimer.ndjson"])
def test_recorded_files_become_the_recorded_posts(name):
    expected = dict(zip(sorted(p.name for p in EXAMPLES.iterdir() if not p.name.endswith(".posts.json")),
                        plugin.examples(), strict=True))[name][1]  # fmt: skip
    found = batches(EXAMPLES / name)
    assert [[getattr(p, f) for f in FIELDS] for p in posts(found)] == [
        [getattr(p, f) for f in FIELDS] for p in expected
    ]
    assert [p.origin for p in posts(found)] == [name] * len(expected)
    assert not any(batch.rejected for batch in found)


def test_a_file_is_read_on_from_where_it_was_left(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines(1, 2))
    first = batches(path)
    with path.open("ab") as file:
        file.write(lines(3))
    second = batches(path, first[-1].cursor)
    assert (ids(first), ids(second)) == (["1", "2"], ["3"])
    assert posts(second)[0].line_number == 3
    assert batches(path, second[-1].cursor) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("name", ["a.ndjson", "a.csv", "a.ndjson.gz", "a.csv.gz"])
def test_going_on_from_every_cursor_gives_what_reading_at_once_gives(tmp_path, monkeypatch, size, name):
    path = tmp_path / name
    body = lines(*range(10)) + b"broken\n\n" + lines(10, 11)
    if ".csv" in name:
        body = b'id,text\n1,"a\nb"\n2,c\n3,"d ""e""\n\nf"\n4,g,h\n5,i'
    path.write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
    whole = batches(path)
    monkeypatch.setattr(module, "BATCH_RECORDS", size)
    cursor, found = "", []
    while step := next(iter(plugin.batches(plugin.parse({"path": str(path)}), cursor, Event())), None):
        found.append(step)
        cursor = step.cursor
    assert posts(found) == posts(whole)
    assert [r for b in found for r in b.rejected] == [r for b in whole for r in b.rejected]
    assert len(ids(whole)) in (12, 4)


def test_another_file_in_the_same_place_is_read_from_its_start(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines(1, 2, 3))
    cursor = batches(path)[-1].cursor
    path.write_bytes(lines(7, 8))
    assert ids(batches(path, cursor)) == ["7", "8"]
    assert ids(batches(path, "not a cursor")) == ["7", "8"]


def test_the_last_line_of_a_growing_file_waits_for_its_end(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines(1) + b'{"id": "2", "te')
    first = batches(path, follow=True)
    assert (ids(first), first[-1].rejected) == (["1"], [])
    path.write_bytes(lines(1) + b'{"id": "2", "text": "b"}\n')
    assert ids(batches(path, first[-1].cursor, follow=True)) == ["2"]


def test_the_last_row_of_a_growing_table_waits_for_its_end(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,a\n2,"b\n')
    first = batches(path, follow=True)
    path.write_bytes(b'id,text\n1,a\n2,"b\nc"\n3,d')
    second = batches(path, first[-1].cursor, follow=True)
    assert (ids(first), [p.text for p in posts(second)]) == (["1"], ["b\nc"])


def test_a_line_of_20_mb_is_put_aside_whole_and_its_neighbours_are_posts(tmp_path):
    path = tmp_path / "a.ndjson"
    long = json.dumps({"id": "long", "text": "x" * 20_000_000}).encode()
    path.write_bytes(lines(1) + long + b"\n" + lines(2))
    found = batches(path)
    rejected = [line for batch in found for line in batch.rejected]
    assert ids(found) == ["1", "2"]
    assert [(r.reason, r.line_number, r.raw == long) for r in rejected] == [(reasons.LINE_TOO_LONG, 2, True)]


@pytest.mark.parametrize("name", ["a.ndjson", "a.csv"])
def test_a_line_longer_than_memory_is_put_aside_in_pieces(tmp_path, monkeypatch, name):
    monkeypatch.setattr(reader, "PIECE", 1000)
    monkeypatch.setattr(module, "BATCH_BYTES", 1500)
    path = tmp_path / name
    start, end = (b"id,text\n1,a\n", b"2,b\n") if name == "a.csv" else (lines(1), lines(2))
    path.write_bytes(start + b"x" * 5500 + b"\n" + end)
    cursor, found = "", []
    while step := next(iter(plugin.batches(plugin.parse({"path": str(path)}), cursor, Event())), None):
        found.append(step)
        cursor = step.cursor
    pieces = [line for batch in found for line in batch.rejected]
    assert b"".join(piece.raw for piece in pieces) == b"x" * 5500
    assert {piece.line_number for piece in pieces} == {3 if name == "a.csv" else 2}
    assert ids(found) == ["1", "2"]


def test_memory_stays_bounded_over_a_long_file(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines(*range(60_000)))
    peaks = []
    tracemalloc.start()
    for _batch in plugin.batches(plugin.parse({"path": str(path)}), "", Event()):
        peaks.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert len(peaks) == 30
    assert max(peaks[15:]) < 2 * max(peaks[:5])


def test_a_cut_off_archive_gives_what_it_holds_and_then_says_so(tmp_path):
    path = tmp_path / "a.ndjson.gz"
    packed = gzip.compress(lines(*range(20_000)))
    path.write_bytes(packed[: len(packed) // 2])
    found = []
    with pytest.raises(SourceError, match="cut off or damaged"):
        for batch in plugin.batches(plugin.parse({"path": str(path)}), "", Event()):
            found.append(batch)
    assert len(ids(found)) > 2000


def test_stop_ends_the_reading(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines(*range(5000)))
    stop = Event()
    reading = plugin.batches(plugin.parse({"path": str(path)}), "", stop)
    assert len(next(reading).posts) == 2000
    stop.set()
    assert list(reading) == []


def test_a_missing_file_is_an_error_of_the_source(tmp_path):
    with pytest.raises(SourceError, match="No such file"):
        batches(tmp_path / "none.ndjson")
    with pytest.raises(SourceError):
        batches(tmp_path)


@pytest.mark.parametrize(
    ("options", "about"),
    [({}, "path"), ({"path": ""}, "path"), ({"path": 3}, "path"), ({"path": "a\0"}, "path"),
     ({"path": "a", "format": "xml"}, "format"), ({"path": "a", "poll_seconds": 0}, "poll_seconds"),
     ({"path": "a", "colour": 1}, "colour")],
)  # fmt: skip
def test_wrong_options_are_named(options, about):
    with pytest.raises(OptionError, match=f"^{about}: "):
        plugin.parse(options)


def test_a_quote_that_is_never_closed_costs_one_row_only(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,a\n2,"never closed\n3,c\n4,d\n')
    found = batches(path)
    assert [(p.id, p.text) for p in posts(found)] == [
        ("1", "a"), ("2", "never closed"), ("3", "c"), ("4", "d"),
    ]  # fmt: skip


def test_a_row_that_is_refused_keeps_its_heading_and_can_be_read_again(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_bytes(b"id\ttext\tshares\n1\ta\tmany\n2\tb\t3\t4\n\xff\tc\t1\n")
    rejected = batches(path)[0].rejected
    assert [(r.reason, r.raw) for r in rejected] == [
        (reasons.BAD_FIELD, b"1\ta\tmany"),
        (reasons.BAD_TABLE_ROW, b"2\tb\t3\t4"),
        (reasons.BAD_UTF8, b"\xff\tc\t1"),
    ]  # fmt: skip
    again = table_format.reparse(rejected[0].raw, rejected[0].header, lenient=True)
    assert isinstance(again, RawPost)
    assert (again.id, again.text, again.shares) == ("1", "a", 0)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(1, 10**6).map(str), CELLS.filter(str.strip)), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_table_that_is_written_is_read_back(tmp_path_factory, rows, delimiter, quoting):
    path = tmp_path_factory.mktemp("t") / "a.csv"
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=quoting)
    writer.writerows([("id", "text"), *rows])
    path.write_bytes(buffer.getvalue().encode())
    assert [(p.id, p.text) for p in posts(batches(path))] == rows


@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=300), name=st.sampled_from(["a.ndjson", "a.csv", "a.tsv", "a"]))
def test_no_byte_of_any_file_is_lost(tmp_path_factory, body, name):
    path = tmp_path_factory.mktemp("f") / name
    path.write_bytes(body)
    if body[:2] == b"\x1f\x8b":
        return
    kept = [one.raw for batch in batches(path, format="ndjson") for one in (*batch.posts, *batch.rejected)]
    expected = [part for part in body.split(b"\n") if part.strip()]
    assert sorted(kept) == sorted(expected)
    for batch in batches(path):
        for one in batch.rejected:
            assert one.reason in reasons.ALL
            assert one.raw in body
