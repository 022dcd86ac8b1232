"""What the database refuses whatever the code does: see `migrations/0002_guards.py`."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from tests.desk.mediadesk.conftest import NOON

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.models import (
    Booking,
    Decision,
    MediaRequest,
    Message,
    Resource,
    Restriction,
    Review,
)
from tabayyun.desk.mediadesk.operations import Verdict
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


FAR = 24 * 365 * 70
"""Hours: what is booked then is still to come, whenever this runs."""


def broken(rule: str, breach: Callable[[], object]) -> None:
    """``breach`` is refused by the database, by the rule of that name."""
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        breach()


@pytest.mark.parametrize("outcome", ["refused", "partial"])
@pytest.mark.parametrize("missing", ["restriction", "expires_on", "wording", "legal_reference"])
def test_holding_back_without_a_ground_cannot_be_written_down(
    filed: MediaRequest, ground: Restriction, press: User, outcome: str, missing: str
) -> None:
    row = {
        "request": filed,
        "outcome": outcome,
        "text": "x",
        "decided_by": press,
        "decided_at": NOON,
        "restriction": ground,
        "expires_on": NOON.date(),
        "wording": "x",
        "legal_reference": "x",
    }
    Decision.objects.create(**row)
    row[missing] = None if missing in {"restriction", "expires_on"} else ""
    broken("mediadesk_holding_back_has_ground", lambda: Decision.objects.create(**row))


def test_a_decision_is_never_changed_or_deleted(refused: MediaRequest) -> None:
    decision = refused.decisions.get()
    for change in ({"restriction": None}, {"outcome": "granted"}, {"text": "y"}, {"wording": "y"}):
        broken("mediadesk_", lambda change=change: Decision.objects.filter(pk=decision.pk).update(**change))
    broken("mediadesk_decision_kept", lambda: Decision.objects.filter(pk=decision.pk)._raw_delete("default"))


def test_a_request_stands_on_its_own_decision(
    refused: MediaRequest, file_one: Callable[..., MediaRequest]
) -> None:
    other, decision = file_one(), refused.current
    MediaRequest.objects.filter(pk=refused.pk).update(current=None)
    broken("own_decision", lambda: MediaRequest.objects.filter(pk=other.pk).update(current=decision))


def test_who_refused_never_reviews(refused: MediaRequest, press: User, chief: User) -> None:
    decision = refused.decisions.get()
    row = {"decision": decision, "plea": "x", "asked_at": NOON}
    broken("mediadesk_review_refuser", lambda: Review.objects.create(**row, refused_by=chief))
    Review.objects.create(**row, refused_by=press)
    settled = {"reviewed_at": NOON, "outcome": "upheld"}
    broken("four_eyes", lambda: Review.objects.update(**settled, reviewed_by=press))
    broken("mediadesk_review_columns", lambda: Review.objects.update(refused_by=chief))
    Review.objects.update(**settled, reviewed_by=chief)


def test_what_was_said_is_never_rewritten(filed: MediaRequest, press: User) -> None:
    operations.reply(request=filed, text="x", by=press, now=NOON)
    broken("rewritten", lambda: Message.objects.update(text="y"))
    broken("rewritten", lambda: Message.objects.update(direction="in"))
    broken("kept", lambda: Message.objects.all()._raw_delete("default"))
    Message.objects.update(text="")


def test_a_request_is_closed_with_a_reason_or_decided(filed: MediaRequest, refused: MediaRequest) -> None:
    broken("closed_has_reason", lambda: MediaRequest.objects.update(closed_at=NOON, current=None))
    broken("closed_or_decided", lambda: MediaRequest.objects.update(closed_at=NOON, closing_reason="x"))


class TestBooking:
    """Two of something; shoots from the tenth hour of the next day."""

    @pytest.fixture
    def cars(self, press: User) -> Resource:
        return operations.save_resource(
            resource=None,
            kind="equipment",
            name={"ar": "سيارة"},
            capacity=2,
            retired=False,
            by=press,
            now=NOON,
        )

    @pytest.fixture
    def book(self, granted: MediaRequest, cars: Resource, press: User) -> Callable[..., Booking]:
        def book(begin: int, end: int, quantity: int = 1) -> Booking:
            shoot = operations.set_shoot(
                request=granted,
                starts_at=NOON + begin * HOUR,
                ends_at=NOON + end * HOUR,
                place=f"{begin}-{end}-{quantity}-{granted.shoots.count()}",
                by=press,
                now=NOON,
            )
            return operations.book(shoot=shoot, resource=cars, quantity=quantity, by=press, now=NOON)

        return book

    def test_never_more_at_one_moment_than_there_are(
        self, book: Callable[..., Booking], cars: Resource
    ) -> None:
        book(10, 12)
        book(11, 14)
        for begin, end, quantity in ((11, 12, 1), (10, 14, 1), (9, 11, 2), (13, 20, 2)):
            with pytest.raises(Refused, match="free at that time"):
                book(begin, end, quantity)
        book(12, 14)  # the first is back at twelve
        book(8, 10, 2)
        assert queries.left(cars, NOON + 8 * HOUR, NOON + 14 * HOUR) == 0
        assert queries.left(cars, NOON + 14 * HOUR, NOON + 15 * HOUR) == 2

    def test_the_database_has_the_last_word(self, book: Callable[..., Booking], press: User) -> None:
        first = book(10, 12, 2)
        row = {name: getattr(first, name) for name in ("resource", "booked_by", "booked_at")}
        others = [(9, 11), (11, 13), (10, 12), (9, 13), (11, 12)]
        for begin, end in others:
            shoot = first.shoot.request.shoots.create(
                starts_at=NOON + begin * HOUR, ends_at=NOON + end * HOUR, place="x", set_by=press, set_at=NOON
            )
            when = {"starts_at": shoot.starts_at, "ends_at": shoot.ends_at}
            broken("overbooked", lambda s=shoot, w=when: Booking.objects.create(**row, **w, shoot=s))
            other = {"starts_at": NOON, "ends_at": NOON + HOUR}
            broken(
                "mediadesk_booking_shoot",
                lambda s=shoot, o=other: Booking.objects.create(**row, **o, shoot=s),
            )
        broken("mediadesk_booking_columns", lambda: Booking.objects.update(quantity=1))

    def test_a_released_booking_does_not_come_back_over_another(
        self, book: Callable[..., Booking], press: User
    ) -> None:
        first = book(10, 12, 2)
        operations.release(booking=first, by=press, now=NOON)
        book(11, 13)
        broken("overbooked", lambda: Booking.objects.filter(pk=first.pk).update(released_at=None))

    def test_what_a_shoot_had_is_free_when_it_is_called_off(
        self, book: Callable[..., Booking], press: User
    ) -> None:
        booking = book(10, 12, 2)
        operations.call_off(shoot=booking.shoot, by=press, now=NOON)
        book(10, 12, 2)
        booking.shoot.refresh_from_db()
        with pytest.raises(Refused, match="called off"):
            operations.book(shoot=booking.shoot, resource=booking.resource, quantity=1, by=press, now=NOON)

    def test_capacity_never_falls_below_what_is_booked(
        self, book: Callable[..., Booking], cars: Resource, press: User
    ) -> None:
        book(10, 12, 2)
        save = {"kind": "equipment", "name": {"ar": "x"}, "retired": False, "by": press}
        with pytest.raises(Refused, match="2 are booked"):
            operations.save_resource(resource=cars, capacity=1, now=NOON, **save)
        operations.save_resource(resource=cars, capacity=1, now=NOON + 13 * HOUR, **save)

    def test_nor_does_the_database_let_it_fall(self, book: Callable[..., Booking], cars: Resource) -> None:
        """Straight into the table; of a day that is over nothing is left to be held."""
        book(10, 12, 2)
        Resource.objects.filter(pk=cars.pk).update(capacity=1)
        Resource.objects.filter(pk=cars.pk).update(capacity=2)
        for begins in (0, 1):
            book(FAR + begins, FAR + begins + 2)
        broken("too_few", lambda: Resource.objects.filter(pk=cars.pk).update(capacity=1))
        assert Resource.objects.filter(pk=cars.pk).update(capacity=3) == 1

    def test_a_shoot_is_booked_once_with_the_same_thing(
        self, book: Callable[..., Booking], press: User
    ) -> None:
        booking = book(10, 12)
        with pytest.raises(Refused, match="release it first"):
            operations.book(shoot=booking.shoot, resource=booking.resource, quantity=1, by=press, now=NOON)

    def test_a_shoot_needs_a_grant_a_place_and_a_time(self, filed: MediaRequest, press: User) -> None:
        day = {"request": filed, "by": press, "now": NOON}
        with pytest.raises(Refused, match="Grant"):
            operations.set_shoot(starts_at=NOON, ends_at=NOON + HOUR, place="x", **day)
        operations.decide(request=filed, verdict=Verdict("granted", "x"), by=press, now=NOON)
        for starts, ends, place in (
            (NOON, NOON, "x"),
            (NOON + HOUR, NOON, "x"),
            (NOON, NOON + 73 * HOUR, "x"),
            (NOON - 9 * HOUR, NOON - HOUR, "x"),
            (NOON, NOON + HOUR, "  "),
        ):
            with pytest.raises(Refused):
                operations.set_shoot(starts_at=starts, ends_at=ends, place=place, **day)


AT_ONCE = """
import sys, time, django
django.setup()
from datetime import UTC, datetime
from django.db import IntegrityError, transaction
from tabayyun.desk.mediadesk.models import Booking, Resource, Shoot
shoot, start = Shoot.objects.get(pk=int(sys.argv[1])), float(sys.argv[2])
time.sleep(max(0, start - time.time()))
try:
    with transaction.atomic():
        Booking.objects.create(
            resource=Resource.objects.get(), shoot=shoot, quantity=1, starts_at=shoot.starts_at,
            ends_at=shoot.ends_at, booked_by_id=1, booked_at=shoot.starts_at,
        )
        time.sleep(0.5)
    print("booked")
except IntegrityError as error:
    print("refused" if "overbooked" in str(error) else error)
"""
PREPARED = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from datetime import UTC, datetime, timedelta
from tabayyun.desk.mediadesk import operations
from tabayyun.kit.models import User
now, by = datetime(2026, 3, 2, tzinfo=UTC), User.objects.create(pk=1, username="press", role="press")
said = dict(kind="filming", asker="production", language="ar", subject="x", name="x", email="x@y.test")
asked = operations.file_request(asked=operations.Asked(**said), way="form", now=now)
operations.decide(request=asked, verdict=operations.Verdict("granted", "x"), by=by, now=now)
operations.save_resource(
    resource=None, kind="equipment", name={"ar": "x"}, capacity=1, retired=False, by=by, now=now
)
for number in range(4):
    starts = now + timedelta(hours=10 + number)
    shoot = operations.set_shoot(
        request=asked, starts_at=starts, ends_at=starts + timedelta(hours=9), place="x", by=by, now=now
    )
    print(shoot.pk)
"""


@pytest.mark.django_db(databases=[])
def test_of_four_processes_that_book_the_last_one_at_once_one_gets_it(tmp_path: Path) -> None:
    """In a database of its own, of the kind this run uses; straight into the table, past the operation."""
    with own_database(tmp_path) as environment:

        def start(code: str, *arguments: str) -> subprocess.Popen[str]:
            command = [sys.executable, "-c", code, *arguments]
            return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

        shoots = start(PREPARED).communicate()[0].split()
        assert len(shoots) == 4
        moment = str(time.time() + 4)
        running = [start(AT_ONCE, shoot, moment) for shoot in shoots]
        said = sorted(process.communicate()[0].strip() for process in running)
    assert said == ["booked", "refused", "refused", "refused"]


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of programs with an empty database: a file, or one of the server in use."""
    environment = {**os.environ, "TABAYYUN_HOME": str(folder)}
    environment["DJANGO_SETTINGS_MODULE"] = "tabayyun.config.settings"
    server = environment.get("TABAYYUN_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield {**environment, "TABAYYUN_DATABASE_URL": f"sqlite:///{folder / 'own.sqlite3'}"}
        return
    import psycopg

    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("CREATE DATABASE booking")
        yield {**environment, "TABAYYUN_DATABASE_URL": server.rpartition("/")[0] + "/booking"}
        admin.execute("DROP DATABASE booking WITH (FORCE)")
