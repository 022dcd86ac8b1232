"""Readings are kept once, corrected in sight, and read from the platforms once a day."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.plugins.readers.fakes import TOKEN, Fake, said
from tests.plugins.readers.fakes import instagram as graph

from tabayyun.desk.audience import jobs, operations, queries
from tabayyun.desk.audience.models import Account, Reading
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import AuditEntry


def verbs(account: Account) -> list[str]:
    return list(audit.of(account).values_list("verb", flat=True))


def test_the_same_reading_twice_is_one_reading(instagram, measure):
    first = measure(instagram, "2022-12-31", followers=133_000)
    assert measure(instagram, "2022-12-31", followers=133_000) == first
    assert verbs(instagram) == ["audience.account_added", "audience.reading_new"]


def test_a_figure_that_was_missing_completes_the_day(instagram, measure):
    measure(instagram, "2022-12-30", followers=132_000)
    reading = measure(instagram, "2022-12-30", views=40_000)
    assert (reading.version, reading.figures) == (2, {"followers": 132_000, "views": 40_000})
    assert verbs(instagram)[-1] == "audience.reading_completed"


def test_a_correction_needs_a_reason_and_leaves_what_it_corrects(instagram, measure, now):
    first = measure(instagram, "2022-12-30", followers=13_200)
    with pytest.raises(Refused, match="why you correct"):
        measure(instagram, "2022-12-30", followers=132_000)
    second = measure(instagram, "2022-12-30", followers=132_000, correction="A digit was missing.")
    first.refresh_from_db()
    assert (first.followers, first.superseded_at) == (13_200, now)
    assert (second.version, second.correction) == (2, "A digit was missing.")
    assert queries.history(instagram, [second.day]) == {second.day: [first]}


@pytest.mark.parametrize(
    ("day", "figures", "reason"),
    [
        ("2022-12-31", {}, "at least one figure"),
        ("2022-12-31", {"followers": -1}, "whole number"),
        ("2022-12-31", {"followers": 10**16}, "whole number"),
        ("2022-12-31", {"likes": 3}, "no figure called likes"),
        ("2023-01-01", {"followers": 3}, "not come yet"),
        ("2022-03-06", {"followers": 3}, "not open yet"),
    ],
)
def test_what_cannot_be_is_refused(instagram, measure, day, figures, reason):
    with pytest.raises(Refused, match=reason):
        measure(instagram, day, **figures)
    assert not Reading.objects.exists()


def test_the_database_keeps_readings_as_they_were(instagram, measure):
    reading = measure(instagram, "2022-12-31", followers=133_000)
    for change in (
        lambda: Reading.objects.filter(pk=reading.pk).update(followers=999),
        lambda: Reading.objects.filter(pk=reading.pk)._raw_delete("default"),
        lambda: Reading.objects.create(
            account=instagram,
            day=reading.day,
            version=2,
            followers=1,
            origin="hand",
            taken_at=reading.taken_at,
        ),
        lambda: Reading.objects.create(
            account=instagram, day=date(2022, 12, 30), origin="hand", taken_at=reading.taken_at
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_an_account_is_in_the_list_once_and_opens_before_its_readings(instagram, measure, press, now):
    with pytest.raises(Refused, match="already"):
        operations.add_account(platform="instagram", handle="@surete", name="x", by=press, now=now)
    measure(instagram, "2022-12-01", followers=1)
    with pytest.raises(Refused, match="before this day"):
        operations.edit_account(account=instagram, name="x", opened_on=date(2022, 12, 2), by=press, now=now)


def test_a_token_is_a_file_for_its_owner_and_nothing_else(instagram, press, now, home):
    operations.keep_token(account=instagram, token=f" {TOKEN} ", by=press, now=now)
    (path,) = (home / "keys" / "accounts").iterdir()
    assert (path.read_text(), path.stat().st_mode & 0o777) == (TOKEN, 0o600)
    assert TOKEN not in str(list(Account.objects.values())) + str(list(AuditEntry.objects.values()))
    for wrong in ("", "two\nlines", "كلمة", "x" * 5_000):
        with pytest.raises(Refused):
            operations.keep_token(account=instagram, token=wrong, by=press, now=now)


@pytest.fixture
def fake() -> Iterator[Fake]:
    found = graph()
    with found.running():
        yield found


@pytest.fixture
def account(instagram, fake, press, now) -> Account:
    operations.edit_account(
        account=instagram,
        name=instagram.name,
        opened_on=instagram.opened_on,
        reader="instagram",
        options=fake.options,
        by=press,
        now=now,
    )
    operations.keep_token(account=instagram, token=TOKEN, by=press, now=now)
    return instagram


def answers(followers: int) -> list:
    views = {"name": "views", "total_value": {"value": 51_230}}
    return [said({"followers_count": followers, "media_count": 626}), said({"data": [views]})]


def test_an_account_is_read_once_a_day(account, fake, now):
    fake.answers = answers(133_000)
    assert operations.read_due(now=now) == operations.Read(1, 0)
    assert operations.read_due(now=now + timedelta(hours=3)) == operations.Read(0, 0)
    found = [(r.day.day, r.figures, r.origin) for r in Reading.objects.order_by("day")]
    assert found == [
        (30, {"views": 51_230}, "reader"),
        (31, {"followers": 133_000, "posts_total": 626}, "reader"),
    ]
    fake.answers = answers(133_400)
    assert operations.read_due(now=now + timedelta(days=1)) == operations.Read(1, 0)


def test_an_error_waits_longer_each_time_and_is_seen(account, fake, now, caplog):
    caplog.set_level(logging.DEBUG)
    waits = []
    for _ in range(3):
        fake.answers = [said({"unexpected": True})]
        assert operations.read_due(now=now) == operations.Read(0, 1)
        account.refresh_from_db()
        waits.append((account.retry_at - now).total_seconds() / 60)
        now = account.retry_at
    assert waits == [15, 30, 60]
    assert operations.read_due(now=now - timedelta(minutes=1)) == operations.Read(0, 0)
    assert account.errors_in_a_row == 3
    assert queries.account_rows(now.date(), now.date(), now).rows[0].health[0] == "danger"
    assert TOKEN not in caplog.text + account.last_error
    fake.answers = answers(133_000)
    assert operations.read_due(now=now) == operations.Read(1, 0)
    account.refresh_from_db()
    assert (account.errors_in_a_row, account.last_error, account.retry_at) == (0, "", None)


def test_a_platform_that_asks_for_a_pause_gets_it(account, fake, now):
    fake.answers = [fake.too_often]
    operations.read_due(now=now)
    account.refresh_from_db()
    assert account.retry_at == now + timedelta(hours=1)


def test_a_process_that_dies_while_it_waits_begins_with_another_account(account, monkeypatch, now):
    class Waiting:
        def parse(self, options):
            return options

        def read(self, *_):
            raise KeyboardInterrupt  # as a killed worker: nothing is caught, nothing noted

    monkeypatch.setattr("tabayyun.desk.audience.operations.reading.load", lambda *_: Waiting())
    with pytest.raises(KeyboardInterrupt):
        operations.read_due(now=now)
    monkeypatch.undo()
    assert operations.read_due(now=now) == operations.Read(0, 0)
    assert operations.read_due(now=now + timedelta(minutes=16)) == operations.Read(0, 1)


def test_figures_that_cannot_be_are_an_error_of_the_platform(account, fake, now):
    fake.answers = answers(10**16)
    assert operations.read_due(now=now) == operations.Read(0, 1)
    assert not Reading.objects.exists()


def test_paused_accounts_and_those_without_a_reader_are_left_alone(account, twitter, press, now):
    operations.pause(account=account, by=press, now=now)
    assert operations.read_due(now=now) == operations.Read(0, 0)
    operations.resume(account=account, by=press, now=now)
    assert operations.read_due(now=now) == operations.Read(0, 1)


def test_the_job_reads_what_is_due(account, fake):
    fake.answers = answers(133_000)
    assert jobs.read_accounts() == 1
    assert Reading.objects.filter(day=timezone.localdate()).count() == 1
