"""Records of 2022, and a few of 2021, made through the rooms' own operations."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from tabayyun.desk.cases import operations as cases
from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise import operations as expertise
from tabayyun.desk.outreach import operations as outreach
from tabayyun.desk.outreach.models import Kind, Region, Union
from tabayyun.desk.press import operations as press
from tabayyun.desk.press.models import Statement
from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.models import Chapter
from tabayyun.desk.signals.models import Content, Signal
from tabayyun.desk.watch.models import Post, Source
from tabayyun.kit.models import Institution, Role, User

YEAR = 2022
NOW = datetime(2023, 1, 12, 10, tzinfo=UTC)


def moment(month: int, day: int = 5, hour: int = 12, year: int = YEAR) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Keys of this test alone, and messages in English."""
    settings.HOME = tmp_path
    settings.SIGNING_KEY_FILE = tmp_path / "keys" / "signing.pem"
    settings.ORIGIN = "https://newsroom.example"
    with translation.override("en"):
        yield tmp_path


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
        pk=1,
        name={"ar": "وكالة الواحة", "fr": "L’Agence de l’Oasis"},
        press_email="press@oasis.example",
        press_contact={"ar": "خلية الصحافة", "fr": "Cellule presse"},
    )


@pytest.fixture
def detect(person: Callable[[str], User]) -> Callable[..., Case]:
    """A content of which a case was opened when it was detected; ``violent`` as the engine would say it."""

    def make(number: int, at: datetime, *, violent: bool = True, examined: bool = True) -> Case:
        source, _made = Source.objects.get_or_create(
            slug="feed", defaults={"name": "Feed", "plugin": "file", "created_at": at}
        )
        text = f"محتوى رقم {number}"
        post = Post.objects.create(
            source=source, external_id=str(number), text=text, posted_at=at, collected_at=at
        )
        content = Content.objects.create(
            key=f"feed:{number}",
            first_post=post,
            text=text,
            lang="ar",
            first_posted_at=at,
            last_posted_at=at,
            detected_at=at,
        )
        if violent:
            Signal.objects.create(content=content, kind="violence", score=0.8, at=at)
        case = cases.open_case(content=content, title="", by=person(Role.OFFICER), now=at)
        if examined:
            expertise.record(
                content=content,
                method="manual.records",
                finding={"ar": "لم تسجل المصالح أي واقعة."},
                confidence="high",
                by=person(Role.EXPERT),
                now=at,
            )
        return case

    return make


@pytest.fixture
def say(writer: User, chief: User) -> Callable[..., Statement]:
    """Publish a statement at a moment; on a case when one is given."""

    def make(
        kind: str, at: datetime, case: Case | None = None, langs: tuple[str, ...] = ("ar",)
    ) -> Statement:
        made = press.create(
            kind=kind, topic="security", langs=langs, case=case, claim="ما قيل", by=writer, now=at
        )
        for draft in made.texts.all():
            wording = {"title": f"نص {made.reference}", "body": "نص كامل.", "checked": ["سطر"]}
            text = press.edit(text=draft, **wording, by=writer, now=at)
            press.submit(text=text, by=writer, now=at)
            press.approve(text=text, by=chief, now=at)
            press.publish(text=text, by=chief, now=at)
        return made

    return make


@pytest.fixture
def disclose(person: Callable[[str], User], say: Callable[..., Statement]) -> Callable[..., None]:
    def make(case: Case, hours: float, kind: str = "truth") -> None:
        at = case.detected_at + timedelta(hours=hours)
        cases.decide(case=case, verdict="false", grounds="سبب", by=person(Role.EXPERT), now=at)
        case.refresh_from_db()
        say(kind, at, case)

    return make


@pytest.fixture
def records(
    institution: Institution,
    detect: Callable[..., Case],
    disclose: Callable[..., None],
    say: Callable[..., Statement],
    person: Callable[[str], User],
) -> None:
    """2022: four violent contents, disclosed after 2, 4 and 6 hours and one closed; a rumour still open;
    three communiqués and a reception of a union twice. 2021: one communiqué."""
    for number, (month, hours) in enumerate([(1, 2), (1, 4), (3, 6)]):
        disclose(detect(number, moment(month)), hours)
    cases.close(case=detect(8, moment(4)), reason="خلاف شخصي", by=person(Role.EXPERT), now=moment(4, 6))
    detect(9, moment(5), violent=False, examined=False)
    for month in (2, 6, 6):
        say("communique", moment(month), langs=("ar", "fr") if month == 2 else ("ar",))
    say("communique", moment(11, year=2021))
    region = Region.objects.create(code="MA-03", name_ar="فاس-مكناس", name_fr="Fès-Meknès")
    union = Union.objects.create(code="U1", name_ar="نقابة الواحة")
    for day in (3, 20):
        outreach.record(
            kind=Kind.UNION,
            held_on=date(YEAR, 2, day),
            union_id=union.pk,
            region_id=region.pk,
            by=person(Role.PRESS),
            now=moment(3),
        )


SHORT = (
    "سنة {{year}}: {{violent_contents}} {{violent_contents:change}}، و{{communiques}} {{communiques:change}}."
    "\n\n!chart communiques\n\n## النقابات\n\n"
    "استُقبلت {{unions_received}}، والمتوسط {{time_to_disclosure_mean}}."
)


@pytest.fixture
def chapter(records: None, writer: User) -> Chapter:
    """A short chapter in both languages, still a draft."""
    report = operations.begin(year=YEAR, by=writer, now=NOW)
    found = report.chapters.get(number=6)
    for lang in ("ar", "fr"):
        operations.edit(chapter=found, lang=lang, title=f"محور {lang}", source=SHORT, by=writer, now=NOW)
    found.refresh_from_db()
    return found


@pytest.fixture
def approved(chapter: Chapter, writer: User, chief: User) -> Chapter:
    operations.submit(chapter=chapter, by=writer, now=NOW)
    return operations.approve(chapter=chapter, seen=queries.revision(chapter), by=chief, now=NOW)


@pytest.fixture
def published(approved: Chapter, chief: User) -> Chapter:
    return operations.publish(chapter=approved, by=chief, now=NOW)
