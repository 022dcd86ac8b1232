"""Deliveries: at least once, with one key, and given up only after half a day; and death at every step."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tabayyun.desk.press import operations
from tabayyun.desk.press.models import LogCheckpoint, Publication, StatementText
from tabayyun.desk.press.operations.outbox import MOST_ATTEMPTS, message, wait_after
from tabayyun.kit import plugins
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.plugins.channels.base import ChannelError, Message, Receipt
from tabayyun.plugins.timestamps.base import TimestampError

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Channel:
    """A channel that counts what it is given, and refuses while it is down."""

    def __init__(self) -> None:
        self.down = False
        self.keys: list[str] = []

    def deliver(self, sent: Message) -> Receipt:
        self.keys.append(sent.key)
        if self.down:
            raise ChannelError("down for maintenance")
        return Receipt(remote_id=sent.key, link=sent.link)


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> Channel:
    made = Channel()
    monkeypatch.setattr(plugins, "load", lambda kind, name: made)
    return made


def test_every_channel_gives_its_receipt_once(published: StatementText, now: datetime) -> None:
    assert operations.deliver_due(now=now) == 2
    assert operations.deliver_due(now=now + MINUTE) == 0
    for publication in published.publications.all():
        assert publication.state == "sent"
        assert publication.link == published.link
        assert publication.remote_id
        assert (publication.sent_at, publication.attempts) == (now, 1)


def test_a_channel_that_is_down_is_tried_later_and_later(
    published: StatementText, channel: Channel, now: datetime
) -> None:
    channel.down = True
    assert operations.deliver_due(now=now) == 0
    row = published.publications.get(channel="feed")
    assert (row.state, row.attempts, row.next_try_at) == ("queued", 1, now + MINUTE)
    assert "down for maintenance" in row.last_error
    operations.deliver_due(now=now + 30 * timedelta(seconds=1))
    assert published.publications.get(channel="feed").attempts == 1
    operations.deliver_due(now=now + MINUTE)
    assert published.publications.get(channel="feed").next_try_at == now + 3 * MINUTE
    channel.down = False
    assert operations.deliver_due(now=now + 3 * MINUTE) == 2
    assert published.publications.get(channel="feed").last_error == ""
    assert len(set(channel.keys)) == 2


def test_the_waits_double_up_to_an_hour() -> None:
    assert [wait_after(n) // MINUTE for n in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_what_does_not_get_through_in_half_a_day_is_for_a_person(
    published: StatementText, channel: Channel, chief: User, now: datetime
) -> None:
    channel.down = True
    at = now
    for attempt in range(MOST_ATTEMPTS):
        operations.deliver_due(now=at)
        at += wait_after(attempt + 1)
    row = published.publications.get(channel="feed")
    assert (row.state, row.attempts) == ("failed", MOST_ATTEMPTS)
    channel.down = False
    assert operations.deliver_due(now=at) == 0
    operations.retry(publication=row, by=chief, now=at)
    assert operations.deliver_due(now=at) == 1
    with pytest.raises(Refused):
        operations.retry(publication=row, by=chief, now=at)


def test_a_broken_plugin_holds_up_nothing_else(
    published: StatementText, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    def load(kind: str, name: str) -> object:
        if name == "feed":
            raise RuntimeError("broken plugin")
        return Channel()

    monkeypatch.setattr(plugins, "load", load)
    assert operations.deliver_due(now=now) == 1
    assert "broken plugin" in published.publications.get(channel="feed").last_error


def test_a_worker_that_died_is_followed_after_its_lease_with_the_same_key(
    published: StatementText, channel: Channel, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    def die(publication: Publication, receipt: Receipt, at: datetime) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr("tabayyun.desk.press.operations.outbox._receive", die)
        operations.deliver_due(now=now)
    operations.deliver_due(now=now + MINUTE)
    assert Publication.objects.filter(state="sent").count() == 1
    operations.deliver_due(now=now + 6 * MINUTE)
    assert Publication.objects.filter(state="sent").count() == 2
    assert len(channel.keys) == 3
    assert len(set(channel.keys)) == 2


def test_what_was_withdrawn_before_it_left_does_not_leave(
    published: StatementText, channel: Channel, chief: User, now: datetime
) -> None:
    operations.withdraw(text=published, reason="خطأ", by=chief, now=now)
    assert operations.deliver_due(now=now) == 0
    assert channel.keys == []
    assert set(published.publications.values_list("last_error", flat=True)) == {"superseded"}
    with pytest.raises(Refused):
        operations.retry(publication=published.publications.all()[0], by=chief, now=now)


def test_a_correction_goes_to_every_channel_again(
    published: StatementText, approved: Callable[[StatementText], StatementText], writer: User, now: datetime
) -> None:
    draft = operations.correct(text=published, correction="x", by=writer, now=now)
    second = operations.publish(text=approved(draft), by=writer, now=now)
    keys = {message(row).key for row in Publication.objects.select_related("text__statement")}
    assert len(keys) == 4
    assert second.publications.count() == 2


def test_one_text_is_owed_to_a_channel_once(published: StatementText, now: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(text=published, channel="feed", next_try_at=now)


class Authority:
    """A timestamp authority that answers, fails, or answers with nothing."""

    def __init__(self, answer: bytes | Exception) -> None:
        self.answer = answer

    def stamp(self, data: bytes, *, home: str, url: str) -> bytes:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("answer", "said"),
    [(TimestampError("no route"), "no route"), (b"", "nothing"), (OSError("disk full"), "disk full")],
)
def test_a_head_without_a_timestamp_says_why_and_is_tried_again(
    answer: bytes | Exception,
    said: str,
    *,
    published: StatementText,
    monkeypatch: pytest.MonkeyPatch,
    now: datetime,
) -> None:
    monkeypatch.setattr(plugins, "load", lambda kind, name: Authority(answer))
    assert operations.stamp_checkpoints(now=now) == 0
    head = LogCheckpoint.objects.get()
    assert head.timestamp is None
    assert said in head.timestamp_error
    monkeypatch.setattr(plugins, "load", lambda kind, name: Authority(b"token"))
    assert operations.stamp_checkpoints(now=now) == 1
    head.refresh_from_db()
    assert (bytes(head.timestamp), head.timestamp_error) == (b"token", "")
    assert operations.stamp_checkpoints(now=now) == 0


def test_death_at_any_step_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """See `killing`: the child process is killed before every one of its statements in turn."""
    program = Path(__file__).with_name("killing.py")
    run = subprocess.run(
        [sys.executable, program, tmp_path], capture_output=True, text=True, timeout=300, check=False
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    rounds = found["published"]
    assert found["publish"]["killed"] > 20
    assert found["publish"]["half"] == 0
    assert found["deliver"]["killed"] > 5
    assert found["texts"] == rounds == found["claims"] == found["valid"]
    assert found["entries"] == list(range(rounds))
    assert found["checkpoints"] == list(range(1, rounds + 1))
    assert found["sent"] == 2 * rounds
    assert found["audit_is_whole"]
