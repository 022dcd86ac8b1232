"""Exports as the platforms write them: in without doubles, out again, never over what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from tabayyun.desk.audience.models import Reading
from tabayyun.desk.audience.operations.importing import key_of
from tabayyun.kit.errors import Refused
from tabayyun.kit.sheets import operations as sheets
from tabayyun.kit.sheets import tables

X = """Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Create Post,Video views
"Sat, Dec 31, 2022",41230,310,902,4,21,55,7,3,12001
"Fri, Dec 30, 2022",38000,290,811,3,17,44,4,2,9000
"""
META = "sep=,\nInstagram views\nDate,Primary\n2022-12-30T00:00:00,51230\n2022-12-31T00:00:00,48800\n"
YOUTUBE = """Date,Views,Watch time (hours),Subscribers,Impressions
Total,17000,900.5,140,90000
2022-12-30,8100,430.2,60,41000
2022-12-31,8900,470.3,80,49000
"""
TIKTOK = """Date,Video Views,Profile Views,Likes,Comments,Shares
2022-12-30,7000,120,300,12,40
2022-12-31,7100,99,310,9,38
"""


def taken_in(account, text: str | bytes, by, now, **columns: int):
    data = text if isinstance(text, bytes) else text.encode()
    source = sheets.upload(table=tables.table(key_of(account)), name="export.csv", data=data, by=by, now=now)
    if columns:
        sheets.choose_columns(source=source, columns=columns)
        source.refresh_from_db()
    return sheets.carry_out(source=source, by=by, now=now)


def standing(account) -> dict[int, dict[str, int]]:
    current = Reading.objects.filter(account=account, superseded_at=None)
    return {reading.day.day: reading.figures for reading in current}


@pytest.mark.parametrize(
    ("export", "found"),
    [
        (X, {30: {"posts": 2, "views": 38_000}, 31: {"posts": 3, "views": 41_230}}),
        (YOUTUBE, {30: {"views": 8_100}, 31: {"views": 8_900}}),
        (TIKTOK, {30: {"views": 7_000}, 31: {"views": 7_100}}),
    ],
)
def test_each_platform_is_understood_by_its_headings(twitter, press, now, export, found):
    done = taken_in(twitter, export, press, now)
    assert standing(twitter) == found
    assert (done.created, done.refused) == (2, export.count("Total"))
    assert {reading.origin for reading in Reading.objects.all()} == {"export"}


def test_a_column_without_a_name_is_chosen_by_hand(twitter, press, now):
    for encoded in (META.encode(), b"\xff\xfe" + META.encode("utf-16-le")):
        taken_in(twitter, encoded, press, now, day=0, views=1)
        assert standing(twitter) == {30: {"views": 51_230}, 31: {"views": 48_800}}
    assert Reading.objects.count() == 2, "the second time nothing is new"


def test_the_same_export_again_changes_nothing_and_a_later_one_only_what_differs(twitter, press, now):
    taken_in(twitter, X, press, now)
    again = taken_in(twitter, X.replace("41230", "41500"), press, now)
    assert (again.created, again.changed, again.unchanged) == (0, 1, 1)
    assert standing(twitter)[31] == {"posts": 3, "views": 41_500}
    assert Reading.objects.filter(day=date(2022, 12, 31)).count() == 2, "the figure before stays in sight"


def test_an_empty_cell_never_takes_a_figure_away(twitter, measure, press, now):
    measure(twitter, "2022-12-31", followers=434_000)
    taken_in(twitter, "Date,Followers,Views\n2022-12-31,,900\n", press, now)
    assert standing(twitter)[31] == {"followers": 434_000, "views": 900}


def test_undone_it_is_as_it_was(twitter, measure, press, now):
    measure(twitter, "2022-12-31", views=7)
    done = taken_in(twitter, X, press, now)
    sheets.undo(source=done, by=press, now=now)
    assert standing(twitter) == {31: {"views": 7}}
    taken_in(twitter, X, press, now)
    assert standing(twitter)[30] == {"posts": 2, "views": 38_000}


def test_what_was_corrected_since_is_not_undone(twitter, measure, press, now):
    done = taken_in(twitter, X, press, now)
    measure(twitter, "2022-12-31", views=9, correction="Counted again.")
    with pytest.raises(Refused, match="edited since"):
        sheets.undo(source=done, by=press, now=now)


def test_bad_lines_are_said_and_the_good_ones_kept(instagram, press, now):
    lines = (
        "Date,Followers\n2022-12-31,133000\n2022-03-01,5\n2999-01-01,5\nغدا,5\n2022-12-30,\n2022-12-29,-4\n"
    )
    done = taken_in(instagram, lines, press, now)
    assert standing(instagram) == {31: {"followers": 133_000}}
    assert (done.created, done.refused) == (1, 5)


def test_every_account_has_its_own_table_and_nobody_else_has_one(twitter, instagram):
    assert tables.table(key_of(twitter)).store.account == twitter
    for key in ("audience.readings-999999", "audience.readings-x", "audience.readings-", "audience.readings"):
        assert not tables.is_known(key)
