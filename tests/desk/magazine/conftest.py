"""Two people, an issue that one of them makes, and a picture."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image
from pytest_django.fixtures import Settings

from tabayyun.desk.magazine import operations, queries
from tabayyun.desk.magazine.models import ArticleText, Issue, Section
from tabayyun.kit.models import Institution, Role, User

NOW = datetime(2022, 3, 1, 9, tzinfo=UTC)
BODY = "فقرة أولى عن السرعة.\n\n# عنوان فرعي\n\nفقرة ثانية.\n\n> جملة تستحق أن تُقرأ وحدها."
Write = Callable[..., ArticleText]


def jpeg(colour: tuple[int, int, int] = (30, 90, 70)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Files of this test alone, and messages in English."""
    settings.HOME = tmp_path
    with translation.override("en"):
        yield tmp_path


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def press(db: None) -> User:
    Institution.objects.update_or_create(pk=1, defaults={"name": {"ar": "المديرية النموذجية"}})
    return User.objects.create_user("press", password="x", role=Role.PRESS)


@pytest.fixture
def spokesperson(db: None) -> User:
    return User.objects.create_user("spokesperson", password="x", role=Role.SPOKESPERSON)


@pytest.fixture
def section(db: None) -> Section:
    found = queries.sections().first()
    assert found is not None
    return found


@pytest.fixture
def issue(press: User, now: datetime) -> Issue:
    title = {"ar": "الطريق للجميع", "fr": "La route, un bien commun"}
    return operations.create_issue(number=1, title=title, day=date(2022, 3, 1), by=press, now=now)


@pytest.fixture
def write(issue: Issue, section: Section, press: User, now: datetime) -> Write:
    """``write(title)``: an article with everything it needs, as a draft; ``of`` adds a language to one."""

    def written(
        title: str = "السرعة لا تربح الوقت", *, lang: str = "ar", of: ArticleText | None = None
    ) -> ArticleText:
        text = (
            operations.add_language(article=of.article, lang=lang, by=press, now=now)
            if of
            else operations.add_article(
                issue=issue, section=section, lang=lang, title=title, by=press, now=now
            )
        )
        text = operations.edit(
            text=text,
            title=title,
            standfirst="مقدمة قصيرة.",
            body=BODY,
            byline="هيئة التحرير",
            by=press,
            now=now,
        )
        operations.add_picture(
            text=text,
            data=jpeg(),
            credit="المديرية",
            alt="طريق خالية",
            caption="في الصباح",
            by=press,
            now=now,
        )
        return text

    return written


@pytest.fixture
def approved(write: Write, press: User, spokesperson: User, now: datetime) -> Write:
    """The same, submitted by one and approved by the other."""

    def through(title: str = "السرعة لا تربح الوقت", **more: object) -> ArticleText:
        text = operations.submit(text=write(title, **more), by=press, now=now)
        return operations.approve(text=text, by=spokesperson, now=now + timedelta(hours=1))

    return through


@pytest.fixture
def published(approved: Write, issue: Issue, press: User, spokesperson: User, now: datetime) -> ArticleText:
    """An issue in Arabic and French that is out; its Arabic text."""
    text = approved()
    approved("La vitesse ne fait pas gagner de temps", lang="fr", of=text)
    operations.submit_issue(issue=issue, by=press, now=now)
    operations.approve_issue(issue=issue, by=spokesperson, now=now)
    operations.publish(issue=issue, by=spokesperson, now=now)
    text.refresh_from_db()
    return text
