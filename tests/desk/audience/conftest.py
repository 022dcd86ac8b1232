"""Two accounts and the people who measure them."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from tabayyun.desk.audience import operations
from tabayyun.desk.audience.models import Account, Reading
from tabayyun.kit.models import Role, User

NOW = datetime(2022, 12, 31, 18, tzinfo=UTC)
Measure = Callable[..., Reading]


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Tokens of this test alone, and messages in English."""
    settings.HOME = tmp_path
    with translation.override("en"):
        yield tmp_path


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def press(db: None) -> User:
    return User.objects.create_user("press", password="x", role=Role.PRESS)


@pytest.fixture
def instagram(press: User, now: datetime) -> Account:
    return operations.add_account(
        platform="instagram",
        handle="surete",
        name="الحساب الرسمي",
        url="https://instagram.example/surete",
        opened_on=date(2022, 3, 7),
        by=press,
        now=now,
    )


@pytest.fixture
def twitter(press: User, now: datetime) -> Account:
    return operations.add_account(platform="x", handle="@surete", name="الحساب الرسمي", by=press, now=now)


@pytest.fixture
def measure(press: User, now: datetime) -> Measure:
    """``measure(account, day, followers=…)``: a reading that somebody typed."""

    def measured(account: Account, day: str, correction: str = "", **figures: int) -> Reading:
        return operations.record(
            account=account,
            day=date.fromisoformat(day),
            figures=figures,
            origin=Reading.Origin.HAND,
            correction=correction,
            by=press,
            now=now,
        ).reading

    return measured
