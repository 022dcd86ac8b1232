"""Examinations: by people and by the examiners that are installed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests.desk.expertise.conftest import NOON

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.models import Examination
from tabayyun.desk.signals.models import Content
from tabayyun.kit import audit, plugins
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Role, User
from tabayyun.plugins.examiners.base import Finding, Subject

pytestmark = pytest.mark.django_db
RIGHT: dict[str, Any] = {
    "method": "manual.contact",
    "finding": {"ar": "أكد المنظمون أن الأبواب المفتوحة قائمة."},
    "confidence": "high",
}


def test_an_examination_is_kept_and_audited(content: Content, expert: User) -> None:
    kept = operations.record(content=content, **RIGHT, link="https://example.org/a", by=expert, now=NOON)
    assert list(queries.of(content)) == [kept]
    (entry,) = audit.of(content)
    assert (entry.verb, entry.data["examination"]) == ("expertise.examined", kept.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"finding": {}},
        {"finding": {"ar": " \n "}},
        {"finding": {"xx": "no such language"}},
        {"finding": {"ar": "س" * 1001}},
        {"method": ""},
        {"method": "m" * 61},
        {"confidence": "certain"},
        {"limits": "x" * 4001},
        {"link": "javascript:alert(1)"},
        {"link": "https://x/" + "x" * 2000},
    ],
)
def test_what_cannot_be_quoted_is_refused(content: Content, expert: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        operations.record(content=content, **{**RIGHT, **wrong}, by=expert, now=NOON)
    assert not Examination.objects.exists()
    assert not audit.of(content).exists()


@pytest.mark.parametrize(
    "sql", ["UPDATE expertise_examination SET limits = 'x'", "DELETE FROM expertise_examination"]
)
def test_an_examination_is_never_edited(content: Content, expert: User, sql: str) -> None:
    operations.record(content=content, **RIGHT, by=expert, now=NOON)
    refused = pytest.raises(DatabaseError, match="expertise_examination")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_examiner_sees_the_oldest_post_first_and_undated_ones_last(content: Content) -> None:
    subject = queries.subject(content)
    assert [seen.posted_at for seen in subject.appearances] == [NOON, NOON + timedelta(minutes=1), None]
    assert str(subject.appearances[0].posted_at.tzinfo) == "Africa/Casablanca"  # type: ignore[union-attr]


def test_the_installed_examiners_find_something_once(content: Content, expert: User) -> None:
    first, _said = operations.run_examiners(content=content, by=expert, now=NOON)
    assert first.method == "appearances"
    assert "1er mars 2026" in first.finding["fr"]
    assert operations.run_examiners(content=content, by=expert, now=NOON) == []


class Broken:
    takes = "content"

    def examine(self, subject: Subject) -> Finding | None:
        raise OSError("no tool")


class Silent:
    takes = "content"

    def examine(self, subject: Subject) -> Finding | None:
        return None


class Sure:
    takes = "content"

    def examine(self, subject: Subject) -> Finding | None:
        return Finding({"ar": "نعم"}, "high", "حدود", "1", {"limits": {"ar": "حدود", "en": "limits"}})


def test_an_examiner_that_fails_does_not_stop_the_others(
    content: Content, expert: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"broken": Broken, "silent": Silent, "sure": Sure}
    monkeypatch.setattr(plugins, "names", lambda _kind: sorted(found))
    monkeypatch.setattr(plugins, "load", lambda _kind, name: found[name])
    (kept,) = operations.run_examiners(content=content, by=expert, now=NOON)
    assert kept.method == "sure"
    assert [entry.verb for entry in audit.of(content)] == ["expertise.examiner_failed", "expertise.examined"]
    assert kept.limits_worded == "limits"
    with translation.override("fr"):
        assert kept.limits_worded == "حدود"


@pytest.fixture
def as_role(client: Client) -> Callable[[str], Client]:
    def log_in(role: str) -> Client:
        client.force_login(User.objects.get_or_create(username=role, defaults={"role": role})[0])
        client.cookies["tabayyun_language"] = "en"
        return client

    return log_in


@pytest.mark.parametrize("role", Role.values)
def test_only_officers_and_experts_examine(
    as_role: Callable[[str], Client], content: Content, role: str
) -> None:
    client, may = as_role(role), role in {Role.OFFICER, Role.EXPERT}
    for name in ("record", "run"):
        response = client.post(reverse(f"expertise:{name}", args=[content.pk]))
        assert (response.status_code != 403) == may
    assert client.get(reverse("expertise:list")).status_code == 200


FORM = {
    "method": "manual.place",
    "confidence": "low",
    "finding_ar": "<script>alert(1)</script>\u202e",
    "link": "https://example.org/?a=1&b=<b>",
}


def test_a_form_becomes_an_examination_shown_as_text(
    as_role: Callable[[str], Client], content: Content
) -> None:
    client = as_role(Role.EXPERT)
    back = reverse("expertise:list") + "?page=1"
    response = client.post(reverse("expertise:record", args=[content.pk]), {**FORM, "next": back})
    assert response.headers["Location"] == back
    text = client.get(back).content.decode()
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "place and time of the picture" in text


def test_it_goes_back_to_no_other_site(as_role: Callable[[str], Client], content: Content) -> None:
    form = {**FORM, "next": "https://evil.test/"}
    response = as_role(Role.EXPERT).post(reverse("expertise:record", args=[content.pk]), form)
    assert response.headers["Location"] == reverse("expertise:list")


@pytest.mark.parametrize(
    "wrong",
    [
        {"finding_ar": ""},
        {"finding_ar": "س" * 10_000},
        {"link": "javascript:alert(1)"},
        {"method": "appearances"},
        {"confidence": ""},
        {"finding_fr": "a\0b"},
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(
    as_role: Callable[[str], Client], content: Content, wrong: dict[str, str]
) -> None:
    form = {**FORM, **wrong}
    response = as_role(Role.EXPERT).post(reverse("expertise:record", args=[content.pk]), form)
    assert response.status_code == 422
    assert response.context["form"]["link"].value() == form["link"]
    assert not Examination.objects.exists()


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    as_role: Callable[[str], Client], content: Content, expert: User
) -> None:
    client, page = as_role(Role.EXPERT), reverse("expertise:list")

    def count() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as caught:
            client.get(page)
        return len(caught)

    operations.record(content=content, **RIGHT, by=expert, now=NOON)
    one = count()
    for _ in range(2):
        operations.record(content=content, **RIGHT, by=expert, now=NOON)
    assert count() == one
