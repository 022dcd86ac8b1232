"""Registering, waiting, being offered a place, changing and cancelling: by the rules, whoever asks."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.desk.opendays.conftest import NOON, OPENING, Register

from tabayyun.desk.opendays import operations, queries
from tabayyun.desk.opendays.models import Edition, Registration, Slot
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Letter, User

LATER = NOON + timedelta(hours=1)


def again(registration: Registration) -> Registration:
    registration.refresh_from_db()
    return registration


def taken(slot: Slot) -> int:
    slot.refresh_from_db()
    return slot.taken


def letters(registration: Registration) -> list[str]:
    """What this registration was told, in order."""
    return [letter.key.split("-")[2] for letter in Letter.objects.filter(link_value=str(registration.pk))]


class TestRegistering:
    def test_places_are_taken_and_confirmed_by_letter(self, register: Register, slot: Slot) -> None:
        made = register(people=12)
        assert (made.state, made.people, taken(slot)) == ("confirmed", 12, 12)
        letter = Letter.objects.get()
        assert letter.to == "contact@school.test"
        assert "14 May 2026" in letter.body
        assert audit.of(made).get().data == {"kind": "school", "people": 12, "state": "confirmed"}

    def test_a_form_sent_twice_is_one_registration(self, register: Register, slot: Slot) -> None:
        once = uuid4()
        first, second = register(people=12, once=once), register(people=12, once=once)
        assert (first.pk, taken(slot)) == (second.pk, 12)

    def test_a_person_needs_no_e_mail_and_gets_no_letter(self, register: Register) -> None:
        made = register(kind="person", people=2, email="", phone="+212600000000")
        assert made.state == "confirmed"
        assert not Letter.objects.exists()

    def test_a_person_is_refused_when_it_is_full_a_group_waits(self, register: Register, slot: Slot) -> None:
        register(people=28)
        with pytest.raises(Refused, match="Only 2 places are left"):
            register(kind="person", people=3)
        waiting = register(people=20)
        assert (waiting.state, taken(slot), letters(waiting)) == ("waiting", 28, ["waiting"])
        register(kind="person", people=2)
        with pytest.raises(Refused, match="This time is full"):
            register(kind="person", people=1)

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"people": 0}, "How many"),
            ({"people": 31}, "never has more than 30"),
            ({"kind": "person", "people": 11}, "At most 10"),
            ({"name": " \u202e "}, "name of an adult"),
            ({"organisation": ""}, "school or group"),
            ({"email": ""}, "gives an e-mail"),
            ({"kind": "person", "people": 1, "email": ""}, "e-mail address or a telephone"),
            ({"name": "x" * 10_000}, "too long"),
            ({"now": OPENING}, "has begun already"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(
        self, register: Register, slot: Slot, wrong: dict[str, object], why: str
    ) -> None:
        with pytest.raises(Refused, match=why):
            register(**wrong)
        assert (taken(slot), Registration.objects.count()) == (0, 0)

    def test_only_an_announced_edition_is_open(
        self, register: Register, edition: Edition, organiser: User
    ) -> None:
        operations.close(edition=edition, by=organiser, now=OPENING + timedelta(days=3))
        with pytest.raises(Refused, match="not open"):
            register()


class TestWaiting:
    def test_a_cancellation_offers_the_places_to_the_first_that_fits(
        self, register: Register, slot: Slot
    ) -> None:
        full, large, small = register(people=30), register(people=30), register(people=20)
        operations.cancel(registration=full, now=LATER)
        assert (again(large).state, again(small).state, taken(slot)) == ("offered", "waiting", 30)
        assert letters(large) == ["waiting", "offered"]
        operations.accept(registration=large, now=LATER)
        assert (again(large).state, taken(slot)) == ("confirmed", 30)

    def test_one_that_does_not_fit_is_passed_over_and_keeps_its_place(
        self, register: Register, slot: Slot
    ) -> None:
        first, second = register(people=15), register(people=15)
        large, small = register(people=20), register(people=10)
        operations.cancel(registration=first, now=LATER)
        assert (again(large).state, again(small).state) == ("waiting", "offered")
        assert queries.place_in_queue(large) == 1
        operations.cancel(registration=second, now=LATER)
        assert (again(large).state, taken(slot)) == ("offered", 30)

    def test_a_raised_capacity_is_offered_to_as_many_as_fit(
        self, register: Register, slot: Slot, organiser: User
    ) -> None:
        register(people=30)
        waiting = [register(people=10, at=NOON + timedelta(minutes=n)) for n in range(3)]
        operations.change_capacity(slot=slot, capacity=55, by=organiser, now=LATER)
        assert [again(one).state for one in waiting] == ["offered", "offered", "waiting"]
        assert (taken(slot), slot.free) == (50, 5)

    def test_an_offer_lapses_and_the_next_is_asked(self, register: Register, slot: Slot) -> None:
        full, first, second = register(people=30), register(people=30), register(people=30)
        operations.cancel(registration=full, now=LATER)
        end = again(first).offered_until
        assert end == LATER + timedelta(hours=48)
        assert operations.lapse_offers(now=end - timedelta(seconds=1)) == 0
        assert operations.lapse_offers(now=end) == 1
        assert operations.lapse_offers(now=end) == 0
        assert (again(first).state, again(second).state, taken(slot)) == ("lapsed", "offered", 30)
        with pytest.raises(Refused, match="has ended"):
            operations.accept(registration=first, now=end)
        assert letters(first) == ["waiting", "offered", "lapsed"]

    def test_an_offer_that_is_over_cannot_be_taken_before_the_job_has_run(self, register: Register) -> None:
        full, first = register(people=30), register(people=30)
        operations.cancel(registration=full, now=LATER)
        with pytest.raises(Refused, match="has ended"):
            operations.accept(registration=first, now=LATER + timedelta(hours=48))

    def test_an_offer_never_outlives_the_last_call(self, register: Register) -> None:
        full, first = register(people=30), register(people=30)
        late = OPENING - timedelta(hours=5)
        operations.cancel(registration=full, now=late)
        assert again(first).offered_until == OPENING - timedelta(hours=2)

    def test_nothing_is_offered_after_the_last_call(self, register: Register, slot: Slot) -> None:
        full, first = register(people=30), register(people=30)
        operations.cancel(registration=full, now=OPENING - timedelta(hours=2))
        assert (again(first).state, taken(slot)) == ("waiting", 0)

    def test_who_still_waits_at_the_last_call_is_told(self, register: Register) -> None:
        register(people=30)
        waiting = register(people=30)
        last_call = OPENING - timedelta(hours=2)
        assert operations.end_waiting(now=last_call - timedelta(seconds=1)) == 0
        assert operations.end_waiting(now=last_call) == 1
        assert operations.end_waiting(now=last_call) == 0
        assert (again(waiting).state, letters(waiting)) == ("unserved", ["waiting", "unserved"])

    def test_a_refused_offer_goes_to_the_next(self, register: Register) -> None:
        full, first, second = register(people=30), register(people=30), register(people=30)
        operations.cancel(registration=full, now=LATER)
        operations.cancel(registration=first, now=LATER)
        assert (again(first).state, again(second).state) == ("cancelled", "offered")


class TestChanging:
    def test_a_lower_number_frees_places_for_those_who_wait(self, register: Register, slot: Slot) -> None:
        full, waiting = register(people=30), register(people=10)
        operations.change(registration=full, slot=slot, people=18, now=LATER)
        assert (again(waiting).state, taken(slot), full.issue) == ("offered", 28, 2)

    def test_a_higher_one_needs_room_and_nothing_is_lost_without(
        self, register: Register, slot: Slot
    ) -> None:
        made, other = register(people=20), register(people=5)
        operations.change(registration=made, slot=slot, people=25, now=LATER)
        with pytest.raises(Refused, match="full"):
            operations.change(registration=made, slot=slot, people=26, now=LATER)
        assert (again(made).people, again(other).people, taken(slot)) == (25, 5, 30)

    def test_moving_to_another_time_takes_the_places_along(
        self, register: Register, slot: Slot, other_slot: Slot
    ) -> None:
        made, waiting = register(people=30), register(people=30)
        operations.change(registration=made, slot=other_slot, people=30, now=LATER)
        assert (taken(slot), taken(other_slot), again(waiting).state) == (30, 30, "offered")

    def test_who_waits_keeps_the_place_with_fewer_and_goes_to_the_end_with_more(
        self, register: Register, slot: Slot
    ) -> None:
        register(people=30)
        first, second = register(people=10), register(people=10, at=NOON + timedelta(minutes=1))
        operations.change(registration=first, slot=slot, people=8, now=LATER)
        assert [queries.place_in_queue(again(one)) for one in (first, second)] == [1, 2]
        operations.change(registration=first, slot=slot, people=12, now=LATER)
        assert [queries.place_in_queue(again(one)) for one in (first, second)] == [2, 1]

    def test_who_waits_and_now_fits_is_confirmed(
        self, register: Register, other_slot: Slot, slot: Slot
    ) -> None:
        register(people=25)
        waiting = register(people=10)
        operations.change(registration=waiting, slot=slot, people=5, now=LATER)
        assert (again(waiting).state, taken(slot)) == ("confirmed", 30)

    def test_what_has_ended_stays_ended(self, register: Register, slot: Slot) -> None:
        made = operations.cancel(registration=register(), now=LATER)
        assert operations.cancel(registration=made, now=LATER).ended_at == LATER
        with pytest.raises(Refused, match="no longer"):
            operations.change(registration=made, slot=slot, people=1, now=LATER)

    def test_places_below_those_taken_cannot_be_removed(
        self, register: Register, slot: Slot, organiser: User
    ) -> None:
        register(people=10)
        with pytest.raises(Refused, match="10 places are taken"):
            operations.change_capacity(slot=slot, capacity=9, by=organiser, now=LATER)
        with pytest.raises(Refused, match="it stays"):
            operations.remove_slot(slot=slot, by=organiser, now=LATER)


class TestTheDatabaseHoldsTheRule:
    """What code that knows none of the operations may try."""

    def refused(self, act: Callable[[], object]) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()

    def test_one_place_too_many(self, register: Register, slot: Slot) -> None:
        made = register(people=30)
        register(people=5)
        waiting = Registration.objects.filter(state="waiting")
        self.refused(lambda: waiting.update(state="confirmed", queued_at=None))
        self.refused(lambda: Registration.objects.filter(pk=made.pk).update(people=31))
        self.refused(lambda: Slot.objects.filter(pk=slot.pk).update(capacity=29))
        assert taken(slot) == 30

    def test_a_stale_row_written_back(self, register: Register, slot: Slot) -> None:
        stale = Slot.objects.get(pk=slot.pk)
        register(people=10)
        self.refused(stale.save)
        assert taken(slot) == 10

    def test_a_count_made_up(self, register: Register, slot: Slot) -> None:
        register(people=10)
        self.refused(lambda: Slot.objects.filter(pk=slot.pk).update(taken=0))

    def test_a_person_on_the_waiting_list(self, register: Register) -> None:
        made = register(kind="person", people=1)
        rows = Registration.objects.filter(pk=made.pk)
        self.refused(lambda: rows.update(state="waiting", queued_at=NOON))

    def test_deleting_what_was_registered(self, register: Register) -> None:
        self.refused(register().delete)
