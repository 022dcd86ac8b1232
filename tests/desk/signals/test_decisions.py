"""What people decide about a content."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from tests.desk.signals.making import make_claim, make_content

from tabayyun.desk.signals import operations
from tabayyun.desk.signals.models import Content
from tabayyun.desk.signals.queries import latest_revision
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import AuditEntry, User

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("officer", first_name="سلمى")


def test_dismissing_needs_a_reason(officer: User) -> None:
    content = make_content("شائعة")
    with pytest.raises(Refused):
        operations.dismiss(content=content, reason="  ", by=officer, now=NOW)
    operations.dismiss(content=content, reason="رأي وليس إشاعة", by=officer, now=NOW)
    content.refresh_from_db()
    assert (content.state, content.dismissed_reason) == ("dismissed", "رأي وليس إشاعة")
    assert (content.decided_by, content.decided_at) == (officer, NOW)
    assert AuditEntry.objects.get().data == {"reason": "رأي وليس إشاعة"}


def test_every_decision_raises_the_revision(officer: User) -> None:
    content, claim = make_content("شائعة"), make_claim("شائعة")
    seen = [latest_revision()]
    for decide in (
        lambda: operations.answer(content=content, claim=claim, by=officer, now=NOW),
        lambda: operations.reopen(content=content, by=officer, now=NOW),
        lambda: operations.handle(content=content, by=officer, now=NOW),
        lambda: operations.release(content=content, by=officer, now=NOW),
        lambda: operations.take_into_case(content=content, by=officer, now=NOW),
        lambda: operations.answered(content=content, claim=claim, now=NOW),
    ):
        decide()
        seen.append(latest_revision())
        assert Content.objects.get(pk=content.pk).revision == seen[-1]
    assert seen == sorted(set(seen))


def test_a_content_in_a_case_is_decided_there(officer: User) -> None:
    content = make_content("شائعة")
    operations.take_into_case(content=content, by=officer, now=NOW)
    with translation.override("ar"), pytest.raises(Refused, match="ملف"):
        operations.dismiss(content=content, reason="قديم", by=officer, now=NOW)
    with pytest.raises(Refused):
        operations.take_into_case(content=content, by=officer, now=NOW)
    assert Content.objects.get(pk=content.pk).state == "case"


def test_a_withdrawn_claim_answers_nothing(officer: User) -> None:
    content, claim = make_content("شائعة"), make_claim("شائعة")
    operations.withdraw_claim(external_id=claim.external_id, now=NOW)
    claim.refresh_from_db()
    with pytest.raises(Refused):
        operations.answer(content=content, claim=claim, by=officer, now=NOW)


def test_reopening_forgets_the_answer(officer: User) -> None:
    content, claim = make_content("شائعة"), make_claim("شائعة")
    operations.answer(content=content, claim=claim, by=officer, now=NOW)
    operations.reopen(content=content, by=officer, now=NOW)
    content.refresh_from_db()
    assert (content.state, content.answered_by, content.dismissed_reason) == ("open", None, "")


def test_only_one_person_is_on_a_content_until_nothing_is_heard_of_them(officer: User) -> None:
    other, content = User.objects.create_user("expert"), make_content("شائعة")
    assert operations.handle(content=content, by=officer, now=NOW)
    assert not operations.handle(content=content, by=other, now=NOW + timedelta(minutes=1))
    operations.release(content=content, by=other, now=NOW)
    assert Content.objects.get(pk=content.pk).handler == officer
    assert operations.handle(content=content, by=other, now=NOW + timedelta(hours=1))
    assert Content.objects.get(pk=content.pk).handler == other


def test_the_heartbeat_of_a_handler_is_no_change_for_others(officer: User) -> None:
    content = make_content("شائعة")
    operations.handle(content=content, by=officer, now=NOW)
    before = latest_revision()
    operations.handle(content=content, by=officer, now=NOW + timedelta(minutes=1))
    assert latest_revision() == before
    assert Content.objects.get(pk=content.pk).handled_at == NOW + timedelta(minutes=1)


def test_whoever_vanished_is_released(officer: User) -> None:
    content = make_content("شائعة")
    operations.handle(content=content, by=officer, now=NOW)
    assert operations.release_expired(now=NOW + timedelta(minutes=5)) == 0
    assert operations.release_expired(now=NOW + timedelta(hours=1)) == 1
    assert Content.objects.get(pk=content.pk).handler is None
