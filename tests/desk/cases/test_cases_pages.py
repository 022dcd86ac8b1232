"""The pages of the desk: who may do what, what comes back, how many queries it takes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tabayyun.desk.cases import operations, queries
from tabayyun.desk.cases.models import Case, Unit
from tabayyun.desk.signals.models import Content
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db
NASTY = '<script>alert(1)</script>\u202e" onload=x'
MakeContent = Callable[..., Content]


@pytest.fixture
def as_role(client: Client, person: Callable[..., User]) -> Callable[[str], Client]:
    """The client, logged in, in English."""

    def log_in(role: str) -> Client:
        client.force_login(person(role))
        client.cookies["tabayyun_language"] = "en"
        return client

    return log_in


def url(name: str, *args: object) -> str:
    return reverse(f"cases:{name}", args=args)


def test_one_click_opens_a_case(as_role: Callable[[str], Client], content: Content) -> None:
    response = as_role(Role.OFFICER).post(url("open", content.pk))
    case = Case.objects.get()
    assert response.headers["Location"] == url("case", case.reference)
    assert as_role(Role.OFFICER).get(response.headers["Location"]).status_code == 200


def test_the_second_click_hears_who_has_it(as_role: Callable[[str], Client], case: Case) -> None:
    response = as_role(Role.PRESS).post(url("open", case.content_id))
    assert response.status_code == 409
    assert "officer" in response.content.decode()


ACTIONS = {
    "open": {Role.OFFICER, Role.EXPERT, Role.PRESS, Role.SPOKESPERSON},
    "note": {Role.OFFICER, Role.EXPERT, Role.PRESS, Role.SPOKESPERSON},
    "assign": {Role.OFFICER, Role.EXPERT, Role.PRESS, Role.SPOKESPERSON},
    "ask": {Role.OFFICER, Role.EXPERT, Role.PRESS, Role.SPOKESPERSON},
    "lock": {Role.OFFICER, Role.EXPERT, Role.PRESS, Role.SPOKESPERSON},
    "renew": {Role.OFFICER, Role.EXPERT, Role.PRESS, Role.SPOKESPERSON},
    "unlock": {Role.OFFICER, Role.EXPERT, Role.PRESS, Role.SPOKESPERSON},
    "decide": {Role.EXPERT, Role.SPOKESPERSON},
    "close": {Role.EXPERT, Role.SPOKESPERSON},
}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_does_what_it_may(as_role: Callable[[str], Client], case: Case, role: str) -> None:
    client = as_role(role)
    for action, roles in ACTIONS.items():
        target = url(action, case.content_id if action == "open" else case.reference)
        forbidden = client.post(target).status_code == 403
        assert forbidden == (Role(role) not in roles), action
        assert client.get(target).status_code == 405 or forbidden or role == Role.AUDITOR
    for name in ("units", "unit_add"):
        assert (client.get(url(name)).status_code == 403) == (role != Role.ADMIN)
    assert client.get(url("list")).status_code == 200
    assert client.get(url("case", case.reference)).status_code == 200


def test_without_an_account_there_is_only_the_log_in(client: Client, case: Case) -> None:
    for name, args in [("list", []), ("case", [case.reference]), ("units", [])]:
        assert client.get(url(name, *args)).headers["Location"].startswith(reverse("kit:login"))


def test_the_auditor_reads_without_forms(as_role: Callable[[str], Client], case: Case) -> None:
    text = as_role(Role.AUDITOR).get(url("case", case.reference)).content.decode()
    for action in ("note", "ask", "decide", "close", "assign", "lock"):
        assert url(action, case.reference) not in text


def test_a_case_that_does_not_exist(as_role: Callable[[str], Client], db: None) -> None:
    assert as_role(Role.OFFICER).get(url("case", "M-2026-9999")).status_code == 404


def test_a_refused_verdict_keeps_what_was_typed(as_role: Callable[[str], Client], case: Case) -> None:
    typed = {"verdict": "false", "grounds": "حيثيات طويلة كتبتها للتو"}
    response = as_role(Role.EXPERT).post(url("decide", case.reference), typed)
    text = response.content.decode()
    assert response.status_code == 422
    assert typed["grounds"] in text
    assert "record an examination" in text


@pytest.mark.parametrize(
    ("action", "typed"),
    [
        ("note", {"text": "x" * 10_001}),
        ("note", {"text": ""}),
        ("note", {"text": "a\0b"}),
        ("ask", {"unit": "999", "question": "محفوظ", "within": "60"}),
        ("ask", {"unit": "", "question": "محفوظ", "within": "-5"}),
        ("decide", {"verdict": "perhaps", "grounds": "محفوظ"}),
        ("close", {"reason": "س" * 10_000}),
        ("assign", {"assignee": "999"}),
    ],
)
def test_a_wrong_form_comes_back(
    as_role: Callable[[str], Client], case: Case, action: str, typed: dict[str, str]
) -> None:
    response = as_role(Role.EXPERT).post(url(action, case.reference), typed)
    assert response.status_code == 422
    assert response.context["forms"][action].errors
    assert queries.by_reference().get().verdict == ""


def test_the_whole_course_by_hand(as_role: Callable[[str], Client], case: Case, unit: Unit) -> None:
    expert = as_role(Role.EXPERT)
    done: list[tuple[str, dict[str, Any]]] = [
        ("lock", {}),
        ("assign", {"assignee": User.objects.get(username="expert").pk}),
        ("ask", {"unit": unit.pk, "question": NASTY, "within": "60"}),
        ("note", {"text": NASTY}),
    ]
    for action, typed in done:
        assert expert.post(url(action, case.reference), typed).status_code == 302, action
    inquiry = case.inquiries.get()
    assert inquiry.due_at - inquiry.asked_at == timedelta(hours=1)
    operations.answer_inquiry(inquiry=inquiry, answer=NASTY, name=NASTY, now=timezone.now())
    verdict = {"verdict": "false", "grounds": NASTY}
    assert expert.post(url("decide", case.reference), verdict).status_code == 302
    assert expert.post(url("unlock", case.reference)).status_code == 302
    text = expert.get(url("case", case.reference)).content.decode()
    assert "<script>alert" not in text
    assert "\u202e" not in text
    assert "false" in text


def test_somebody_elses_lock_is_said_and_can_be_taken_over(
    as_role: Callable[[str], Client], case: Case, officer: User
) -> None:
    operations.lock(case=case, by=officer, now=timezone.now())
    client = as_role(Role.EXPERT)
    assert "officer is on this case" in client.get(url("case", case.reference)).content.decode()
    assert client.post(url("lock", case.reference)).status_code == 409
    assert client.post(url("renew", case.reference)).status_code == 409
    assert client.post(url("lock", case.reference), {"take_over": "yes"}).status_code == 302
    assert client.post(url("renew", case.reference)).status_code == 204


def test_the_chart_is_drawn_with_points_and_its_table_behind(
    as_role: Callable[[str], Client], case: Case
) -> None:
    """A French or Arabic «1,5» would break the drawing."""
    client = as_role(Role.OFFICER)
    client.cookies["tabayyun_language"] = "fr"
    text = client.get(url("case", case.reference)).content.decode()
    bars = text.split("<rect ")[1:]
    assert len(bars) == 3
    assert all("," not in bar.split(">")[0] for bar in bars)
    assert "<table" in text.split("</svg>")[1]


def test_no_inline_style_or_handler(as_role: Callable[[str], Client], case: Case) -> None:
    client = as_role(Role.EXPERT)
    for page in (url("case", case.reference), url("list")):
        text = client.get(page).content.decode()
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<script>" not in text


def count_queries(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(page).status_code == 200
    return len(caught)


def test_the_list_takes_as_many_queries_for_three_cases_as_for_one(
    as_role: Callable[[str], Client], case: Case, make_content: MakeContent, officer: User, now: datetime
) -> None:
    operations.assign(case=case, assignee=officer, by=officer, now=now)
    client, page = as_role(Role.OFFICER), url("list") + "?which=all"
    one = count_queries(client, page)
    for _ in range(2):
        other = operations.open_case(content=make_content(), title=NASTY[:20], by=officer, now=now)
        operations.assign(case=other, assignee=officer, by=officer, now=now)
    assert count_queries(client, page) == one


def test_the_page_takes_as_many_queries_however_much_happened(
    as_role: Callable[[str], Client], case: Case, unit: Unit, expert: User, now: datetime
) -> None:
    def happen(number: int) -> None:
        due = {"due_at": now + timedelta(hours=1), "by": expert, "now": now}
        operations.ask(case=case, unit=unit, question=f"؟ {number}", **due)
        operations.add_note(case=case, text=f"{number}", by=expert, now=now)

    client, page = as_role(Role.EXPERT), url("case", case.reference)
    happen(0)
    few = count_queries(client, page)
    for number in range(1, 4):
        happen(number)
    assert count_queries(client, page) == few


@pytest.mark.parametrize("query", ["?which=xyz&verdict=abc&page=-1", "?page=999", "?mine=yes&which=late"])
def test_filters_nobody_offers_change_nothing(
    as_role: Callable[[str], Client], case: Case, query: str
) -> None:
    assert as_role(Role.OFFICER).get(url("list") + query).status_code == 200


def test_an_administrator_keeps_the_units(as_role: Callable[[str], Client], unit: Unit) -> None:
    client = as_role(Role.ADMIN)
    form = {"name_ar": "وحدة <b>", "email": "new@field.test", "language": "fr"}
    assert client.post(url("unit_add"), form).status_code == 302
    added = Unit.objects.get(email="new@field.test")
    assert client.post(url("unit", added.pk), {**form, "retired": "on"}).status_code == 302
    added.refresh_from_db()
    assert added.retired_at is not None
    assert client.post(url("unit", added.pk), form).status_code == 302
    text = client.get(url("units")).content.decode()
    assert "<b>" not in text
    assert client.get(url("unit", added.pk)).context["form"]["name_ar"].value() == "وحدة <b>"


@pytest.mark.parametrize(
    "wrong", [{"name_ar": ""}, {"email": "x"}, {"language": "de"}, {"name_ar": "م" * 10_000}]
)
def test_a_wrong_unit_comes_back(as_role: Callable[[str], Client], db: None, wrong: dict[str, str]) -> None:
    form = {"name_ar": "وحدة", "email": "new@field.test", "language": "fr", **wrong}
    assert as_role(Role.ADMIN).post(url("unit_add"), form).status_code == 422
    assert not Unit.objects.exists()
