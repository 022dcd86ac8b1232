"""The pages of an import: for whom, what they say, and what comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.kit.sheets.conftest import UNITS, comma_separated

from tabayyun.desk.cases.models import Unit
from tabayyun.kit.models import Role, User
from tabayyun.kit.sheets.cells import text_of
from tabayyun.kit.sheets.models import Import
from tabayyun.kit.sheets.reading import read

pytestmark = pytest.mark.django_db
As = Callable[[str], Client]
NASTY = "<script>alert(1)</script>\u202e"
ROWS = [("الاسم", "البريد", "Language"), ("أ", "a@x", "fr"), ("", NASTY, "klingon"), ("ب", "b@x", "ar")]


@pytest.fixture
def as_role(client: Client) -> As:
    def log_in(role: str) -> Client:
        client.force_login(User.objects.get_or_create(username=role, role=role)[0])
        client.cookies["tabayyun_language"] = "en"
        return client

    return log_in


def url(name: str, number: int | None = None) -> str:
    return reverse(f"sheets:{name}", args=[UNITS.key] if number is None else [UNITS.key, number])


def upload(client: Client, data: bytes | None = None, name: str = "units.csv") -> HttpResponse:
    file = SimpleUploadedFile(name, comma_separated(ROWS) if data is None else data)
    return client.post(url("new"), {"file": file})  # type: ignore[return-value]


def prepared(client: Client) -> Import:
    upload(client)
    source = Import.objects.get()
    client.post(url("columns", source.pk), {"column_name": "0", "column_email": "1", "column_language": "2"})
    return source


def test_the_whole_course(as_role: As):
    client = as_role(Role.OFFICER)
    response = upload(client)
    source = Import.objects.get()
    assert response.headers["Location"] == url("columns", source.pk)
    assert client.get(url("show", source.pk)).headers["Location"] == url("columns", source.pk)
    text = client.get(url("columns", source.pk)).content.decode()
    assert "A · الاسم (أ)" in text
    missing = client.post(url("columns", source.pk), {"column_name": "0", "column_email": ""})
    assert missing.status_code == 422
    chosen = {"column_name": "0", "column_email": "1", "column_language": "2"}
    assert client.post(url("columns", source.pk), chosen).headers["Location"] == url("show", source.pk)
    text = client.get(url("show", source.pk)).content.decode()
    assert "This is missing." in text
    assert "«\u2068klingon\u2069» is not one of the values" in text
    assert "<script>" not in text
    assert not Unit.objects.exists()
    assert client.post(url("carry_out", source.pk)).status_code == 302
    assert Unit.objects.count() == 2
    assert "The good lines are imported." in client.get(url("show", source.pk)).content.decode()
    assert client.post(url("carry_out", source.pk)).status_code == 409
    assert client.get(url("columns", source.pk)).status_code == 302
    client.post(url("undo", source.pk))
    assert not Unit.objects.exists()
    assert "undone" in client.get(url("new")).content.decode()


def test_refused_lines_come_as_a_spreadsheet_that_can_be_mended(as_role: As):
    client = as_role(Role.OFFICER)
    source = prepared(client)
    for _when in ("before the import", "after it"):
        lines = read("x.xlsx", client.get(url("refused", source.pk)).content)[0].lines
        assert [text_of(cell) for cell in lines[0].cells] == [
            "الاسم",
            "البريد",
            "Language",
            "Reason for refusal",
        ]
        told = text_of(lines[1].cell(3))
        assert (
            told == "3: Name: This is missing. Language: «klingon» is not one of the values of this column."
        )
        client.post(url("carry_out", source.pk))
    upload(client, client.get(url("refused", source.pk)).content, "mended.xlsx")
    assert Import.objects.first().columns == {"name": 0, "email": 1, "language": 2}  # type: ignore[union-attr]


def test_reasons_in_the_language_of_the_reader(as_role: As):
    client = as_role(Role.OFFICER)
    source = prepared(client)
    for language, said in [("ar", "هذا البيان ناقص"), ("fr", "Ce renseignement manque")]:
        client.cookies["tabayyun_language"] = language
        assert said in client.get(url("show", source.pk)).content.decode()


@pytest.mark.parametrize("role", Role.values)
def test_for_those_who_may(as_role: As, role: str):
    expected = 200 if Role(role) in {Role.OFFICER, Role.PRESS, Role.SPOKESPERSON} else 403
    assert as_role(role).get(url("new")).status_code == expected


def test_without_an_account_there_is_only_the_log_in(client: Client):
    assert client.get(url("new")).headers["Location"].startswith(reverse("kit:login"))


def test_what_is_not_there(as_role: As):
    client = as_role(Role.OFFICER)
    assert client.get(reverse("sheets:new", args=["no.table"])).status_code == 404
    assert client.get(url("show", 999)).status_code == 404
    assert client.get(url("undo", 999)).status_code == 405


def test_a_file_that_cannot_be_read_comes_back_with_the_reason(as_role: As):
    client = as_role(Role.OFFICER)
    for data, said in [(b"", "empty"), (b"%PDF-1.4", "not a spreadsheet"), (b"PK\x03\x04broken", "damaged")]:
        response = upload(client, data)
        assert response.status_code == 422
        assert said in response.content.decode()
    assert client.post(url("new")).status_code == 422
    assert not Import.objects.exists()


def test_a_hundred_thousand_lines_are_refused_with_what_to_do(as_role: As):
    client = as_role(Role.OFFICER)
    response = upload(client, b"name;day\n" + b"x;2022-03-01\n" * 100_000)
    assert response.status_code == 422
    assert "more than 50000 lines. Split it into several files." in response.content.decode()
    assert not Import.objects.exists()


def test_other_lines_and_wrong_ones(as_role: As):
    client = as_role(Role.OFFICER)
    upload(client)
    number = Import.objects.get().pk
    assert client.post(url("lines", number), {"sheet": "0", "header": "2"}).status_code == 302
    assert Import.objects.get().header == 2
    for wrong in ({"sheet": "7", "header": "1"}, {"sheet": "0", "header": "-1"}, {}):
        assert client.post(url("lines", number), wrong).status_code == 409


def test_a_file_is_thrown_away(as_role: As):
    client = as_role(Role.OFFICER)
    source = prepared(client)
    client.post(url("discard", source.pk))
    assert not Import.objects.exists()


def test_the_empty_spreadsheet_is_understood(as_role: As):
    client = as_role(Role.OFFICER)
    client.cookies["tabayyun_language"] = "ar"
    data = client.get(url("template")).content
    upload(client, data)
    assert len(Import.objects.get().columns) == len(UNITS.columns)


def test_the_list_takes_as_many_queries_for_three_imports_as_for_one(as_role: As):
    client = as_role(Role.OFFICER)

    def count() -> int:
        client.get(url("new"))
        with CaptureQueriesContext(connection) as caught:
            client.get(url("new"))
        return len(caught)

    upload(client)
    one = count()
    upload(client)
    upload(client)
    assert count() == one
