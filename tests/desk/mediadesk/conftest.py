"""A media desk: its people, a unit, and a way for a journalist to ask."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from tabayyun.desk.cases import operations as cases
from tabayyun.desk.cases.models import Unit
from tabayyun.desk.mediadesk import operations
from tabayyun.desk.mediadesk.models import MediaRequest, Restriction
from tabayyun.desk.mediadesk.operations import Asked, Verdict
from tabayyun.kit.models import Role, User

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
JOURNALIST = "leila@journal.test"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.MEDIA_ADDRESS = "media@desk.test"


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    """Somebody with a role; the same one when asked again."""

    def make(role: str, name: str = "") -> User:
        name = name or role
        defaults = {"role": role, "email": f"{name}@desk.test", "language": "en"}
        return User.objects.get_or_create(username=name, defaults=defaults)[0]

    return make


@pytest.fixture
def press(person: Callable[..., User]) -> User:
    return person(Role.PRESS)


@pytest.fixture
def chief(person: Callable[..., User]) -> User:
    return person(Role.SPOKESPERSON)


def asked(**changed: Any) -> Asked:
    """What the journalist of these tests asks for."""
    said: dict[str, Any] = {
        "kind": "filming",
        "asker": "production",
        "language": "fr",
        "subject": "تصوير شريط عن فرقة الخيالة",
        "name": "ليلى بنعلي",
        "email": JOURNALIST,
        "outlet": "Atlas Films",
        "press_card": "P-1234",
        "phone": "0600000000",
        "details": "Trois jours de tournage",
        "place": "Rabat",
    }
    return Asked(**{**said, **changed})


@pytest.fixture
def file_one(db: None, press: User) -> Callable[..., MediaRequest]:
    """A request that has just arrived."""

    def file(now: datetime = NOON, **changed: Any) -> MediaRequest:
        return operations.file_request(asked=asked(**changed), way="form", now=now)

    return file


@pytest.fixture
def filed(file_one: Callable[..., MediaRequest]) -> MediaRequest:
    return file_one()


@pytest.fixture
def ground(db: None) -> Restriction:
    return Restriction.objects.get(code="investigation")


@pytest.fixture
def refusal(ground: Restriction) -> Verdict:
    return Verdict("refused", "لا يمكن التصوير حاليا", ground)


@pytest.fixture
def refused(filed: MediaRequest, refusal: Verdict, press: User, now: datetime) -> MediaRequest:
    operations.decide(request=filed, verdict=refusal, by=press, now=now)
    return filed


@pytest.fixture
def granted(filed: MediaRequest, press: User, now: datetime) -> MediaRequest:
    operations.decide(request=filed, verdict=Verdict("granted", "مرحبا بكم"), by=press, now=now)
    return filed


@pytest.fixture
def unit(person: Callable[..., User]) -> Unit:
    return cases.add_unit(
        name={"ar": "فرقة الخيالة", "fr": "Brigade équestre"},
        email="unit@field.test",
        escalation_email="chief@field.test",
        language="fr",
        by=person(Role.ADMIN),
        now=NOON,
    )
