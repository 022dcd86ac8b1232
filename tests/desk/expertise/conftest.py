"""What the tests of examinations and of evidence share."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from tabayyun.desk.signals.models import Content, Copy
from tabayyun.desk.watch.models import Post, Source
from tabayyun.kit.models import Role, User

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def expert(db: None) -> User:
    return User.objects.create(username="expert", role=Role.EXPERT)


@pytest.fixture
def content(db: None) -> Content:
    source = Source.objects.create(slug="feed", name="Feed", plugin="file", created_at=NOON)
    posts = [
        Post.objects.create(
            source=source,
            external_id=str(number),
            text="سمعت",
            posted_at=None if number == 2 else NOON + timedelta(minutes=number),
            collected_at=NOON,
        )
        for number in (1, 0, 2)
    ]
    times = {"first_posted_at": NOON, "last_posted_at": NOON, "detected_at": NOON}
    content = Content.objects.create(key="feed:1", first_post=posts[0], text="سمعت", lang="ar", **times)
    Copy.objects.bulk_create(Copy(content=content, post=post) for post in posts)
    return content
