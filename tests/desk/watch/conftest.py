"""A source and the people around it."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from tabayyun.desk.watch.models import Source
from tabayyun.kit.models import Role, User

NOW = datetime(2026, 5, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def admin(db):
    return User.objects.create(username="admin", role=Role.ADMIN)


@pytest.fixture
def officer(db):
    return User.objects.create(username="officer", role=Role.OFFICER)


@pytest.fixture
def source(db):
    return Source.objects.create(
        slug="fes", name="أخبار فاس", plugin="file", options={"path": "a.ndjson"}, created_at=NOW
    )


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    return settings.HOME
