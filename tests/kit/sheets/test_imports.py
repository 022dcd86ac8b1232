"""The life of an import: nothing by half, nothing twice, and back."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.kit.sheets.conftest import NOW, UNITS, comma_separated, workbook

from tabayyun.desk.cases import operations as cases
from tabayyun.desk.cases.models import Unit
from tabayyun.desk.signals.models import Content
from tabayyun.desk.watch.models import Post, Source
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import AuditEntry, Role, User
from tabayyun.kit.sheets import operations, queries, tables
from tabayyun.kit.sheets.models import Import, ImportedRow

HEADS = ("اسم الوحدة", "البريد الإلكتروني", "Language")


def upload(by: User, *rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Import:
    data = comma_separated([heads, *rows])
    return operations.upload(table=UNITS, name="وحدات.csv", data=data, by=by, now=NOW)


def imported(by: User, *rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Import:
    return operations.carry_out(source=upload(by, *rows, heads=heads), by=by, now=NOW)


def counts(source: Import) -> tuple[int, int, int, int]:
    return source.created, source.changed, source.unchanged, source.refused


def units() -> list[tuple[str, str, str]]:
    return sorted((unit.email, unit.name["ar"], unit.language) for unit in Unit.objects.all())


@pytest.mark.django_db
class TestLife:
    def test_good_lines_come_in_and_bad_ones_stay_with_their_reasons(self, officer: User):
        source = upload(
            officer, ("أ", "a@x", "arabe"), ("", "b@x", "klingon"), ("ج", "c@x", "fr"), ("أ", "a@x", "arabe")
        )
        assert source.columns == {"name": 0, "email": 1, "language": 2}
        assert not Unit.objects.exists()
        operations.carry_out(source=source, by=officer, now=NOW)
        assert units() == [("a@x", "أ", "ar"), ("c@x", "ج", "fr")]
        assert counts(source) == (2, 0, 0, 2)
        faults = {bad["number"]: [(f["column"], f["say"]) for f in bad["faults"]] for bad in source.bad}
        assert [column for column, _say in faults[3]] == ["name", "language"]
        assert faults[5] == [("", "The same as line %(line)s.")]
        assert source.sha256 == hashlib.sha256(bytes(source.content or b"")).hexdigest()
        assert [entry.verb for entry in audit.of(source)] == ["sheets.uploaded", "sheets.imported"]

    def test_two_lines_that_contradict_each_other(self, officer: User):
        source = imported(officer, ("أ", "a@x", "fr"), ("ب", "a@x", "fr"))
        assert "with other values" in source.bad[0]["faults"][0]["say"]
        assert units() == [("a@x", "أ", "fr")]

    def test_the_same_file_again_doubles_nothing_and_a_newer_one_changes(self, officer: User):
        rows = [("أ", "a@x", "fr"), ("ب", "b@x", "fr")]
        imported(officer, *rows)
        assert counts(imported(officer, *rows)) == (0, 0, 2, 0)
        again = imported(officer, rows[0], ("ب2", "b@x", "fr"), ("ج", "c@x", "fr"))
        assert counts(again) == (1, 1, 1, 0)
        operations.undo(source=again, by=officer, now=NOW)
        assert units() == [("a@x", "أ", "fr"), ("b@x", "ب", "fr")]
        assert again.state == Import.State.UNDONE

    def test_a_column_that_is_not_in_the_file_changes_nothing(self, officer: User):
        imported(officer, ("أ", "a@x", "fr"))
        assert counts(imported(officer, ("أ", "a@x"), heads=HEADS[:2])) == (0, 0, 1, 0)
        imported(officer, ("أ2", "a@x"), heads=HEADS[:2])
        assert units() == [("a@x", "أ2", "fr")]

    def test_an_import_is_carried_out_once(self, officer: User):
        source = imported(officer, ("أ", "a@x", "fr"))
        with pytest.raises(Refused, match="imported"):
            operations.carry_out(source=source, by=officer, now=NOW)
        operations.undo(source=source, by=officer, now=NOW)
        with pytest.raises(Refused, match="undone"):
            operations.undo(source=source, by=officer, now=NOW)
        assert not Unit.objects.exists()

    def test_no_undo_over_the_head_of_somebody_who_edited(self, officer: User):
        source = imported(officer, ("أ", "a@x", "fr"), ("ب", "b@x", "fr"))
        Unit.objects.filter(email="b@x").update(name={"ar": "غيرها زميل"})
        with pytest.raises(Refused, match="line 3 brought was edited"):
            operations.undo(source=source, by=officer, now=NOW)
        assert len(units()) == 2
        Unit.objects.filter(email="b@x").delete()
        operations.undo(source=source, by=officer, now=NOW)
        assert units() == []

    def test_no_undo_of_an_earlier_import_before_the_later_one(self, officer: User):
        first = imported(officer, ("أ", "a@x", "fr"))
        second = imported(officer, ("أ2", "a@x", "fr"))
        with pytest.raises(Refused, match="edited"):
            operations.undo(source=first, by=officer, now=NOW)
        operations.undo(source=second, by=officer, now=NOW)
        operations.undo(source=first, by=officer, now=NOW)
        assert units() == []

    def test_no_undo_of_what_others_depend_on(self, officer: User):
        source = imported(officer, ("أ", "a@x", "fr"))
        post = Post.objects.create(
            source=Source.objects.create(slug="s", name="S", plugin="file", created_at=NOW),
            external_id="1", text="x", posted_at=NOW, collected_at=NOW,
        )  # fmt: skip
        content = Content.objects.create(
            key="s:1", first_post=post, text="x", lang="ar", copies=1,
            first_posted_at=NOW, last_posted_at=NOW, detected_at=NOW,
        )  # fmt: skip
        case = cases.open_case(content=content, title="", by=officer, now=NOW)
        cases.ask(
            case=case,
            unit=Unit.objects.get(),
            question="?",
            due_at=NOW + timedelta(hours=1),
            by=officer,
            now=NOW,
        )
        with pytest.raises(Refused, match="depend"):
            operations.undo(source=source, by=officer, now=NOW)
        source.refresh_from_db()
        assert source.is_done

    def test_nothing_good_nothing_imported(self, officer: User):
        source = upload(officer, ("", "", ""), ("", "b@x", "fr"))
        with pytest.raises(Refused, match="No line"):
            operations.carry_out(source=source, by=officer, now=NOW)
        source.refresh_from_db()
        assert source.is_prepared

    def test_what_the_database_refuses_leaves_nothing_behind(
        self, officer: User, monkeypatch: pytest.MonkeyPatch
    ):
        source = upload(officer, ("أ", "a@x", "fr"))

        def refuse(*args: Any, **kwargs: Any) -> None:
            raise IntegrityError

        monkeypatch.setattr(ImportedRow.objects, "bulk_create", refuse)
        with pytest.raises(IntegrityError), transaction.atomic():
            operations.carry_out(source=source, by=officer, now=NOW)
        assert not Unit.objects.exists()
        assert not AuditEntry.objects.filter(verb="sheets.imported").exists()

    def test_corrected_columns_are_remembered(self, officer: User):
        heads = ("أ", "ب")
        source = upload(officer, ("قسم", "a@x"), heads=heads)
        assert source.columns == {}
        with pytest.raises(Refused, match="Name · E-mail"):
            operations.choose_columns(source=source, columns={})
        with pytest.raises(Refused, match="twice"):
            operations.choose_columns(source=source, columns={"name": 0, "email": 0})
        operations.choose_columns(source=source, columns={"name": 0, "email": 1, "unknown": 2})
        again = upload(officer, ("b@x", "آخر"), heads=heads[::-1])
        assert again.columns == {"name": 1, "email": 0}

    def test_another_line_holds_the_headings(self, officer: User):
        data = workbook([["x", "y"], ["اسم الوحدة", "E-mail"], ["أ", "a@x"]])
        source = operations.upload(table=UNITS, name="x.xlsx", data=data, by=officer, now=NOW)
        assert (source.header, source.columns) == (2, {"name": 0, "email": 1})
        operations.choose_lines(source=source, sheet=0, header=1)
        assert source.columns == {}
        with pytest.raises(Refused, match="no such sheet"):
            operations.choose_lines(source=source, sheet=5, header=1)

    def test_the_sheet_with_the_best_headings_is_taken(self, officer: User):
        def edit(book: Any, sheet: Any) -> None:
            book.add_worksheet("2").write_row(0, 0, ["Name", "E-mail"])

        data = workbook([["notes"], ["…"]], edit=edit)
        assert operations.upload(table=UNITS, name="x", data=data, by=officer, now=NOW).sheet == 1

    def test_after_thirty_days_the_file_and_the_way_back_are_forgotten(self, officer: User):
        imported(officer, ("أ", "a@x", "fr"))
        done = imported(officer, ("أ2", "a@x", "fr"), ("", "b@x", "fr"))
        waiting = upload(officer, ("ج", "c@x", "fr"))
        assert operations.forget(now=NOW + timedelta(days=29)) == 0
        assert operations.forget(now=NOW + timedelta(days=31)) == 2
        done.refresh_from_db()
        assert (done.content, done.bad, done.refused) == (None, [], 1)
        assert not ImportedRow.objects.filter(before__isnull=False).exists()
        assert not Import.objects.filter(pk=waiting.pk).exists()
        with pytest.raises(Refused, match="too old"):
            operations.undo(source=done, by=officer, now=NOW)
        assert operations.forget(now=NOW + timedelta(days=62)) == 0

    def test_where_a_row_came_from(self, officer: User):
        source = imported(officer, ("أ", "a@x", "fr"))
        unit = Unit.objects.get()
        found = queries.origin(UNITS.key, unit.pk)
        assert found is not None
        assert (found.source, found.line) == (source, 2)
        operations.undo(source=source, by=officer, now=NOW)
        assert queries.origin(UNITS.key, unit.pk) is None

    def test_a_file_name_is_somebody_elses_text(self, officer: User):
        name = "\u202e<b>" + "x" * 300 + ".csv\0"
        source = operations.upload(table=UNITS, name=name, data=b"Name,E-mail\na,b", by=officer, now=NOW)
        assert len(source.name) <= 200
        assert "\0" not in source.name

    def test_a_table_nobody_declared(self):
        with pytest.raises(Refused):
            tables.table("nothing.here")


NAMES, EMAILS, LANGUAGES = ["", "أ", "ب", "ج"], ["", "a@x", "b@x", "c@x"], ["", "fr", "ar", "?"]
ROWS = st.lists(st.tuples(*map(st.sampled_from, (NAMES, EMAILS, LANGUAGES))), max_size=6)


class TestLaws(TestCase):
    """For all files: importing again changes nothing, and undoing gives back what was there."""

    @settings(max_examples=40, deadline=None)
    @given(ROWS, ROWS)
    def test_import_again_and_undo(self, before: list[tuple[str, ...]], after: list[tuple[str, ...]]) -> None:
        by = User.objects.create(username="field", role=Role.OFFICER)
        _tried(by, before)
        stood = units()
        done = _tried(by, after)
        if done is None:
            assert units() == stood
            return
        assert done.created + done.changed + done.unchanged + done.refused == sum(any(row) for row in after)
        stands = units()
        again = _tried(by, after)
        assert again is not None
        assert (again.created, again.changed) == (0, 0)
        assert units() == stands
        operations.undo(source=again, by=by, now=NOW)
        operations.undo(source=done, by=by, now=NOW)
        assert units() == stood


def _tried(by: User, rows: list[tuple[str, ...]]) -> Import | None:
    with suppress(Refused):
        return imported(by, *rows)
    return None
