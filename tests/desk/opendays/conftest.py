"""An announced edition with two slots of thirty places, its organiser, and a way to register."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from tabayyun.desk.opendays import operations
from tabayyun.desk.opendays.models import Edition, Registration, Slot
from tabayyun.desk.outreach.models import Region
from tabayyun.kit.models import Institution, Role, User

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OPENING = datetime(2026, 5, 14, 9, tzinfo=UTC)
VENUE = {"ar": "فضاء المعارض", "fr": "Parc des expositions"}

Register = Callable[..., Registration]


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Keys of this test alone, and messages in English."""
    settings.HOME = tmp_path
    settings.SIGNING_KEY_FILE = tmp_path / "keys" / "signing.pem"
    settings.ORIGIN = "https://newsroom.example"
    with translation.override("en"):
        yield tmp_path


@pytest.fixture
def organiser(db: None) -> User:
    return User.objects.create(username="organiser", role=Role.PRESS, language="en")


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create(username="gate", role=Role.OFFICER, language="en")


@pytest.fixture
def region(db: None) -> Region:
    return Region.objects.create(code="MA-07", name_ar="مراكش-آسفي", name_fr="Marrakech-Safi")


@pytest.fixture
def edition(organiser: User, region: Region) -> Edition:
    """The fifth edition, announced, three days in May."""
    Institution.objects.get_or_create(
        pk=1, defaults={"name": {"ar": "وكالة الواحة", "en": "The Oasis Agency"}}
    )
    made = operations.create(
        number=5,
        city={"ar": "الجديدة", "fr": "El Jadida", "en": "El Jadida"},
        venue=VENUE,
        intro={"ar": "أيام للتعرف على المهن.", "fr": "Des journées pour découvrir les métiers."},
        first_day=date(2026, 5, 14),
        last_day=date(2026, 5, 16),
        region=region,
        by=organiser,
        now=NOON,
    )
    return operations.publish(edition=made, by=organiser, now=NOON)


@pytest.fixture
def make_slot(edition: Edition, organiser: User) -> Callable[..., Slot]:
    def make(capacity: int = 30, hours: int = 0) -> Slot:
        start = OPENING + timedelta(hours=hours)
        return operations.add_slot(
            edition=edition,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            capacity=capacity,
            by=organiser,
            now=NOON,
        )

    return make


@pytest.fixture
def slot(make_slot: Callable[..., Slot]) -> Slot:
    return make_slot()


@pytest.fixture
def other_slot(make_slot: Callable[..., Slot], slot: Slot) -> Slot:
    return make_slot(hours=2)


@pytest.fixture
def register(slot: Slot) -> Register:
    """A registration of ``people``; by default a school with an address of its own."""

    def make(people: int = 10, kind: str = "school", at: datetime = NOON, **given: object) -> Registration:
        values = {
            "slot": slot,
            "kind": kind,
            "people": people,
            "name": "فاطمة الزهراء",
            "organisation": "ثانوية ابن خلدون" if kind != "person" else "",
            "email": "contact@school.test",
            "phone": "",
            "language": "en",
            "once": uuid4(),
            "now": at,
        }
        return operations.register(**values | given)

    return make
