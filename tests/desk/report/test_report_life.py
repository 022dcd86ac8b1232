"""A chapter from its first wording to its erratum: four eyes, frozen figures, signatures that verify."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.desk.report.conftest import NOW, SHORT, YEAR, moment

from tabayyun.cli.verify import run
from tabayyun.desk.outreach import operations as outreach
from tabayyun.desk.outreach.models import Activity
from tabayyun.desk.press import queries as press
from tabayyun.desk.press.models import LogEntry
from tabayyun.desk.report import operations, queries
from tabayyun.desk.report.models import Chapter, Erratum, FrozenFigure, Release
from tabayyun.engine.signing.bundle import Reason, check_bundle
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused

LATER = NOW + timedelta(days=30)
REASONS = {"ar": "نُشر بلاغ أُدخل متأخرا.", "fr": "Un communiqué a été saisi tardivement."}


def test_a_report_begins_once_with_every_chapter(records, writer):
    report = operations.begin(year=YEAR, by=writer, now=NOW)
    assert [c.number for c in report.chapters.all()] == [5, 6]
    assert all(c.texts.count() == 2 for c in report.chapters.all())
    with pytest.raises(Refused):
        operations.begin(year=YEAR, by=writer, now=NOW)
    with pytest.raises(Refused):
        operations.begin(year=1999, by=writer, now=NOW)


def test_two_people_do_not_overwrite_each_other(chapter, writer, chief):
    seen = queries.revision(chapter)
    operations.edit(chapter=chapter, lang="fr", title="A", source="a", seen=seen, by=chief, now=NOW)
    with pytest.raises(Refused, match="changed after you opened it"):
        operations.edit(chapter=chapter, lang="fr", title="B", source="b", seen=seen, by=writer, now=NOW)


@pytest.mark.parametrize(
    ("title", "source"), [("", "x"), ("x", " \n"), ("x" * 201, "x"), ("x", "445 contenus")]
)
def test_what_cannot_be_printed_is_refused(chapter, writer, title, source):
    with pytest.raises(Refused):
        operations.edit(chapter=chapter, lang="fr", title=title, source=source, by=writer, now=NOW)


def test_controls_and_bidi_overrides_do_not_get_in(chapter, writer):
    text = operations.edit(
        chapter=chapter, lang="fr", title="a\u202eb\x00c", source="x\u2066y\ud800z", by=writer, now=NOW
    )
    assert (text.title, text.source) == ("abc", "xyz")


def test_nobody_approves_their_own_chapter(chapter, writer):
    operations.submit(chapter=chapter, by=writer, now=NOW)
    with pytest.raises(Refused):
        operations.approve(chapter=chapter, seen=queries.revision(chapter), by=writer, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Chapter.objects.filter(pk=chapter.pk).update(approver=writer)


def test_nobody_approves_figures_they_did_not_see(chapter, writer, chief, say):
    operations.submit(chapter=chapter, by=writer, now=NOW)
    seen = queries.revision(chapter)
    say("communique", moment(7))
    with pytest.raises(Refused, match="changed after you opened it"):
        operations.approve(chapter=chapter, seen=seen, by=chief, now=NOW)


def test_a_chapter_sent_back_keeps_the_reason(chapter, writer, chief):
    operations.submit(chapter=chapter, by=writer, now=NOW)
    with pytest.raises(Refused):
        operations.send_back(chapter=chapter, reason=" ", by=chief, now=NOW)
    back = operations.send_back(chapter=chapter, reason="أعيدوا الصياغة", by=chief, now=NOW)
    assert (back.state, back.sent_back) == ("draft", "أعيدوا الصياغة")


def test_editing_an_approved_chapter_takes_the_approval_away(approved, writer):
    operations.edit(chapter=approved, lang="fr", title="x", source="y", by=writer, now=NOW)
    approved.refresh_from_db()
    assert (approved.state, approved.approver) == ("draft", None)


def test_figures_that_moved_since_the_approval_stop_the_publication(approved, chief, say):
    say("communique", moment(7))
    with pytest.raises(Refused, match="moved since the approval"):
        operations.publish(chapter=approved, by=chief, now=NOW)
    assert not FrozenFigure.objects.exists()
    assert not Release.objects.exists()


def test_an_embargo_holds_even_against_hands_and_ends_by_itself(approved, chief):
    at = NOW + timedelta(hours=3)
    operations.schedule(chapter=approved, publish_at=at, embargo=True, by=chief, now=NOW)
    with pytest.raises(Refused, match="embargo"):
        operations.publish(chapter=approved, by=chief, now=NOW)
    assert operations.publish_due(now=NOW) == []
    assert [c.pk for c in operations.publish_due(now=at)] == [approved.pk]
    assert operations.publish_due(now=at) == []


def test_a_scheduled_chapter_whose_figures_moved_goes_back_to_the_people(approved, chief, say):
    at = NOW + timedelta(hours=3)
    operations.schedule(chapter=approved, publish_at=at, by=chief, now=NOW)
    say("communique", moment(7))
    assert operations.publish_due(now=at) == []
    approved.refresh_from_db()
    assert (approved.state, approved.approver) == ("submitted", None)
    assert "moved since the approval" in approved.sent_back


def test_a_time_that_is_past_is_refused_and_an_embargo_can_be_lifted(approved, chief):
    with pytest.raises(Refused):
        operations.schedule(chapter=approved, publish_at=NOW, by=chief, now=NOW)
    held = operations.schedule(chapter=approved, publish_at=LATER, embargo=True, by=chief, now=NOW)
    freed = operations.unschedule(chapter=held, by=chief, now=NOW)
    assert operations.publish(chapter=freed, by=chief, now=NOW).state == "published"


def test_publishing_freezes_signs_and_logs_both_languages(published):
    figures = queries.as_published(published)
    assert {key: s.value for key, s in figures.items()} == {
        "violent_contents": 4,
        "communiques": 3,
        "unions_received": 1,
        "time_to_disclosure_mean": 4,
    }
    assert figures["communiques"].before == 1
    assert len(figures["violent_contents"].lines) == figures["violent_contents"].rows == 4
    for lang in ("ar", "fr"):
        release = queries.release(published, lang).get()
        assert release.entry.claims.reference == "TQ-2022-06"
        result = check_bundle(queries.bundle(release), press.verification_keys())
        assert result.valid, result.detail
    assert "4 contenus numériques violents" in release.body.replace("\u00a0", " ")
    assert audit.first_break() is None


def test_the_rows_lead_to_the_root_that_was_signed(published):
    from tabayyun.desk.report.figures import root

    for stated in queries.as_published(published).values():
        assert root(stated.lines) == stated.root
        assert any(stated.root in line for line in queries.release(published, "ar").get().lines)


@pytest.mark.parametrize(
    ("change", "reason", "parts"),
    [
        (lambda b: b["figures"][0].update(value=450), Reason.ALTERED_FIGURES, ("violent_contents",)),
        (lambda b: b["figures"].pop(), Reason.ALTERED_FIGURES, ("time_to_disclosure_mean",)),
        (lambda b: b["figures"][1].update(root="00"), Reason.ALTERED_FIGURES, ("communiques",)),
        (lambda b: b.update(body=b["body"].replace("4", "5")), Reason.ALTERED_TEXT, ("text",)),
        (lambda b: b.update(title="x"), Reason.ALTERED_TEXT, ("title",)),
    ],
)
def test_an_altered_chapter_says_what_was_altered(published, change, reason, parts):
    bundle = json.loads(json.dumps(queries.bundle(queries.release(published, "fr").get())))
    change(bundle)
    result = check_bundle(bundle, press.verification_keys())
    assert (result.valid, result.reason, result.altered) == (False, reason, parts)


def test_a_forger_who_changes_everything_alike_is_found_out_all_the_same(published):
    from tabayyun.engine.signing.figures import figure_line, text_line

    bundle = queries.bundle(queries.release(published, "fr").get())
    bundle["figures"][0]["value"] = 450
    bundle["body"] = bundle["body"].replace("4", "5")
    bundle["checked"] = [*(figure_line(f) for f in bundle["figures"]), text_line(bundle["body"])]
    assert check_bundle(bundle, press.verification_keys()).reason == Reason.ALTERED_TEXT


def test_the_command_verifies_a_chapter_and_names_what_changed(published, tmp_path, capsys):
    bundle = queries.bundle(queries.release(published, "ar").get())
    path = tmp_path / "chapter.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    assert run([str(path), "--lang", "en"]) == 0
    bundle["figures"][0]["value"] = 5
    path.write_text(json.dumps(bundle), encoding="utf-8")
    assert run([str(path), "--lang", "en"]) == 1
    printed = capsys.readouterr().out
    assert "figures were altered" in printed
    assert "What changed: violent_contents" in printed


@pytest.mark.parametrize(
    "act",
    [
        lambda c: Chapter.objects.filter(pk=c.pk).update(number=7),
        lambda c: Chapter.objects.filter(pk=c.pk).update(state="draft", published_at=None),
        lambda c: Chapter.objects.filter(pk=c.pk).delete(),
        lambda c: FrozenFigure.objects.filter(chapter=c).update(value=450),
        lambda c: FrozenFigure.objects.filter(chapter=c).delete(),
        lambda c: Release.objects.filter(chapter=c).update(body="x"),
        lambda c: Release.objects.filter(chapter=c).delete(),
    ],
)
def test_what_was_published_is_never_changed(published, act):
    with pytest.raises((DatabaseError, Exception)), transaction.atomic():
        act(published)
    assert FrozenFigure.objects.get(chapter=published, key="violent_contents").value == 4


def test_a_published_chapter_is_not_written_again(published, writer, chief):
    with pytest.raises(Refused):
        operations.edit(chapter=published, lang="fr", title="x", source=SHORT, by=writer, now=NOW)
    with pytest.raises(Refused):
        operations.publish(chapter=published, by=chief, now=NOW)


@pytest.fixture
def moved(published, say):
    """A communiqué of 2022 that was entered after the report."""
    say("communique", moment(12, 30))
    return published


def test_later_records_show_as_a_change_never_as_a_silent_one(moved):
    (change,) = queries.changes(moved)
    assert (change.key, change.stands.value, change.now.value) == ("communiques", 3, 4)
    assert (len(change.rows.added), change.rows.removed, change.rows.changed) == (1, [], [])
    assert queries.standing(moved)["communiques"].value == 3


def test_a_row_that_changed_without_changing_the_value_is_seen(published, writer):
    reception = Activity.objects.order_by("pk")[0]
    outreach.edit(activity=reception, held_on=date(YEAR, 2, 4), by=writer, now=LATER)
    (change,) = queries.changes(published)
    assert (change.key, change.name) == ("unions_received", "Unions received")
    assert change.stands.value == change.now.value == 1
    assert len(change.rows.changed) == 1


def test_an_erratum_is_written_by_one_and_published_by_another(moved, writer, chief):
    write = {"chapter": moved, "figure": "communiques", "by": writer, "now": LATER}
    with pytest.raises(Refused):
        operations.write_erratum(reason={"ar": "سبب"}, **write)
    erratum = operations.write_erratum(reason=REASONS, **write)
    with pytest.raises(Refused):
        operations.publish_erratum(erratum=erratum, by=writer, now=LATER)
    entries = LogEntry.objects.count()
    operations.publish_erratum(erratum=erratum, by=chief, now=LATER)
    assert LogEntry.objects.count() == entries + 2
    assert queries.changes(moved) == []
    assert queries.as_published(moved)["communiques"].value == 3
    assert queries.standing(moved)["communiques"].value == 4
    release = Release.objects.get(erratum=erratum, lang="fr")
    assert release.entry.claims.reference == "TQ-2022-06-E1"
    assert check_bundle(queries.bundle(release), press.verification_keys()).valid
    for act in (
        lambda: Erratum.objects.filter(pk=erratum.pk).update(reason={}),
        lambda: Erratum.objects.filter(pk=erratum.pk).delete(),
    ):
        with pytest.raises(Exception), transaction.atomic():  # noqa: B017, PT011
            act()


def test_an_erratum_needs_a_difference_and_may_be_given_up(moved, published, writer, chief):
    with pytest.raises(Refused):
        operations.write_erratum(
            chapter=published, figure="violent_contents", reason=REASONS, by=writer, now=LATER
        )
    erratum = operations.write_erratum(
        chapter=moved, figure="communiques", reason=REASONS, by=writer, now=LATER
    )
    again = operations.write_erratum(
        chapter=moved, figure="communiques", reason={"ar": "أ", "fr": "b"}, by=chief, now=LATER
    )
    assert (again.pk, again.author) == (erratum.pk, chief)
    operations.drop_erratum(erratum=again, by=writer, now=LATER)
    assert not Erratum.objects.exists()


def test_a_second_erratum_compares_with_the_first(moved, writer, chief, say):
    for number, month in enumerate((0, 9), 1):
        if month:
            say("communique", moment(month))
        erratum = operations.write_erratum(
            chapter=moved, figure="communiques", reason=REASONS, by=writer, now=LATER
        )
        assert erratum.number == number
        operations.publish_erratum(erratum=erratum, by=chief, now=LATER)
    assert queries.standing(moved)["communiques"].value == 5


def test_a_chapter_that_is_not_out_has_no_erratum(chapter, writer):
    with pytest.raises(Refused):
        operations.write_erratum(chapter=chapter, figure="communiques", reason=REASONS, by=writer, now=LATER)
