"""The pages of a case on a phone and at a desk: readable, reachable, nothing sticks out, the clock runs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tabayyun.desk.cases import operations, queries
from tabayyun.desk.cases.models import Case, Inquiry
from tabayyun.desk.expertise import operations as expertise
from tabayyun.desk.signals.models import Content, Copy
from tabayyun.desk.watch.models import Post, Source
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "https://example.org/" + "a" * 300
STICKING_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("main *")].filter(part => part.scrollWidth > innerWidth)
  .map(part => part.outerHTML.slice(0, 120))"""
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def inquiry(transactional_db: None) -> Inquiry:
    """A case with everything on it, and an inquiry that waits."""
    now = timezone.now()
    officer = User.objects.create(username="officer", role=Role.OFFICER, email="o@desk.test")
    officer.set_password("tabayyun-demo")
    officer.save()
    case = operations.open_case(content=_content(), title="م" * 200, by=officer, now=now)
    unit = operations.add_unit(
        name={"ar": "مصلحة التواصل"},
        email="u@x.test",
        escalation_email="",
        language="ar",
        by=officer,
        now=now,
    )
    question = f"هل ألغيت الأبواب المفتوحة؟ {LONG}"
    due = now + timedelta(hours=1)
    inquiry = operations.ask(case=case, unit=unit, question=question, due_at=due, by=officer, now=now)
    expertise.run_examiners(content=case.content, by=officer, now=now)
    operations.add_note(case=case, text=LONG, by=officer, now=now)
    return inquiry


def _content() -> Content:
    now = timezone.now()
    source = Source.objects.create(slug="feed", name="Feed", plugin="file", created_at=now)
    posts = [
        Post.objects.create(
            source=source,
            external_id=str(number),
            text="سمعت",
            posted_at=now - timedelta(minutes=9 - number),
            collected_at=now,
        )
        for number in range(9)
    ]
    content = Content.objects.create(
        key="feed:0",
        first_post=posts[0],
        text=f"سمعت بلي الأبواب المفتوحة تلغات {LONG}",
        lang="ary",
        first_posted_at=now - timedelta(minutes=9),
        last_posted_at=now,
        detected_at=now,
        copies=9,
    )
    Copy.objects.bulk_create(Copy(content=content, post=post) for post in posts)
    return content


def sound(page: Any, axe: Callable[[Any], list[str]]) -> None:
    """Accessible, and not wider than the screen."""
    assert axe(page) == []
    assert page.evaluate(STICKING_OUT) == []


def unfold(page: Any) -> None:
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")


@pytest.mark.parametrize("role", ["officer", "expert"])
def test_the_page_of_a_case(page: Any, login: Any, axe: Any, inquiry: Inquiry, role: str) -> None:
    case: Case = inquiry.case
    login(page, role)
    page.goto(reverse("cases:case", args=[case.reference]))
    unfold(page)
    sound(page, axe)
    assert page.locator("svg rect").count() >= 9
    page.set_viewport_size(DESK)
    sound(page, axe)


def test_the_clock_counts_down_by_itself(page: Any, login: Any, inquiry: Inquiry) -> None:
    login(page, "officer")
    page.goto(reverse("cases:case", args=[inquiry.case.reference]))
    figure = page.locator("[data-due] [data-figure]").first
    before = figure.inner_text()
    assert ":" in before
    page.wait_for_function(
        "before => document.querySelector('[data-figure]').innerText !== before", arg=before
    )


def test_the_list_of_cases(page: Any, login: Any, axe: Any, inquiry: Inquiry) -> None:
    login(page, "officer")
    page.goto(reverse("cases:list"))
    sound(page, axe)
    page.goto(reverse("expertise:list"))
    sound(page, axe)


def test_a_unit_answers_on_its_phone(page: Any, axe: Any, inquiry: Inquiry) -> None:
    page.goto(reverse("cases:answer", args=[queries.answer_link(inquiry).token]))
    sound(page, axe)
    page.get_by_label("جوابكم").fill("لم تلغ")
    page.get_by_label("اسمكم وصفتكم").fill("رئيس المصلحة")
    page.get_by_role("button", name="إرسال الجواب").click()
    page.get_by_text("شكرا لكم").wait_for()
    sound(page, axe)
    inquiry.refresh_from_db()
    assert inquiry.answer == "لم تلغ"


def test_an_administrator_adds_a_unit(page: Any, login: Any, axe: Any, inquiry: Inquiry) -> None:
    login(page, "admin")
    page.goto(reverse("cases:units"))
    sound(page, axe)
    page.goto(reverse("cases:unit_add"))
    sound(page, axe)
