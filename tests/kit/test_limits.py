"""What may be done so often an hour is counted once for all processes."""

from datetime import UTC, datetime, timedelta

import pytest

from tabayyun.kit.limits import opens_in, take
from tabayyun.kit.models import Taken

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 9, 59, 30, tzinfo=UTC)


def test_so_many_an_hour_and_key():
    assert [take("a", 2, NOW) for _ in range(3)] == [True, True, False]
    assert take("b", 2, NOW)
    assert not take("c", 0, NOW)


def test_the_next_hour_begins_anew_and_the_last_is_forgotten():
    assert take("a", 1, NOW)
    assert not take("a", 1, NOW)
    assert opens_in(NOW) == 30
    assert take("a", 1, NOW + timedelta(seconds=opens_in(NOW)))
    assert Taken.objects.count() == 1
