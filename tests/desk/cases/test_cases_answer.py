"""The page on which a unit answers, without an account."""

from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tabayyun.desk.cases import operations, queries
from tabayyun.desk.cases.models import Case, Inquiry, Unit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
ANSWER = {"answer": "لم تلغ الأبواب المفتوحة", "name": "رئيس المصلحة"}


@pytest.fixture
def inquiry(case: Case, unit: Unit, officer: User) -> Inquiry:
    now, due = timezone.now(), timezone.now() + 60 * MINUTE
    question = "هل ألغيت؟ <script>alert(1)</script>"
    return operations.ask(case=case, unit=unit, question=question, due_at=due, by=officer, now=now)


def page(inquiry: Inquiry) -> str:
    return reverse("cases:answer", args=[queries.answer_link(inquiry).token])


def test_the_link_opens_the_question_in_the_units_language(client: Client, inquiry: Inquiry) -> None:
    client.cookies["tabayyun_language"] = "fr"
    response = client.get(page(inquiry))
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "ar"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]
    text = response.content.decode()
    assert '<html lang="ar" dir="rtl">' in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text


def test_opening_the_link_answers_nothing(client: Client, inquiry: Inquiry) -> None:
    """Mail programs fetch links to preview them."""
    client.get(page(inquiry))
    client.head(page(inquiry))
    inquiry.refresh_from_db()
    assert inquiry.answered_at is None


def test_an_answer_is_kept_once(client: Client, inquiry: Inquiry) -> None:
    assert client.post(page(inquiry), ANSWER).status_code == 200
    second = client.post(page(inquiry), {"answer": "غير ذلك", "name": "آخر"})
    assert second.status_code == 409
    assert client.get(page(inquiry)).status_code == 200
    inquiry.refresh_from_db()
    assert (inquiry.answer, inquiry.answered_name) == (ANSWER["answer"], ANSWER["name"])


def test_the_post_needs_a_csrf_token(inquiry: Inquiry) -> None:
    assert Client(enforce_csrf_checks=True).post(page(inquiry), ANSWER).status_code == 403


@pytest.mark.parametrize("token", ["1", "1.x", "x.y", "1.", ".", "1" * 500])
def test_a_forged_link_is_not_found(client: Client, inquiry: Inquiry, token: str) -> None:
    assert client.get(reverse("cases:answer", args=[token])).status_code == 404


def test_a_token_opens_its_own_inquiry_alone(client: Client, inquiry: Inquiry) -> None:
    signature = queries.answer_link(inquiry).token.partition(".")[2]
    assert client.get(reverse("cases:answer", args=[f"{inquiry.pk + 1}.{signature}"])).status_code == 404


def test_a_token_of_another_purpose_opens_nothing(client: Client, inquiry: Inquiry) -> None:
    from django.core.signing import Signer

    other = Signer(salt="something else", sep=".").sign(str(inquiry.pk))
    assert client.get(reverse("cases:answer", args=[other])).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_three_days_after_the_deadline_the_link_has_expired(
    client: Client, inquiry: Inquiry, method: str
) -> None:
    late = inquiry.due_at + queries.ANSWER_GRACE + MINUTE
    with mock.patch("django.utils.timezone.now", return_value=late):
        assert getattr(client, method)(page(inquiry), ANSWER).status_code == 410
    with pytest.raises(Refused):
        operations.answer_inquiry(inquiry=inquiry, **ANSWER, now=late)


def test_a_late_answer_is_still_worth_having(inquiry: Inquiry) -> None:
    late = inquiry.due_at + queries.ANSWER_GRACE
    operations.answer_inquiry(inquiry=inquiry, **ANSWER, now=late)
    assert inquiry.answered_at == late


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "", "name": "x"},
        {"answer": " \n ", "name": "x"},
        {"answer": "x", "name": ""},
        {"answer": "x" * 10_001, "name": "x"},
        {"answer": "احتفظ بهذا", "name": "م" * 10_000},
        {"answer": "a\0b", "name": "x"},
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(
    client: Client, inquiry: Inquiry, wrong: dict[str, str]
) -> None:
    response = client.post(page(inquiry), wrong)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert response.context["form"]["answer"].value() == wrong["answer"]
    inquiry.refresh_from_db()
    assert inquiry.answered_at is None


def test_what_a_unit_writes_is_shown_as_text(client: Client, inquiry: Inquiry) -> None:
    nasty = {"answer": "<img src=x onerror=alert(1)>\u202e", "name": "<b>x</b>"}
    text = client.post(page(inquiry), nasty).content.decode()
    assert "<img src=x" not in text
    assert "\u202e" not in text


def test_a_second_answer_loses_the_race_in_the_operation_too(inquiry: Inquiry, now: datetime) -> None:
    same = Inquiry.objects.get(pk=inquiry.pk)
    operations.answer_inquiry(inquiry=inquiry, **ANSWER, now=now)
    with pytest.raises(Refused):
        operations.answer_inquiry(inquiry=same, **ANSWER, now=now)
