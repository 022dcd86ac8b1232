"""A newsroom's desk: who writes, who approves, and a case that came to its verdict."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from tabayyun.desk.cases import operations as cases
from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise import operations as expertise
from tabayyun.desk.press import operations
from tabayyun.desk.press.models import Statement, StatementText
from tabayyun.desk.press.operations.templates import TODO
from tabayyun.desk.signals.models import Content, Copy
from tabayyun.desk.watch.models import Post, Source
from tabayyun.kit.models import Institution, Role, User

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RUMOUR = "عاجل: إلغاء الأبواب المفتوحة بمدينة المحمدية @somebody https://example.test/x"


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Keys of this test alone, and messages in English."""
    settings.HOME = tmp_path
    settings.SIGNING_KEY_FILE = tmp_path / "keys" / "signing.pem"
    settings.ORIGIN = "https://newsroom.example"
    with translation.override("en"):
        yield tmp_path


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture
def person(db: None) -> Callable[[str], User]:
    def make(role: str) -> User:
        return User.objects.get_or_create(username=role, defaults={"role": role, "language": "en"})[0]

    return make


@pytest.fixture
def writer(person: Callable[[str], User]) -> User:
    return person(Role.PRESS)


@pytest.fixture
def chief(person: Callable[[str], User]) -> User:
    return person(Role.SPOKESPERSON)


@pytest.fixture
def institution(db: None) -> Institution:
    return Institution.objects.create(
        pk=1, name={"ar": "وكالة الواحة", "fr": "L’Agence de l’Oasis", "en": "The Oasis Agency"}
    )


@pytest.fixture
def make_content(db: None) -> Callable[..., Content]:
    def make(text: str = RUMOUR, key: str = "1") -> Content:
        source, _ = Source.objects.get_or_create(
            slug="feed", defaults={"name": "Feed", "plugin": "file", "created_at": NOON}
        )
        at = NOON - timedelta(minutes=40)
        post = Post.objects.create(source=source, external_id=key, text=text, posted_at=at, collected_at=at)
        content = Content.objects.create(
            key=f"feed:{key}",
            first_post=post,
            text=text,
            lang="ar",
            first_posted_at=at,
            last_posted_at=at,
            detected_at=NOON - timedelta(minutes=30),
        )
        Copy.objects.create(content=content, post=post)
        return content

    return make


@pytest.fixture
def open_case(
    make_content: Callable[..., Content], person: Callable[[str], User], institution: Institution
) -> Case:
    """A case with a finding, still without a verdict."""
    case = cases.open_case(
        content=make_content(), title="", by=person(Role.OFFICER), now=NOON - timedelta(minutes=20)
    )
    expertise.record(
        content=case.content,
        method="manual.contact",
        finding={
            "ar": "أكد المنظمون أن الأبواب المفتوحة قائمة.",
            "fr": "Les organisateurs confirment la tenue.",
        },
        confidence="high",
        by=person(Role.EXPERT),
        now=NOON - timedelta(minutes=15),
    )
    return case


@pytest.fixture
def case(open_case: Case, person: Callable[[str], User]) -> Case:
    """The same, decided: false."""
    cases.decide(
        case=open_case,
        verdict="false",
        grounds="البرنامج قائم في موعده.",
        by=person(Role.EXPERT),
        now=NOON - timedelta(minutes=10),
    )
    open_case.refresh_from_db()
    return open_case


@pytest.fixture
def statement(case: Case, writer: User) -> Statement:
    return operations.create(
        kind="truth", topic="events", langs=["ar", "fr", "en"], case=case, by=writer, now=NOON
    )


@pytest.fixture
def text(statement: Statement) -> StatementText:
    return statement.texts.get(lang="ar")


@pytest.fixture
def approved(writer: User, chief: User) -> Callable[[StatementText], StatementText]:
    def bring(text: StatementText) -> StatementText:
        translate(text)
        operations.submit(text=text, by=writer, now=NOON)
        return operations.approve(text=text, by=chief, now=NOON)

    def translate(text: StatementText) -> None:
        """Somebody has put into this language what the case says in another."""
        text.refresh_from_db()
        parts = [text.body, *text.checked]
        if TODO in "".join(parts):
            body, *checked = (part.replace(TODO, "") for part in parts)
            operations.edit(text=text, title=text.title, body=body, checked=checked, by=writer, now=NOON)

    return bring


@pytest.fixture
def published(
    text: StatementText, approved: Callable[[StatementText], StatementText], chief: User
) -> StatementText:
    return operations.publish(text=approved(text), by=chief, now=NOON)


@pytest.fixture
def release(
    approved: Callable[[StatementText], StatementText], writer: User, chief: User
) -> Callable[..., StatementText]:
    """A free communiqué, published."""

    def make(title: str, body: str, lang: str = "ar", at: datetime = NOON) -> StatementText:
        made = operations.create(kind="communique", topic="events", langs=[lang], by=writer, now=at)
        draft = made.texts.get()
        operations.edit(text=draft, title=title, body=body, checked=[], by=writer, now=at)
        return operations.publish(text=approved(draft), by=chief, now=at)

    return make
