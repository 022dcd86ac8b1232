"""A country, one of everything in its directories, and a field officer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from tabayyun.desk.outreach import operations
from tabayyun.desk.outreach.models import (
    Activity,
    Association,
    Company,
    Kind,
    Province,
    Region,
    School,
    Union,
)
from tabayyun.kit.models import Role, User

NOW = datetime(2023, 3, 1, 12, tzinfo=UTC)
Record = Callable[..., Activity]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def places(db: None) -> None:
    operations.load_places()


@pytest.fixture
def fez(places: None) -> Province:
    return Province.objects.get(code="MA-FES")


@pytest.fixture
def school(fez: Province) -> School:
    return School.objects.create(code="FES-001", name_ar="مدرسة الأطلس", name_fr="École Atlas", province=fez)


@pytest.fixture
def association(fez: Province) -> Association:
    return Association.objects.create(code="AS-1", name_ar="جمعية السلامة", region=fez.region)


@pytest.fixture
def union(db: None) -> Union:
    return Union.objects.create(code="UN-1", name_ar="نقابة النقل")


@pytest.fixture
def company(db: None) -> Company:
    return Company.objects.create(code="CO-1", name_fr="Films du Sud")


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.get_or_create(username="officer", role=Role.OFFICER)[0]


@pytest.fixture
def record(officer: User, school: School, association: Association, union: Union, company: Company) -> Record:
    """An activity of a kind, with whatever is said otherwise."""
    region = Region.objects.get(code="MA-03")
    own: dict[Kind, dict[str, Any]] = {
        Kind.SCHOOL: {"school_id": school.pk, "participants": 40},
        Kind.MEETING: {"association_id": association.pk, "region_id": region.pk},
        Kind.UNION: {"union_id": union.pk, "region_id": region.pk},
        Kind.CHILD: {
            "child_name": "س.",
            "child_age": 9,
            "consent_on": date(2022, 1, 2),
            "consent_reference": "C-1",
            "region_id": region.pk,
        },
        Kind.FILM: {"company_id": company.pk, "region_id": region.pk},
        Kind.OPEN_DAYS: {"label": "4", "region_id": region.pk},
    }

    def make(kind: Kind, **given: Any) -> Activity:
        fields = {"held_on": date(2022, 3, 10), **own[kind], **given}
        return operations.record(kind=kind, by=officer, now=NOW, **fields)

    return make
