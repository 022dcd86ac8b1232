"""What is lent to a production company becomes one outreach record a shooting day, and counts once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from tests.desk.mediadesk.conftest import NOON

from tabayyun.desk.mediadesk import operations
from tabayyun.desk.mediadesk.models import MediaRequest, Resource, Shoot
from tabayyun.desk.mediadesk.operations import Verdict
from tabayyun.desk.outreach import operations as outreach
from tabayyun.desk.outreach import queries as recorded
from tabayyun.desk.outreach.models import Activity, Company, Kind, Region
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AFTER = NOON + 30 * DAY
YEAR = {"start": date(NOON.year, 1, 1), "end": date(NOON.year, 12, 31)}


@pytest.fixture
def region(db: None) -> Region:
    return Region.objects.create(code="MA-04", name_ar="الرباط-سلا-القنيطرة")


@pytest.fixture
def cameras(press: User) -> Resource:
    name = {"ar": "كاميرا"}
    return operations.save_resource(
        resource=None, kind="equipment", name=name, capacity=9, retired=False, by=press, now=NOON
    )


@pytest.fixture
def shoot(region: Region, cameras: Resource, press: User) -> Callable[..., Shoot]:
    """A granted request's shooting day, something lent for it unless said otherwise."""

    def make(request: MediaRequest, starts_at: datetime = NOON + DAY, *, lent: bool = True) -> Shoot:
        if request.current is None:
            operations.decide(request=request, verdict=Verdict("granted", "x"), by=press, now=NOON)
        made = operations.set_shoot(
            request=request,
            starts_at=starts_at,
            ends_at=starts_at + 8 * HOUR,
            place="الرباط",
            region=region,
            by=press,
            now=NOON,
        )
        if lent:
            operations.book(shoot=made, resource=cameras, quantity=1, by=press, now=NOON)
        return made

    return make


def test_a_day_is_recorded_when_it_is_over_and_once(
    filed: MediaRequest, shoot: Callable[..., Shoot], region: Region
) -> None:
    made = shoot(filed)
    assert operations.record_support(now=made.ends_at - HOUR) == 0
    assert operations.record_support(now=AFTER) == 1
    assert operations.record_support(now=AFTER + DAY) == 0
    activity = Activity.objects.get()
    assert (activity.kind, activity.held_on, activity.region) == (Kind.FILM, made.starts_at.date(), region)
    assert activity.subject is not None
    assert activity.subject.local_name == "Atlas Films"
    made.refresh_from_db()
    assert made.support == activity


def test_companies_count_once_however_many_days_and_however_they_are_written(
    file_one: Callable[..., MediaRequest], shoot: Callable[..., Shoot], press: User
) -> None:
    Company.objects.create(code="C1", name_fr="Atlas Films")
    first, second = file_one(), file_one(outlet="ATLAS  films")
    shoot(first), shoot(first, NOON + 2 * DAY), shoot(second, NOON + 3 * DAY)
    shoot(file_one(outlet="أطلس للإنتاج"), NOON + 3 * DAY)
    operations.record_support(now=AFTER)
    found = recorded.companies_supported(**YEAR)
    assert (found.value, found.rows.count()) == (2, 4)


def test_what_a_field_service_recorded_as_well_stays_one_record(
    filed: MediaRequest, shoot: Callable[..., Shoot], region: Region, press: User
) -> None:
    company = Company.objects.create(code="C1", name_fr="Atlas Films")
    made = shoot(filed)
    known = outreach.record(
        kind=Kind.FILM,
        held_on=made.starts_at.date(),
        company_id=company.pk,
        region_id=region.pk,
        by=press,
        now=AFTER,
    )
    shoot(filed, made.ends_at + HOUR)  # a second time on the same day is a support of its own
    operations.record_support(now=AFTER)
    made.refresh_from_db()
    assert made.support == known
    assert Activity.objects.count() == 2


def test_what_was_not_lent_not_a_production_or_called_off_is_not_recorded(
    file_one: Callable[..., MediaRequest], shoot: Callable[..., Shoot], press: User
) -> None:
    shoot(file_one(), lent=False)
    shoot(file_one(asker="outlet", outlet="قناة"))
    operations.call_off(shoot=shoot(file_one()), by=press, now=NOON)
    assert operations.record_support(now=AFTER) == 0


def test_a_recorded_day_is_called_off_only_after_its_record_was_taken_out_and_is_not_made_again(
    filed: MediaRequest, shoot: Callable[..., Shoot], press: User
) -> None:
    made = shoot(filed)
    operations.record_support(now=AFTER)
    with pytest.raises(Refused, match="took place"):
        operations.call_off(shoot=made, by=press, now=AFTER)
    outreach.remove(activity=Activity.objects.get(), reason="لم يحضروا", by=press, now=AFTER)
    operations.call_off(shoot=made, by=press, now=AFTER)
    assert operations.record_support(now=AFTER + DAY) == 0
    assert not Activity.objects.exists()


def test_a_production_says_in_which_region_it_shoots(
    granted: MediaRequest, region: Region, press: User
) -> None:
    day = {"starts_at": NOON + DAY, "ends_at": NOON + DAY + HOUR, "place": "x", "by": press, "now": NOON}
    with pytest.raises(Refused, match="region"):
        operations.set_shoot(request=granted, **day)
