"""Old posts go, those of a case stay."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import override_settings

from tabayyun.desk.cases import operations
from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise import operations as expertise
from tabayyun.desk.signals.models import Content, Copy, Signal
from tabayyun.desk.watch.models import Post
from tabayyun.kit.models import User

pytestmark = pytest.mark.django_db
MakeContent = Callable[..., Content]


@pytest.fixture(autouse=True)
def _ninety_days() -> object:
    with override_settings(POST_RETENTION_DAYS=90):
        yield


@pytest.fixture
def later(now: datetime) -> datetime:
    return now + timedelta(days=91)


def add_copy(content: Content, at: datetime) -> Post:
    post = Post.objects.create(
        source=content.first_post.source,
        external_id=f"{content.key} {at}",
        text=content.text,
        collected_at=at,
    )
    Copy.objects.create(content=content, post=post)
    return post


def test_a_content_of_no_case_goes_with_its_posts(content: Content, later: datetime) -> None:
    Signal.objects.create(content=content, kind="rumour", score=0.5, at=content.detected_at)
    assert operations.purge_posts(now=later).deleted == 3
    assert not Post.objects.exists()
    assert not Content.objects.exists()
    assert not Signal.objects.exists()


def test_nothing_goes_before_its_time(content: Content, now: datetime) -> None:
    assert operations.purge_posts(now=now + timedelta(days=89)).deleted == 0


@pytest.mark.parametrize("end", ["open", "closed"])
def test_the_posts_of_a_case_stay_for_good(case: Case, expert: User, later: datetime, end: str) -> None:
    """Also those that were collected after the case was opened, and after it was closed."""
    if end == "closed":
        operations.close(case=case, reason="x", by=expert, now=case.opened_at)
    add_copy(case.content, case.opened_at + timedelta(hours=1))
    purged = operations.purge_posts(now=later + timedelta(days=1))
    assert (purged.deleted, purged.kept) == (0, 4)
    assert case.content.copy_set.count() == 4


def test_an_examined_content_stays(content: Content, expert: User, later: datetime) -> None:
    finding = {"ar": "س"}
    expertise.record(
        content=content, method="manual.other", finding=finding, confidence="low", by=expert, now=later
    )
    assert operations.purge_posts(now=later).deleted == 0


def test_a_content_that_is_still_copied_keeps_its_first_post(content: Content, later: datetime) -> None:
    fresh = add_copy(content, later - timedelta(days=1))
    assert operations.purge_posts(now=later).deleted == 2
    assert set(Post.objects.values_list("pk", flat=True)) == {content.first_post_id, fresh.pk}
    assert Content.objects.filter(pk=content.pk).exists()


def test_one_goes_and_the_other_stays(case: Case, make_content: MakeContent, later: datetime) -> None:
    other = make_content("محتوى آخر")
    assert operations.purge_posts(now=later).deleted == 3
    assert list(Content.objects.values_list("pk", flat=True)) == [case.content_id]
    assert other.pk != case.content_id
    assert operations.purge_posts(now=later).deleted == 0
