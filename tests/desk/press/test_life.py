"""A statement from draft to withdrawal: what is done, what is refused, what the database holds by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tabayyun.desk.cases import operations as cases
from tabayyun.desk.cases.models import Case
from tabayyun.desk.press import operations, queries
from tabayyun.desk.press.models import LogEntry, Publication, Statement, StatementText
from tabayyun.desk.signals.models import Content, KnownClaim
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

pytestmark = pytest.mark.django_db
Bring = Callable[[StatementText], StatementText]
HOUR = timedelta(hours=1)


def rewrite(text: StatementText, by: User, now: datetime, **changes: Any) -> StatementText:
    wording = {"title": text.title, "body": text.body, "checked": text.checked, **changes}
    return operations.edit(text=text, **wording, by=by, now=now)


@pytest.mark.parametrize(
    ("kind", "prefix"),
    [("truth", "BH"), ("denial", "TK"), ("communique", "BL"), ("press_item", "KH"), ("holding", "IA")],
)
@pytest.mark.parametrize("lang", ["ar", "fr", "en", "zgh"])
def test_every_kind_is_drafted_in_every_language(
    kind: str, prefix: str, lang: str, *, case: Case, writer: User, now: datetime
) -> None:
    made = operations.create(kind=kind, topic="events", langs=[lang], case=case, by=writer, now=now)
    text = made.texts.get()
    assert made.reference == f"{prefix}-2026-0001"
    assert text.title
    assert "المحمدية" in text.title + text.body
    assert "{" not in text.title + text.body
    assert "@somebody" not in text.title + text.body + made.claim
    assert "example.test" not in made.claim


def test_a_draft_carries_what_was_found_and_who_answered_but_no_persons_name(
    case: Case, writer: User, now: datetime
) -> None:
    unit = cases.add_unit(
        name={"ar": "مصلحة فاس"}, email="u@x.test", escalation_email="", language="ar", by=writer, now=now
    )
    question = cases.ask(case=case, unit=unit, question="هل؟", due_at=now + HOUR, by=writer, now=now)
    cases.answer_inquiry(inquiry=question, answer="البرنامج\nقائم", name="فلان الفلاني", now=now)
    made = operations.create(kind="truth", topic="events", langs=["ar", "fr"], case=case, by=writer, now=now)
    arabic, french = made.texts.get(lang="ar"), made.texts.get(lang="fr")
    assert arabic.checked[0] == "أكد المنظمون أن الأبواب المفتوحة قائمة."
    assert "مصلحة فاس" in arabic.checked[1]
    assert "البرنامج قائم" in arabic.checked[1]
    assert "فلان" not in str(arabic.checked) + arabic.body
    assert french.checked[0] == "Les organisateurs confirment la tenue."
    assert "dénué de tout fondement" in french.body
    assert "وكالة الواحة" in arabic.body


def test_what_the_case_says_in_another_language_is_marked_for_translation(
    statement: Statement, writer: User, now: datetime
) -> None:
    arabic, english = statement.texts.get(lang="ar"), statement.texts.get(lang="en")
    assert "[…]" not in arabic.body + str(arabic.checked)
    assert "[…] البرنامج قائم في موعده." in english.body
    assert english.checked == ["[…] أكد المنظمون أن الأبواب المفتوحة قائمة."]
    with pytest.raises(Refused, match="\\[…\\]"):
        operations.submit(text=english, by=writer, now=now)


def test_the_whole_way_to_the_public(
    text: StatementText, case: Case, writer: User, chief: User, now: datetime
) -> None:
    operations.submit(text=text, by=writer, now=now)
    operations.approve(text=text, by=chief, now=now + HOUR)
    case.refresh_from_db()
    assert case.approved_at == now + HOUR
    public = operations.publish(text=text, by=writer, now=now + 2 * HOUR)
    case.refresh_from_db()
    content = Content.objects.get(pk=case.content_id)
    claim = KnownClaim.objects.get()
    assert public.state == "published"
    assert case.disclosed_at == now + 2 * HOUR
    assert content.state == Content.State.ANSWERED
    assert content.answered_by == claim
    assert claim.external_id == f"{public.statement.reference}:ar"
    assert (claim.verdict, claim.url) == (
        "false",
        f"https://newsroom.example/s/{public.statement.reference}/",
    )
    assert sorted(public.publications.values_list("channel", flat=True)) == ["feed", "website"]
    assert queries.public_text(public.statement.reference, "ar") == public
    assert [entry.verb for entry in audit.of(public)] == [
        "press.submitted",
        "press.approved",
        "press.published",
    ]


def test_languages_are_published_one_by_one(
    statement: Statement, published: StatementText, approved: Bring, chief: User, now: datetime
) -> None:
    french = operations.publish(text=approved(statement.texts.get(lang="fr")), by=chief, now=now + HOUR)
    statement.refresh_from_db()
    assert statement.first_published_at == now
    assert french.link == f"https://newsroom.example/fr/s/{statement.reference}/"
    assert [text.lang for text in queries.published()] == ["fr", "ar"]
    assert list(queries.published("ar")) == [published]
    assert statement.texts.get(lang="en").state == "draft"
    assert KnownClaim.objects.count() == 2


def test_a_holding_notice_stops_only_its_own_clock(
    open_case: Case, approved: Bring, writer: User, chief: User, now: datetime
) -> None:
    made = operations.create(kind="holding", topic="events", langs=["ar"], case=open_case, by=writer, now=now)
    operations.publish(text=approved(made.texts.get()), by=chief, now=now)
    open_case.refresh_from_db()
    assert open_case.held_at == now
    assert open_case.disclosed_at is None
    assert open_case.approved_at is None
    assert not KnownClaim.objects.exists()
    assert Content.objects.get().state == Content.State.CASE


# Refused


def test_no_text_leaves_with_gaps_in_it(open_case: Case, writer: User, now: datetime) -> None:
    made = operations.create(kind="truth", topic="events", langs=["ar"], case=open_case, by=writer, now=now)
    with pytest.raises(Refused, match="\\[…\\]"):
        operations.submit(text=made.texts.get(), by=writer, now=now)


def test_no_statement_of_truth_without_a_verdict(open_case: Case, writer: User, now: datetime) -> None:
    made = operations.create(kind="truth", topic="events", langs=["ar"], case=open_case, by=writer, now=now)
    text = rewrite(made.texts.get(), writer, now, body="نص كامل")
    with pytest.raises(Refused, match="verdict"):
        operations.submit(text=text, by=writer, now=now)


def test_a_draft_takes_over_the_verdict_that_came_later(
    open_case: Case, person: Callable[[str], User], writer: User, now: datetime
) -> None:
    made = operations.create(kind="truth", topic="events", langs=["ar"], case=open_case, by=writer, now=now)
    cases.decide(case=open_case, verdict="misleading", grounds="جزئي", by=person("expert"), now=now)
    fresh = operations.draft_again(text=made.texts.get(), by=writer, now=now)
    assert "مضلّل" in fresh.body
    assert operations.submit(text=fresh, by=writer, now=now).statement.verdict == "misleading"


@pytest.mark.parametrize("verdict", ["confirmed", "unproven"])
def test_what_is_not_false_is_not_denied(
    verdict: str, open_case: Case, person: Callable[[str], User], writer: User, now: datetime
) -> None:
    cases.decide(case=open_case, verdict=verdict, grounds="جزئي", by=person("expert"), now=now)
    open_case.refresh_from_db()
    made = operations.create(kind="denial", topic="events", langs=["ar"], case=open_case, by=writer, now=now)
    with pytest.raises(Refused, match="denied"):
        operations.submit(text=made.texts.get(), by=writer, now=now)


def test_what_was_checked_is_said(text: StatementText, writer: User, now: datetime) -> None:
    rewrite(text, writer, now, checked=["", "  "])
    with pytest.raises(Refused, match="checked"):
        operations.submit(text=text, by=writer, now=now)


@pytest.mark.parametrize(
    ("kind", "topic", "langs"),
    [
        ("gossip", "events", ["ar"]),
        ("truth", "x", ["ar"]),
        ("truth", "events", []),
        ("truth", "events", ["de"]),
    ],
)
def test_nothing_of_an_unknown_kind_is_begun(
    kind: str, topic: str, langs: list[str], writer: User, now: datetime
) -> None:
    with pytest.raises(Refused):
        operations.create(kind=kind, topic=topic, langs=langs, by=writer, now=now)
    assert not Statement.objects.exists()


def test_an_author_never_approves(text: StatementText, chief: User, writer: User, now: datetime) -> None:
    rewrite(text, chief, now, title="عنوان آخر")
    operations.submit(text=text, by=writer, now=now)
    with pytest.raises(Refused, match="somebody else"):
        operations.approve(text=text, by=chief, now=now)


def test_nobody_approves_what_they_did_not_read(
    text: StatementText, writer: User, chief: User, now: datetime
) -> None:
    seen = queries.revision(text)
    rewrite(text, writer, now, title="عنوان آخر")
    operations.submit(text=text, by=writer, now=now)
    with pytest.raises(Refused, match="read it again"):
        operations.approve(text=text, seen=seen, by=chief, now=now)


def test_only_what_waits_is_approved_sent_back_or_taken_back(
    text: StatementText, writer: User, chief: User, now: datetime
) -> None:
    with pytest.raises(Refused):
        operations.approve(text=text, by=chief, now=now)
    with pytest.raises(Refused):
        operations.send_back(text=text, reason="x", by=chief, now=now)
    with pytest.raises(Refused):
        operations.take_back(text=text, by=writer, now=now)


def test_a_text_goes_back_with_a_reason_and_comes_again(
    text: StatementText, writer: User, chief: User, now: datetime
) -> None:
    operations.submit(text=text, by=writer, now=now)
    with pytest.raises(Refused):
        operations.send_back(text=text, reason=" ", by=chief, now=now)
    assert operations.send_back(text=text, reason="أقصر", by=chief, now=now).sent_back == "أقصر"
    rewrite(text, writer, now, title="أقصر")
    assert operations.submit(text=text, by=writer, now=now).sent_back == ""


def test_only_its_author_takes_a_text_back(
    text: StatementText, writer: User, chief: User, now: datetime
) -> None:
    operations.submit(text=text, by=writer, now=now)
    with pytest.raises(Refused):
        operations.take_back(text=text, by=chief, now=now)
    assert operations.take_back(text=text, by=writer, now=now).state == "draft"


def test_a_text_that_waits_is_not_edited(text: StatementText, writer: User, now: datetime) -> None:
    operations.submit(text=text, by=writer, now=now)
    with pytest.raises(Refused, match="waits for approval"):
        rewrite(text, writer, now, title="x")


def test_editing_after_approval_asks_for_approval_again(
    text: StatementText, approved: Bring, writer: User, chief: User, now: datetime
) -> None:
    operations.schedule(text=approved(text), publish_at=now + HOUR, embargo=True, by=chief, now=now)
    edited = rewrite(text, writer, now, title="عنوان آخر")
    assert (edited.state, edited.approver, edited.publish_at, edited.embargo) == ("draft", None, None, False)
    with pytest.raises(Refused, match="approved"):
        operations.publish(text=text, by=chief, now=now)


def test_saving_what_stands_there_changes_nothing(
    text: StatementText, approved: Bring, chief: User, now: datetime
) -> None:
    done = approved(text)
    assert rewrite(done, chief, now + HOUR).state == "approved"


def test_another_claim_asks_for_approval_in_every_language(
    statement: Statement, text: StatementText, approved: Bring, writer: User, now: datetime
) -> None:
    french = approved(statement.texts.get(lang="fr"))
    rewrite(text, writer, now, claim="ادعاء آخر")
    french.refresh_from_db()
    assert french.state == "draft"


def test_two_editors_never_overwrite_each_other(
    text: StatementText, writer: User, chief: User, now: datetime
) -> None:
    seen = queries.revision(text)
    rewrite(text, writer, now, title="عنوان الأول", seen=seen)
    with pytest.raises(operations.EditConflict) as conflict:
        rewrite(text, chief, now, title="عنوان الثاني", seen=seen)
    assert conflict.value.current.title == "عنوان الأول"
    assert writer.username in str(conflict.value)
    text.refresh_from_db()
    assert text.title == "عنوان الأول"


def test_the_same_words_twice_are_no_conflict(
    text: StatementText, writer: User, chief: User, now: datetime
) -> None:
    seen = queries.revision(text)
    rewrite(text, writer, now, seen=seen)
    rewrite(text, chief, now, title="عنوان", seen=seen)


def test_a_verdict_that_moved_stops_the_publication(
    text: StatementText, approved: Bring, case: Case, chief: User, now: datetime
) -> None:
    approved(text)
    Case.objects.filter(pk=case.pk).update(verdict="misleading")
    with pytest.raises(Refused, match="another verdict"):
        operations.publish(text=text, by=chief, now=now)


def test_nothing_is_published_twice(published: StatementText, chief: User, now: datetime) -> None:
    with pytest.raises(Refused, match="already"):
        operations.publish(text=published, by=chief, now=now)
    assert LogEntry.objects.count() == 1


def test_a_refused_publication_leaves_nothing_behind(
    text: StatementText, approved: Bring, case: Case, chief: User, now: datetime
) -> None:
    """The case was closed in the meantime: everything that publishing wrote is undone."""
    approved(text)
    Case.objects.filter(pk=case.pk).update(closed_at=now, closing_reason="خطأ")
    with pytest.raises(Refused):
        operations.publish(text=text, by=chief, now=now)
    text.refresh_from_db()
    assert text.state == "approved"
    assert not LogEntry.objects.exists()
    assert not Publication.objects.exists()
    assert not KnownClaim.objects.exists()


# Time


def test_a_scheduled_text_goes_out_at_its_hour(
    text: StatementText, approved: Bring, chief: User, now: datetime
) -> None:
    operations.schedule(text=approved(text), publish_at=now + HOUR, by=chief, now=now)
    assert operations.publish_due(now=now + HOUR - timedelta(seconds=1)) == []
    assert [out.pk for out in operations.publish_due(now=now + HOUR)] == [text.pk]
    assert operations.publish_due(now=now + HOUR) == []
    text.refresh_from_db()
    assert text.published_at == now + HOUR


def test_a_schedule_may_be_overtaken_but_an_embargo_may_not(
    statement: Statement, text: StatementText, approved: Bring, chief: User, now: datetime
) -> None:
    french = statement.texts.get(lang="fr")
    operations.schedule(text=approved(text), publish_at=now + HOUR, embargo=True, by=chief, now=now)
    operations.schedule(text=approved(french), publish_at=now + HOUR, by=chief, now=now)
    with pytest.raises(Refused, match="embargo"):
        operations.publish(text=text, by=chief, now=now)
    operations.publish(text=french, by=chief, now=now)
    assert operations.unschedule(text=text, by=chief, now=now).embargo is False
    operations.publish(text=text, by=chief, now=now)


def test_times_that_make_no_sense_are_refused(
    statement: Statement, text: StatementText, approved: Bring, chief: User, now: datetime
) -> None:
    with pytest.raises(Refused):
        operations.schedule(text=text, publish_at=now + HOUR, by=chief, now=now)
    with pytest.raises(Refused, match="past"):
        operations.schedule(text=approved(text), publish_at=now, by=chief, now=now)
    with pytest.raises(Refused):
        operations.unschedule(text=text, by=chief, now=now)


def test_one_that_cannot_go_out_does_not_hold_up_the_others(
    text: StatementText,
    case: Case,
    approved: Bring,
    *,
    writer: User,
    chief: User,
    now: datetime,
) -> None:
    free = operations.create(kind="communique", topic="events", langs=["ar"], by=writer, now=now).texts.get()
    rewrite(free, writer, now, title="بلاغ", body="نص")
    operations.schedule(text=approved(text), publish_at=now + HOUR, by=chief, now=now)
    operations.schedule(text=approved(free), publish_at=now + HOUR, by=chief, now=now)
    Case.objects.filter(pk=case.pk).update(verdict="misleading")
    assert [out.pk for out in operations.publish_due(now=now + HOUR)] == [free.pk]
    text.refresh_from_db()
    assert text.state == "approved"
    assert "verdict" in text.sent_back


# Correction and withdrawal


def test_a_correction_is_a_new_version_and_the_old_one_stays(
    published: StatementText, approved: Bring, writer: User, chief: User, now: datetime
) -> None:
    draft = operations.correct(text=published, correction="صححنا التاريخ.", by=writer, now=now + HOUR)
    rewrite(draft, writer, now + HOUR, body="نص مصحح")
    reference = published.statement.reference
    assert queries.public_text(reference, "ar") == published
    second = operations.publish(text=approved(draft), by=chief, now=now + 2 * HOUR)
    published.refresh_from_db()
    assert (published.state, second.version) == ("corrected", 2)
    assert queries.public_text(reference, "ar") == second
    assert queries.public_text(reference, "ar", version=1) == published
    assert list(queries.versions(second.statement, "ar")) == [second, published]
    assert list(queries.corrections()) == [second]
    assert list(queries.published("ar")) == [second]
    assert KnownClaim.objects.count() == 1
    third = operations.correct(text=second, correction="صححنا المكان.", by=writer, now=now + 3 * HOUR)
    assert third.version == 3


def test_corrections_that_make_no_sense_are_refused(
    published: StatementText, statement: Statement, writer: User, now: datetime
) -> None:
    with pytest.raises(Refused):
        operations.correct(text=published, correction=" ", by=writer, now=now)
    with pytest.raises(Refused):
        operations.correct(text=statement.texts.get(lang="fr"), correction="x", by=writer, now=now)
    draft = operations.correct(text=published, correction="x", by=writer, now=now)
    with pytest.raises(Refused, match="already"):
        operations.correct(text=published, correction="y", by=writer, now=now)
    rewrite(draft, writer, now, correction="")
    with pytest.raises(Refused, match="corrected"):
        operations.submit(text=draft, by=writer, now=now)


def test_a_corrected_version_is_not_corrected_or_withdrawn_again(
    published: StatementText, approved: Bring, writer: User, chief: User, now: datetime
) -> None:
    draft = operations.correct(text=published, correction="x", by=writer, now=now)
    operations.publish(text=approved(draft), by=chief, now=now)
    with pytest.raises(Refused, match="replaced"):
        operations.correct(text=published, correction="x", by=writer, now=now)
    with pytest.raises(Refused, match="replaced"):
        operations.withdraw(text=published, reason="x", by=chief, now=now)


def test_a_withdrawal_stays_public_with_its_reason(
    published: StatementText, chief: User, now: datetime
) -> None:
    with pytest.raises(Refused):
        operations.withdraw(text=published, reason=" ", by=chief, now=now)
    gone = operations.withdraw(text=published, reason="نُشر خطأً", by=chief, now=now + HOUR)
    found = queries.public_text(gone.statement.reference, "ar")
    assert found == gone
    assert found is not None
    assert found.withdrawal_reason == "نُشر خطأً"
    assert LogEntry.objects.filter(text=gone).exists()
    assert KnownClaim.objects.get().withdrawn_at == now + HOUR
    assert list(queries.published()) == []
    assert list(queries.corrections()) == [gone]
    with pytest.raises(Refused, match="withdrawn"):
        operations.withdraw(text=gone, reason="x", by=chief, now=now)


def test_a_withdrawn_text_has_no_next_version(
    published: StatementText, approved: Bring, writer: User, chief: User, now: datetime
) -> None:
    draft = operations.correct(text=published, correction="x", by=writer, now=now)
    operations.withdraw(text=published, reason="x", by=chief, now=now)
    with pytest.raises(Refused, match="withdrawn"):
        operations.correct(text=published, correction="x", by=writer, now=now)
    with pytest.raises(Refused, match="withdrawn"):
        operations.publish(text=approved(draft), by=chief, now=now)


# What the database holds by itself


def refused_by_database(sql: str, *parameters: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_the_database_refuses_the_author_as_approver(text: StatementText, writer: User) -> None:
    refused_by_database("UPDATE press_statementtext SET approver_id = author_id WHERE id = %s", text.pk)


@pytest.mark.parametrize(
    "change",
    [
        "title = 'x'",
        "body = 'x'",
        "checked = '[]'",
        "jws = 'x'",
        "version = 7",
        "lang = 'fr'",
        "correction = 'x'",
        "published_at = NULL",
        "approved_at = NULL",
        "state = 'draft'",
        "state = 'approved'",
        "state = 'withdrawn'",
    ],
)
def test_the_database_keeps_a_published_text_as_it_is(change: str, published: StatementText) -> None:
    refused_by_database(f"UPDATE press_statementtext SET {change} WHERE id = %s", published.pk)


@pytest.mark.parametrize(
    "change", ["claim = 'x'", "verdict = 'confirmed'", "reference = 'X'", "kind = 'denial'"]
)
def test_the_database_keeps_what_was_answered(change: str, published: StatementText) -> None:
    refused_by_database(f"UPDATE press_statement SET {change} WHERE id = %s", published.statement_id)


@pytest.mark.parametrize(
    "table", ["press_statementtext", "press_statement", "press_logentry", "press_logcheckpoint"]
)
def test_the_database_deletes_nothing_that_was_public(table: str, published: StatementText) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM press_publication")
        cursor.execute("DELETE FROM press_searchterm")
    refused_by_database(f"DELETE FROM {table}")


def test_the_database_keeps_the_log_as_it_is(published: StatementText) -> None:
    refused_by_database("UPDATE press_logentry SET leaf = 'x'")
    refused_by_database("UPDATE press_logcheckpoint SET note = 'x'")


def test_the_database_publishes_nothing_unsigned(text: StatementText, now: datetime) -> None:
    refused_by_database(
        "UPDATE press_statementtext SET published_at = %s, state = 'published' WHERE id = %s",
        now.isoformat(),
        text.pk,
    )


def test_the_database_holds_one_current_version(
    published: StatementText, approved: Bring, writer: User, now: datetime
) -> None:
    draft = approved(operations.correct(text=published, correction="x", by=writer, now=now))
    refused_by_database(
        "UPDATE press_statementtext SET state = 'published', jws = 'x', published_at = %s WHERE id = %s",
        now.isoformat(),
        draft.pk,
    )
