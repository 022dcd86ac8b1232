"""An edition from its draft to its record in outreach; its visitors let in, counted and forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.desk.opendays.conftest import NOON, OPENING, VENUE, Register

from tabayyun.desk.opendays import operations, queries
from tabayyun.desk.opendays.models import Admission, Edition, Registration, Slot
from tabayyun.desk.opendays.operations import Mark
from tabayyun.desk.outreach.models import Activity, Region
from tabayyun.engine.signing import ticket
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Letter, User

AFTER = OPENING + timedelta(days=3)


def come(
    registration: Registration, by: User, *, device: str = "a", people: int = 10, minutes: int = 0
) -> operations.TakenIn:
    mark = Mark(registration.digest, OPENING + timedelta(minutes=minutes), people)
    edition = registration.slot.edition
    return operations.take_in(edition=edition, device=device, marks=[mark], by=by, now=AFTER)


class TestEditions:
    def draft(self, by: User, **given: object) -> Edition:
        values = {
            "number": 6,
            "city": {"ar": "وجدة"},
            "venue": VENUE,
            "intro": {},
            "first_day": date(2027, 5, 1),
            "last_day": date(2027, 5, 2),
            "region": None,
        }
        return operations.create(**values | given, by=by, now=NOON)

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"number": 5}, "number 5 already"),
            ({"city": {"ar": " ", "fr": "\u202e"}}, "Name the city"),
            ({"first_day": None}, "or none"),
            ({"last_day": date(2027, 4, 30)}, "follow the first"),
            ({"last_day": date(2072, 5, 2)}, "within two months"),
            ({"intro": {"fr": "x" * 6_000}}, "too long"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, edition: Edition, organiser: User, wrong: dict[str, object], why: str
    ) -> None:
        with pytest.raises(Refused, match=why):
            self.draft(organiser, **wrong)
        assert Edition.objects.count() == 1

    def test_it_is_announced_once_and_with_its_venue(self, organiser: User) -> None:
        bare = self.draft(organiser, venue={})
        with pytest.raises(Refused, match="venue first"):
            operations.publish(edition=bare, by=organiser, now=NOON)
        made = self.draft(organiser, number=7)
        operations.publish(edition=made, by=organiser, now=NOON)
        with pytest.raises(Refused, match="in preparation"):
            operations.publish(edition=made, by=organiser, now=NOON)

    def test_its_programme_and_slots_lie_inside_its_days(
        self, edition: Edition, slot: Slot, organiser: User
    ) -> None:
        add = {"kind": "show", "title": {"ar": "استعراض"}, "place": {}, "by": organiser, "now": NOON}
        end = OPENING + timedelta(hours=1)
        with pytest.raises(Refused, match="outside the days"):
            operations.add_item(edition=edition, starts_at=AFTER, ends_at=AFTER + timedelta(hours=1), **add)
        with pytest.raises(Refused, match="later than the beginning"):
            operations.add_item(edition=edition, starts_at=end, ends_at=OPENING, **add)
        item = operations.add_item(edition=edition, starts_at=OPENING, ends_at=end, **add)
        days = {"first_day": date(2026, 5, 15), "last_day": date(2026, 5, 16)}
        said = {"city": edition.city, "venue": VENUE, "intro": {}, "region": None}
        with pytest.raises(Refused, match="lies outside these days"):
            operations.edit(edition=edition, **said, **days, by=organiser, now=NOON)
        operations.remove_item(item=item, by=organiser, now=NOON)
        assert not edition.programme.exists()

    def test_over_it_is_a_record_of_outreach_with_those_who_came(
        self, edition: Edition, register: Register, organiser: User, officer: User, region: Region
    ) -> None:
        first, late = register(people=10), register(people=5)
        come(first, officer)
        with pytest.raises(Refused, match="before its last day"):
            operations.close(edition=edition, by=organiser, now=OPENING)
        operations.close(edition=edition, by=organiser, now=AFTER)
        record = Activity.objects.get()
        assert (record.kind, record.participants, record.region) == ("open_days", 10, region)
        assert record.held_on == date(2026, 5, 14)
        late.slot.edition.refresh_from_db()
        come(late, officer, people=5)
        record.refresh_from_db()
        assert record.participants == 15
        with pytest.raises(Refused, match="is over"):
            operations.close(edition=edition, by=organiser, now=AFTER)

    def test_over_without_a_region_it_is_refused(self, edition: Edition, organiser: User) -> None:
        Edition.objects.update(region=None)
        with pytest.raises(Refused, match="which region"):
            operations.close(edition=edition, by=organiser, now=AFTER)
        edition.refresh_from_db()
        assert edition.state == "public"

    def test_an_old_one_needs_no_days(self, organiser: User) -> None:
        old = self.draft(organiser, number=4, venue={}, first_day=None, last_day=None)
        operations.close(edition=old, by=organiser, now=NOON)
        assert not Activity.objects.exists()


class TestTheGate:
    def test_a_phone_learns_digests_and_numbers_and_no_name(
        self, edition: Edition, register: Register, officer: User
    ) -> None:
        coming, gone, waiting = register(people=20), register(people=5), register(people=25)
        operations.cancel(registration=gone, now=NOON)
        come(coming, officer)
        said = queries.gate_list(edition, AFTER)
        assert set(said["tickets"]) == {coming.digest, gone.digest}
        assert said["tickets"][coming.digest] == {
            "i": 1, "s": coming.slot_id, "n": 20, "k": "school",
        }  # fmt: skip
        assert said["admitted"] == {coming.digest: OPENING.isoformat()}
        assert said["tickets"][gone.digest]["x"] == "cancelled"
        text = str(said)
        for private in (coming.name, coming.organisation, coming.email, coming.code, waiting.digest):
            assert private not in text

    def test_a_phone_that_has_the_list_is_told_what_is_new(
        self, edition: Edition, register: Register, officer: User, slot: Slot
    ) -> None:
        made, other = register(people=5), register(people=5)

        def ask() -> dict[str, object]:
            return queries.gate_list(edition, AFTER, version=said["version"], after=said["last"])

        said = queries.gate_list(edition, AFTER)
        assert "tickets" not in ask()
        come(made, officer)
        new = ask()
        assert ("tickets" in new, new["admitted"]) == (False, {made.digest: OPENING.isoformat()})
        changes = [
            lambda: register(people=1),
            lambda: operations.change(registration=other, slot=slot, people=6, now=NOON),
            lambda: operations.cancel(registration=other, now=NOON),
        ]
        for act in changes:
            act()
            assert "tickets" in ask()
            said = queries.gate_list(edition, AFTER)

    def test_the_ticket_says_what_was_registered(self, register: Register) -> None:
        from tabayyun.desk.press.queries import verification_keys

        made = register(people=12)
        said = ticket.read(operations.ticket_of(made), verification_keys())
        assert said == ticket.Ticket(5, made.code, 1, OPENING, 12, "school")

    def test_marks_are_kept_once_however_often_they_are_sent(
        self, edition: Edition, register: Register, officer: User
    ) -> None:
        made = register()
        for _ in range(3):
            taken = come(made, officer)
            assert (taken.known, taken.unknown) == ([made.digest], [])
        assert Admission.objects.count() == 1
        assert [entry.verb for entry in audit.of(edition)].count("opendays.admitted") == 1

    def test_of_two_phones_the_first_time_counts_and_both_are_shown(
        self, edition: Edition, register: Register, officer: User
    ) -> None:
        made = register(people=10)
        come(made, officer, device="late", people=9, minutes=70)
        come(made, officer, device="early", people=8, minutes=5)
        came = queries.attendance(edition)
        assert (came.people, came.tickets, came.twice) == (8, 1, 1)
        assert [one.device for one in queries.admitted_twice(edition)[0]] == ["early", "late"]

    def test_a_clock_that_is_ahead_and_numbers_that_are_made_up_are_held(
        self, edition: Edition, register: Register, officer: User
    ) -> None:
        made = register(people=10)
        mark = Mark(made.digest, AFTER + timedelta(days=900), 5_000)
        unknown = Mark("f" * 64, AFTER, 1)
        taken = operations.take_in(
            edition=edition, device="a", marks=[mark, unknown, mark], by=officer, now=AFTER
        )
        assert (taken.new, taken.unknown) == (1, ["f" * 64])
        kept = Admission.objects.get()
        assert (kept.at, kept.people) == (AFTER, 10)

    def test_a_used_ticket_is_neither_cancelled_nor_changed(
        self, register: Register, slot: Slot, officer: User
    ) -> None:
        made = register()
        come(made, officer)
        with pytest.raises(Refused, match="used already"):
            operations.cancel(registration=made, now=NOON)
        with pytest.raises(Refused, match="used already"):
            operations.change(registration=made, slot=slot, people=2, now=NOON)

    def test_what_was_admitted_is_not_rewritten(self, register: Register, officer: User) -> None:
        come(register(), officer)
        for act in (lambda: Admission.objects.update(people=1), Admission.objects.all().delete):
            with pytest.raises(IntegrityError), transaction.atomic():
                act()


def test_attendance_is_counted_by_slot_hour_and_kind(
    edition: Edition, register: Register, slot: Slot, other_slot: Slot, officer: User
) -> None:
    come(register(people=10), officer)
    come(register(people=4, kind="group"), officer, people=4, minutes=61)
    come(register(people=2, kind="person", slot=other_slot), officer, people=2, minutes=125)
    register(people=7)
    came = queries.attendance(edition)
    assert (came.registered, came.tickets, came.people, came.twice) == (23, 3, 16, 0)
    assert came.by_slot == {slot.pk: 14, other_slot.pk: 2}
    assert came.by_kind == {"person": 2, "school": 10, "group": 4}
    assert [hour.astimezone(UTC) for hour in came.by_hour] == [
        datetime(2026, 5, 14, hour, tzinfo=UTC) for hour in (9, 10, 11)
    ]


def test_visitors_are_forgotten_on_schedule_and_the_figures_stay(
    edition: Edition, register: Register, officer: User
) -> None:
    made = register(people=10)
    come(made, officer)
    before = queries.attendance(edition)
    due = datetime(2026, 6, 16, 12, tzinfo=UTC)
    assert operations.purge_visitors(now=due - timedelta(days=1)) == 0
    assert operations.purge_visitors(now=due) == 1
    assert operations.purge_visitors(now=due) == 0
    made.refresh_from_db()
    assert (made.name, made.organisation, made.email, made.phone) == ("", "", "", "")
    letter = Letter.objects.get()
    assert (letter.to, letter.subject, letter.body) == ("", "", "")
    assert queries.attendance(edition) == before
    everything = " ".join(str(entry.data) for entry in audit.AuditEntry.objects.all())
    assert "contact@school.test" not in everything
