"""A small desk: its people, a unit, and a content that was detected half an hour before noon."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from tabayyun.desk.cases import operations
from tabayyun.desk.cases.models import Case, Unit
from tabayyun.desk.signals.models import Content, Copy
from tabayyun.desk.watch.models import Post, Source
from tabayyun.kit.models import Role, User

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DETECTED = NOON - timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture
def person(db: None) -> Callable[[str], User]:
    """Somebody with a role; the same one when asked again."""

    def make(role: str, name: str = "") -> User:
        name = name or role
        defaults = {"role": role, "email": f"{name}@desk.test", "language": "en"}
        return User.objects.get_or_create(username=name, defaults=defaults)[0]

    return make


@pytest.fixture
def officer(person: Callable[[str], User]) -> User:
    return person(Role.OFFICER)


@pytest.fixture
def expert(person: Callable[[str], User]) -> User:
    return person(Role.EXPERT)


@pytest.fixture
def make_content(db: None) -> Callable[..., Content]:
    """A content with its first post, and one copy for each further minute given."""
    made = 0

    def make(text: str = "سمعت بلي الأبواب المفتوحة تلغات", copies: int = 3) -> Content:
        nonlocal made
        made += 1
        source, _ = Source.objects.get_or_create(
            slug="feed", defaults={"name": "Feed", "plugin": "file", "created_at": NOON}
        )
        first = DETECTED - timedelta(minutes=30)
        posts = [
            Post.objects.create(
                source=source,
                external_id=f"{made}-{number}",
                text=text,
                posted_at=first + timedelta(minutes=number),
                collected_at=DETECTED,
            )
            for number in range(copies)
        ]
        content = Content.objects.create(
            key=f"feed:{made}-0",
            first_post=posts[0],
            text=text,
            lang="ary",
            first_posted_at=first,
            last_posted_at=posts[-1].posted_at,
            detected_at=DETECTED,
            copies=copies,
        )
        Copy.objects.bulk_create(Copy(content=content, post=post) for post in posts)
        return content

    return make


@pytest.fixture
def content(make_content: Callable[..., Content]) -> Content:
    return make_content()


@pytest.fixture
def case(content: Content, officer: User) -> Case:
    return operations.open_case(content=content, title="", by=officer, now=NOON)


@pytest.fixture
def unit(officer: User) -> Unit:
    return operations.add_unit(
        name={"ar": "مصلحة التواصل بفاس", "fr": "Cellule de Fès"},
        email="unit@field.test",
        escalation_email="chief@field.test",
        language="ar",
        by=officer,
        now=NOON,
    )
