"""The case in which a picture was there before, beside the match at the bench."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk.cases.conftest import NOON

from tabayyun.desk.cases import operations
from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise.models import MediaMatch, MediaPrint
from tabayyun.desk.signals.models import Content
from tabayyun.kit.models import User


@pytest.fixture
def matched(content: Content) -> Callable[[Content], MediaMatch]:
    """A picture of ``content`` shows one that came with another content."""

    def match(known: Content) -> MediaMatch:
        old, new = (
            MediaPrint.objects.create(number=number, sha256=str(known.pk), content=one, seen_at=NOON)
            for number, one in ((known.pk, known), (1000 + known.pk, content))
        )
        return MediaMatch.objects.create(
            content=content, asked=new, known=old, bank="desk", name=str(old.pk), by="bytes", score=1, at=NOON
        )

    return match


def opened(content: Content, by: User) -> Case:
    return operations.open_case(content=content, title="", by=by, now=NOON)


def test_a_match_names_its_latest_case_with_a_link(
    client: Client, content: Content, make_content: Callable[..., Content], matched, officer: User
) -> None:
    known = make_content("x")
    first = opened(known, officer)
    operations.close(case=first, reason="again", by=officer, now=NOON)
    latest = opened(known, officer)
    matched(known)
    client.force_login(officer)
    page = client.get(reverse("expertise:bench", args=[content.pk])).content.decode()
    assert reverse("cases:case", args=[latest.reference]) in page
    assert reverse("cases:case", args=[first.reference]) not in page
    assert "ظهر من قبل في الملف" in page


def test_without_a_case_and_of_a_bank_nothing_is_said(
    client: Client, content: Content, make_content: Callable[..., Content], matched, officer: User
) -> None:
    opened(content, officer)
    match = matched(make_content("x"))
    match.pk, match.known, match.bank = None, None, "partners"
    match.save()
    client.force_login(officer)
    page = client.get(reverse("expertise:bench", args=[content.pk])).content.decode()
    assert "ظهر من قبل في الملف" not in page


def test_the_page_asks_as_often_for_three_matches_as_for_one(
    client: Client, content: Content, make_content: Callable[..., Content], matched, officer: User
) -> None:
    client.force_login(officer)
    client.get(reverse("expertise:bench", args=[content.pk]))
    counts = []
    for number in range(3):
        known = make_content(f"x{number}")
        opened(known, officer)
        matched(known)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("expertise:bench", args=[content.pk]))
        counts.append(len(asked))
    assert counts[0] == counts[2]
