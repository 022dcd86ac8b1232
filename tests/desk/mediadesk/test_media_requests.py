"""A request from its arrival to what was decided, the second look, and the end of a restriction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import translation
from tests.desk.mediadesk.conftest import JOURNALIST, NOON, asked

from tabayyun.desk.cases.models import Unit
from tabayyun.desk.mediadesk import jobs, operations, queries
from tabayyun.desk.mediadesk.models import Contact, Decision, MediaRequest, Message, Restriction, Review
from tabayyun.desk.mediadesk.operations import Verdict
from tabayyun.kit import audit, letters
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Letter, Role, User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def sent_to(address: str) -> list[Any]:
    """The letters that have left for an address."""
    letters.send_due(now=NOON + 1000 * DAY)
    return [letter for letter in mail.outbox if letter.to == [address]]


def test_a_request_gets_a_reference_and_is_confirmed_with_its_link(filed: MediaRequest) -> None:
    assert filed.reference == "MR-2026-0001"
    assert filed.outlet is not None
    assert filed.outlet.name == "Atlas Films"
    (letter,) = sent_to(JOURNALIST)
    assert "MR-2026-0001" in letter.subject
    assert letter.reply_to == ["media@desk.test"]
    link = queries.follow_link(filed)
    assert link.address("fr") in letter.body
    assert "/fr/media/" in letter.body
    assert queries.followed(link.token) == filed
    assert sent_to("press@desk.test")


def test_a_form_sent_twice_is_one_request(press: User) -> None:
    first, again = (
        operations.file_request(asked=asked(), way="form", form_key="k", now=NOON) for _ in range(2)
    )
    assert first == again
    assert MediaRequest.objects.count() == 1


def test_an_outlet_is_one_however_its_name_is_written(file_one: Callable[..., MediaRequest]) -> None:
    names = ["القناة الثانية 2M", "القناه  الثانية «2m»", "القَناة الثانية 2M"]
    assert len({file_one(outlet=name).outlet_id for name in names}) == 1
    assert file_one(outlet="  ").outlet is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "  "},
        {"subject": "x" * 201},
        {"name": ""},
        {"email": "nobody"},
        {"details": "x" * 10_001},
        {"deadline": date(2026, 3, 1)},
        {"starts_on": date(2026, 3, 9), "ends_on": date(2026, 3, 8)},
        {"starts_on": date(2025, 3, 9)},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_a_reason(press: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused, match=r"\w"):
        operations.file_request(asked=asked(**wrong), way="form", now=NOON)
    assert not MediaRequest.objects.exists()


def test_the_deadline_is_the_end_of_the_day_asked_for(file_one: Callable[..., MediaRequest]) -> None:
    assert file_one(deadline=date(2026, 3, 5)).due_at.date() == date(2026, 3, 5)
    assert file_one().due_at == NOON + timedelta(hours=48)


def test_the_first_answer_stops_the_clock(filed: MediaRequest, press: User) -> None:
    operations.reply(request=filed, text="Quel jour ?", by=press, now=NOON + DAY)
    operations.reply(request=filed, text="Merci", by=press, now=NOON + 2 * DAY)
    filed.refresh_from_db()
    assert filed.first_answered_at == NOON + DAY
    texts = [letter.body for letter in sent_to(JOURNALIST)]
    assert any("Quel jour ?" in text for text in texts)


def test_a_note_is_for_colleagues_only(filed: MediaRequest, press: User) -> None:
    operations.note(request=filed, text="secret", by=press, now=NOON)
    assert not queries.told_to_journalist(filed).exists()
    assert all("secret" not in letter.body for letter in Letter.objects.all())
    filed.refresh_from_db()
    assert filed.first_answered_at is None


def test_who_is_on_a_request_keeps_others_from_it(filed: MediaRequest, press: User, chief: User) -> None:
    operations.lock(request=filed, by=press, now=NOON)
    with pytest.raises(Refused, match="press is on this request"):
        operations.reply(request=filed, text="x", by=chief, now=NOON)
    with pytest.raises(Refused):
        operations.lock(request=filed, by=chief, now=NOON)
    assert operations.renew(request=filed, by=press, now=NOON + timedelta(minutes=10))
    operations.lock(request=filed, by=chief, now=NOON, take_over=True)
    assert not operations.renew(request=filed, by=press, now=NOON)
    operations.unlock(request=filed, by=chief, now=NOON)
    operations.reply(request=filed, text="x", by=press, now=NOON)


def test_a_lock_that_nobody_renews_ends(filed: MediaRequest, press: User, chief: User) -> None:
    operations.lock(request=filed, by=press, now=NOON)
    operations.reply(request=filed, text="x", by=chief, now=NOON + timedelta(minutes=16))


def test_a_unit_is_written_to_once_in_its_language(
    filed: MediaRequest, unit: Unit, press: User, person: Callable[..., User]
) -> None:
    operations.assign(request=filed, unit=unit, assignee=press, by=press, now=NOON)
    operations.assign(request=filed, unit=unit, assignee=None, by=press, now=NOON)
    (letter,) = sent_to("unit@field.test")
    assert filed.reference in letter.subject
    assert letter.reply_to == ["media@desk.test"]
    with pytest.raises(Refused, match="does not work on media requests"):
        operations.assign(request=filed, unit=unit, assignee=person(Role.EXPERT), by=press, now=NOON)


def test_a_refusal_needs_a_ground(filed: MediaRequest, press: User, ground: Restriction) -> None:
    for outcome in ("refused", "partial"):
        with pytest.raises(Refused, match="legal ground"):
            operations.decide(request=filed, verdict=Verdict(outcome, "non"), by=press, now=NOON)
    Restriction.objects.update(retired_at=NOON)
    ground.refresh_from_db()
    with pytest.raises(Refused, match="legal ground"):
        operations.decide(request=filed, verdict=Verdict("refused", "non", ground), by=press, now=NOON)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("until", [date(2026, 3, 2), date(2026, 1, 1), date(2027, 3, 5), date(9999, 1, 1)])
def test_a_refusal_ends_within_a_year(
    filed: MediaRequest, press: User, refusal: Verdict, until: date
) -> None:
    with pytest.raises(Refused, match="within a year"):
        operations.decide(request=filed, verdict=replace(refusal, expires_on=until), by=press, now=NOON)


def test_the_journalist_reads_the_ground_in_their_language(refused: MediaRequest) -> None:
    decision = refused.decisions.get()
    assert decision.expires_on == date(2026, 5, 1)  # sixty days, as this ground usually lasts
    assert "Article 15 du code de procédure pénale" in decision.legal_reference
    letter = sent_to(JOURNALIST)[-1]
    assert decision.wording in letter.body
    assert decision.legal_reference in letter.body
    assert "لا يمكن التصوير حاليا" in letter.body
    with pytest.raises(Refused, match="not open any more"):
        operations.decide(request=refused, verdict=Verdict("granted", "x"), by=decision.decided_by, now=NOON)


def test_what_was_sent_stays_when_the_catalogue_changes(refused: MediaRequest, chief: User) -> None:
    ground = refused.decisions.get().restriction
    assert ground is not None
    words = dict.fromkeys(("ar", "fr", "en"), "other words")
    worded = operations.Ground("investigation", words, words, words, 10)
    operations.edit_ground(restriction=ground, ground=worded, retired=False, by=chief, now=NOON)
    assert "Article 15" in refused.decisions.get().legal_reference
    with pytest.raises(Refused, match="Arabic, French and English"):
        operations.edit_ground(
            restriction=ground,
            ground=replace(worded, wording={"fr": "x"}),
            retired=False,
            by=chief,
            now=NOON,
        )
    with pytest.raises(Refused, match="already"):
        operations.add_ground(ground=worded, by=chief, now=NOON)


def test_the_catalogue_is_worded_in_every_language() -> None:
    for restriction in Restriction.objects.all():
        for words in (restriction.name, restriction.legal_reference, restriction.wording):
            assert set(words) == {"ar", "fr", "en"}
            assert all(words.values())
    assert Restriction.objects.count() == 9


class TestReview:
    def test_somebody_else_confirms(self, refused: MediaRequest, press: User, chief: User) -> None:
        decision = refused.decisions.get()
        review = operations.ask_review(decision=decision, plea="Le procès est fini", now=NOON)
        assert operations.ask_review(decision=decision, plea="Encore", now=NOON) == review
        assert any("second look" in letter.subject for letter in sent_to("press@desk.test"))
        with pytest.raises(Refused, match="somebody else"):
            operations.uphold(review=review, answer="non", by=press, now=NOON)
        with pytest.raises(Refused):
            operations.uphold(review=review, answer=" ", by=chief, now=NOON)
        operations.uphold(review=review, answer="L’appel est pendant", by=chief, now=NOON)
        assert "L’appel est pendant" in sent_to(JOURNALIST)[-1].body
        with pytest.raises(Refused, match="settled"):
            operations.uphold(review=review, answer="x", by=chief, now=NOON)

    def test_somebody_else_decides_otherwise(self, refused: MediaRequest, press: User, chief: User) -> None:
        review = operations.ask_review(decision=refused.decisions.get(), plea="x", now=NOON)
        verdict = Verdict("granted", "Vous pouvez filmer")
        with pytest.raises(Refused, match="somebody else"):
            operations.decide_anew(review=review, verdict=verdict, by=press, now=NOON)
        operations.decide_anew(review=review, verdict=verdict, by=chief, now=NOON)
        refused.refresh_from_db()
        assert refused.current is not None
        assert refused.current.outcome == "granted"
        assert refused.decisions.first().ended_at == NOON  # type: ignore[union-attr]
        assert Review.objects.get().outcome == "changed"

    def test_a_grant_cannot_be_reviewed(self, granted: MediaRequest) -> None:
        with pytest.raises(Refused, match="no refusal"):
            operations.ask_review(decision=granted.decisions.get(), plea="x", now=NOON)


class TestEnds:
    def test_the_end_is_announced_a_week_before_and_once(self, refused: MediaRequest) -> None:
        assert operations.announce_ends(now=NOON + 52 * DAY) == 0
        assert operations.announce_ends(now=NOON + 53 * DAY) == 1
        assert operations.announce_ends(now=NOON + 54 * DAY) == 0
        assert any("1 mai 2026" in letter.subject for letter in sent_to(JOURNALIST))
        assert any("ends soon" in letter.subject for letter in sent_to("press@desk.test"))

    def test_the_request_opens_again_on_the_day_after(self, refused: MediaRequest) -> None:
        assert operations.reopen_ended(now=NOON + 60 * DAY) == 0
        assert operations.reopen_ended(now=NOON + 61 * DAY) == 1
        assert operations.reopen_ended(now=NOON + 61 * DAY) == 0
        refused.refresh_from_db()
        assert refused.is_open
        assert refused.reopened_at == NOON + 61 * DAY
        assert refused.due_at == NOON + 63 * DAY
        assert refused in queries.requests(now=NOON + 61 * DAY)
        assert "de nouveau ouverte" in sent_to(JOURNALIST)[-1].subject
        verbs = [entry.verb for entry in audit.of(refused)]
        assert verbs.count("mediadesk.reopened") == 1

    def test_a_grant_never_ends(self, granted: MediaRequest) -> None:
        assert operations.announce_ends(now=NOON + 900 * DAY) == 0
        assert operations.reopen_ended(now=NOON + 900 * DAY) == 0

    def test_lateness_is_told_once_for_each_deadline(self, filed: MediaRequest) -> None:
        assert operations.tell_late(now=NOON + DAY) == 0
        assert operations.tell_late(now=NOON + 3 * DAY) == 1
        assert operations.tell_late(now=NOON + 4 * DAY) == 0
        assert any("late" in letter.subject for letter in sent_to("press@desk.test"))


def test_an_open_request_can_be_withdrawn(filed: MediaRequest) -> None:
    operations.close(request=filed, reason="plus utile", now=NOON)
    with pytest.raises(Refused):
        operations.close(request=filed, reason="x", now=NOON)


class TestPurge:
    def settle(self, request: MediaRequest, press: User) -> None:
        operations.write_in(request=request, text="Mon numéro : 0600000000", now=NOON)
        operations.reply(request=request, text="Chère Leila", by=press, now=NOON)

    def test_who_asked_is_forgotten_and_the_figures_stay(self, granted: MediaRequest, press: User) -> None:
        self.settle(granted, press)
        letters.send_due(now=NOON)
        before = queries.figures(NOON - DAY, NOON + DAY)
        assert operations.purge(now=NOON + 365 * DAY) == 0
        assert operations.purge(now=NOON + 366 * DAY) == 1
        assert operations.purge(now=NOON + 367 * DAY) == 0
        assert not Contact.objects.exists()
        assert set(Message.objects.values_list("text", "sender")) == {("", "")}
        kept = [str(value) for row in Letter.objects.values() for value in row.values()]
        kept += [str(value) for row in MediaRequest.objects.values() for value in row.values()]
        assert not any(word in text for text in kept for word in (JOURNALIST, "ليلى", "0600000000"))
        assert queries.figures(NOON - DAY, NOON + DAY) == before
        with pytest.raises(Refused):
            operations.write_in(request=granted, text="x", now=NOON)

    def test_nothing_that_may_go_on_is_purged(self, refused: MediaRequest) -> None:
        assert operations.purge(now=NOON + 900 * DAY) == 0


def test_the_timeline_is_worded_in_the_readers_language(refused: MediaRequest) -> None:
    with translation.override("fr"):
        told = queries.history(refused)
    assert [event.who for event in told] == ["le journaliste", "press"]
    assert all("mediadesk." not in event.what for event in told)
    assert "investigation" in told[-1].detail


def test_the_jobs_run_by_the_clock_of_the_machine(refused: MediaRequest) -> None:
    from django_q.models import Schedule

    jobs.schedule()
    jobs.schedule()
    assert Schedule.objects.count() == 3
    assert jobs.read_mailbox() == 0
    assert jobs.keep_time() >= 0
    assert jobs.purge() == 0
