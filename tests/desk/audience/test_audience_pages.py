"""The pages of the room: what was typed is kept, roles are held, queries are counted."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.plugins.readers.fakes import TOKEN, said
from tests.plugins.readers.fakes import instagram as graph

from tabayyun.desk.audience import operations
from tabayyun.desk.audience.models import Account, Reading
from tabayyun.kit.models import Role, User


@pytest.fixture
def client(press) -> Client:
    found = Client()
    found.force_login(press)
    found.cookies["tabayyun_language"] = "en"
    return found


def test_the_list_takes_the_same_queries_for_one_account_and_for_three(
    client, twitter, measure, press, django_assert_num_queries
):
    page = reverse("audience:list") + "?year=2022"
    measure(twitter, "2022-12-31", followers=1_000, posts_total=5)
    client.get(page)  # the first page makes the institution
    with django_assert_num_queries(100, exact=False) as counted:
        assert client.get(page).status_code == 200
    for name in ("facebook", "tiktok"):
        account = operations.add_account(platform=name, handle=name, name=name, by=press, now=timezone.now())
        for day in (30, 31):
            measure(account, f"2022-12-{day}", followers=10 * day, views=5)
    with django_assert_num_queries(len(counted)):
        assert client.get(page).status_code == 200


def test_the_page_of_an_account_takes_the_same_queries_for_one_reading_and_for_three(
    client, twitter, measure, django_assert_num_queries
):
    page = reverse("audience:account", args=[twitter.pk]) + "?year=2022"
    measure(twitter, "2022-12-31", followers=1_000)
    client.get(page)
    with django_assert_num_queries(100, exact=False) as counted:
        assert client.get(page).status_code == 200
    for day in (29, 30):
        measure(twitter, f"2022-12-{day}", followers=900)
        measure(twitter, f"2022-12-{day}", followers=901, correction="Counted again.")
    with django_assert_num_queries(len(counted)):
        shown = client.get(page).content.decode()
    assert shown.count("1 earlier version") == 2


def test_figures_say_what_they_leave_open(client, instagram, measure):
    measure(instagram, "2022-12-20", followers=133_000, posts_total=626)
    shown = client.get(reverse("audience:account", args=[instagram.pk]) + "?year=2022").content.decode()
    assert "reading of 20 December 2022" in shown
    assert "in less than 10 months" in shown
    assert "at least" in shown
    assert "11 days without a reading" in shown
    everything = client.get(reverse("audience:list") + "?year=2022").content.decode()
    assert "Follows, not people" in everything
    assert "Not measured, so not in it:" in everything


def test_an_account_is_added_and_what_was_typed_comes_back(client):
    form = {"platform": "mastodon", "handle": "@surete", "name": "الحساب", "reader": "mastodon"}
    refused = client.post(reverse("audience:add"), form | {"address": "not an address"})
    assert (refused.status_code, "الحساب" in refused.content.decode()) == (422, True)
    answer = client.post(reverse("audience:add"), form | {"address": "https://social.example"})
    account = Account.objects.get()
    assert answer.url == reverse("audience:account", args=[account.pk])
    assert account.options == {"account": "@surete", "address": "https://social.example"}
    again = client.post(reverse("audience:add"), form | {"address": "https://social.example"})
    assert "in the list already" in again.content.decode()
    edited = {"name": "اسم آخر", "reader": "", "opened_on": "2022-03-07"}
    assert client.post(reverse("audience:edit", args=[account.pk]), edited).status_code == 302
    account.refresh_from_db()
    assert (account.name, account.reader, account.options) == ("اسم آخر", "", {})


def test_a_reading_is_typed_refused_and_corrected(client, twitter):
    page = reverse("audience:record", args=[twitter.pk])
    day = timezone.localdate().isoformat()
    assert client.post(page, {"day": day, "followers": "434000"}).status_code == 302
    refused = client.post(page, {"day": day, "followers": "434100"})
    assert refused.status_code == 422
    assert "why you correct" in refused.content.decode()
    assert 'value="434100"' in refused.content.decode()
    for wrong in (
        {"day": "yesterday"},
        {"day": day, "followers": "x"},
        {"day": day},
        {"day": "9999-12-31", "views": "1"},
    ):
        assert client.post(page, wrong).status_code == 422
    client.post(page, {"day": day, "followers": "434100", "correction": "Counted again."})
    assert Reading.objects.get(superseded_at=None).followers == 434_100


def test_a_token_is_given_and_never_shown(client, instagram, home):
    page = reverse("audience:account", args=[instagram.pk])
    fake = graph()
    with fake.running():
        form = {"name": "x", "reader": "instagram", "opened_on": "2022-03-07", **fake.options}
        client.post(reverse("audience:edit", args=[instagram.pk]), form)
        assert "missing" in client.get(page).content.decode()
        client.post(reverse("audience:token", args=[instagram.pk]), {"token": TOKEN})
        fake.answers = [said({"followers_count": 7, "media_count": 3}), said({"data": []})]
        client.post(reverse("audience:read_now", args=[instagram.pk]))
        client.post(reverse("audience:read_now", args=[instagram.pk]))
    shown = client.get(page).content.decode()
    assert TOKEN not in shown
    assert "not answering" in shown, "the second question found nobody"
    assert Reading.objects.get().followers == 7
    client.post(reverse("audience:switch", args=[instagram.pk]))
    assert "paused" in client.get(page).content.decode()


def test_who_may_only_read_changes_nothing(twitter):
    reader = Client()
    reader.force_login(User.objects.create_user("auditor", password="x", role=Role.AUDITOR))
    assert reader.get(reverse("audience:list")).status_code == 200
    assert reader.get(reverse("audience:account", args=[twitter.pk])).status_code == 200
    for name in ("record", "token", "read_now", "switch"):
        assert reader.post(reverse(f"audience:{name}", args=[twitter.pk])).status_code == 403
    assert reader.get(reverse("audience:add")).status_code == 403
    assert Client().get(reverse("audience:list")).status_code == 302


def test_a_year_that_makes_no_sense_shows_this_one(client, twitter, measure):
    measure(twitter, "2022-12-31", followers=5)
    for year in ("x", "1", "99999", ""):
        assert client.get(reverse("audience:list"), {"year": year}).status_code == 200
