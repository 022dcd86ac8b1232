"""The queue and the content page, as people see them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.desk.signals.making import START, make_claim, make_content

from tabayyun.desk.signals import operations
from tabayyun.desk.signals.models import Content
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db
QUEUE = reverse("signals:queue")


@pytest.fixture
def officer(client: Client) -> User:
    user = User.objects.create_user("officer", first_name="سلمى", last_name="العلوي", role=Role.OFFICER)
    client.force_login(user)
    return user


def page(client: Client, **query: str) -> str:
    answer = client.get(QUEUE, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nobody_sees_it_without_logging_in(client: Client) -> None:
    content = make_content("شائعة")
    for address in (QUEUE, reverse("signals:events"), reverse("signals:content", args=[content.pk])):
        assert client.get(address).status_code == 302


def test_contents_stand_by_rank_with_their_reasons(client: Client, officer: User) -> None:
    make_content("محتوى عادي", rank=1.0)
    make_content("محتوى خطير", rank=9.0, kind="violence", copies=12, minutes=9)
    html = page(client)
    assert html.index("محتوى خطير") < html.index("محتوى عادي")
    assert "12 نسخة في 9 دقائق" in html
    assert "قتل" in html


def test_the_same_number_of_queries_for_one_row_and_for_three(client: Client, officer: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client)
        return len(captured)

    claim = make_claim("شائعة")
    make_content("واحد", kind="violence", known_claim=claim, handler=officer, handled_at=timezone.now())
    queries()  # the first page of an installation also makes its row
    one = queries()
    for n in range(2):
        make_content(f"{n}", kind="rumour", known_claim=claim, handler=officer, handled_at=timezone.now())
    assert queries() == one
    assert one <= 9


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"alpha"}),
        ({"state": "all"}, {"alpha", "beta", "gamma"}),
        ({"state": "dismissed"}, {"beta"}),
        ({"state": "nonsense"}, {"alpha"}),
        ({"state": "all", "lang": "fr"}, {"gamma"}),
        ({"state": "all", "kind": "violence"}, {"beta"}),
        ({"state": "all", "words": "ALPHA"}, {"alpha"}),
        ({"state": "all", "source": "hashtag"}, {"alpha", "beta", "gamma"}),
        ({"state": "all", "since": "1"}, {"gamma"}),
    ],
)
def test_filters(client: Client, officer: User, query: dict[str, str], found: set[str]) -> None:
    make_content("alpha")
    make_content("beta", state="dismissed", kind="violence")
    make_content("gamma", state="answered", lang="fr", last_posted_at=timezone.now())
    html = page(client, **query)
    assert {name for name in ("alpha", "beta", "gamma") if f">{name}</a>" in html} == found


@pytest.mark.parametrize("spelling", ["الابواب", "الأَبْوَاب", "الأبـــواب"])
def test_a_word_is_found_however_it_is_written(client: Client, officer: User, spelling: str) -> None:
    make_content("إلغاء الأبواب المفتوحة")
    assert "content-" in page(client, words=spelling)


def test_dismissing_from_the_queue(client: Client, officer: User) -> None:
    content = make_content("رأي")
    answer = client.post(reverse("signals:dismiss", args=[content.pk]), {"reason": "Satire"}, follow=True)
    assert "رأي</a>" not in answer.content.decode()
    assert Content.objects.get().dismissed_reason == "Satire"


def test_ones_own_words_win_over_the_offered_reason(client: Client, officer: User) -> None:
    content = make_content("رأي")
    client.post(reverse("signals:dismiss", args=[content.pk]), {"reason": "Satire", "other": "لسبب آخر"})
    assert Content.objects.get().dismissed_reason == "لسبب آخر"


def test_dismissing_without_a_reason_is_refused_with_a_message(client: Client, officer: User) -> None:
    content = make_content("رأي")
    answer = client.post(
        reverse("signals:dismiss", args=[content.pk]),
        follow=True,
        headers={"referer": f"http://testserver{QUEUE}"},
    )
    assert "alert-error" in answer.content.decode()
    assert Content.objects.get().state == "open"


def test_answering_with_the_statement_that_exists(client: Client, officer: User) -> None:
    claim = make_claim("شائعة")
    content = make_content("شائعة", known_claim=claim)
    html = page(client)
    assert f'value="{claim.pk}"' in html
    assert "يطابق البيان BH-2022-0041" in html
    client.post(reverse("signals:answer", args=[content.pk]), {"claim": claim.pk})
    content.refresh_from_db()
    assert (content.state, content.answered_by, content.decided_by) == ("answered", claim, officer)


def test_going_back_leads_nowhere_else(client: Client, officer: User) -> None:
    content = make_content("رأي")
    answer = client.post(
        reverse("signals:dismiss", args=[content.pk]), {"reason": "x", "next": "https://evil.example/"}
    )
    assert answer["Location"] == QUEUE


def test_an_auditor_reads_and_decides_nothing(client: Client) -> None:
    client.force_login(User.objects.create_user("auditor", role=Role.AUDITOR))
    content = make_content("رأي")
    assert "signals:dismiss" not in page(client)
    assert reverse("signals:dismiss", args=[content.pk]) not in page(client)
    assert client.post(reverse("signals:dismiss", args=[content.pk]), {"reason": "x"}).status_code == 403


def test_others_see_who_is_on_it(client: Client, officer: User) -> None:
    content = make_content("شائعة")
    client.post(reverse("signals:handle", args=[content.pk]), {"beat": "1"})
    other = Client()
    other.force_login(User.objects.create_user("expert", role=Role.EXPERT))
    assert "سلمى العلوي" in page(other)
    client.post(reverse("signals:release", args=[content.pk]), {"beat": "1"})
    assert "سلمى العلوي" not in page(other)


def test_somebody_who_vanished_is_not_shown(client: Client, officer: User) -> None:
    make_content("شائعة", handler=User.objects.create_user("gone"), handled_at=START - timedelta(days=1))
    assert "gone" not in page(client)


def test_for_htmx_the_list_alone(client: Client, officer: User) -> None:
    make_content("شائعة")
    html = client.get(QUEUE, headers={"hx-request": "true"}).content.decode()
    assert html.lstrip().startswith("<section")
    assert "<html" not in html


def test_foreign_text_is_only_text(client: Client, officer: User) -> None:
    content = make_content('<script>alert(1)</script>\u202eقلب" onclick="x')
    for html in (page(client), client.get(reverse("signals:content", args=[content.pk])).content.decode()):
        assert "<script>alert" not in html
        assert "\u202e" not in html
        assert 'onclick="x' not in html.replace("&quot;", "")


def test_a_content_with_its_copies_chart_and_matches(client: Client, officer: User) -> None:
    make_claim("إلغاء الأبواب المفتوحة بمدينة فاس")
    content = make_content("إلغاء الأبواب المفتوحة بمدينة فاس", copies=4, minutes=30, kind="rumour")
    html = client.get(reverse("signals:content", args=[content.pk])).content.decode()
    assert html.count("<rect") == 4
    assert "BH-2022-0041" in html
    assert html.count('data-label="المصدر"') == 4
    assert reverse("signals:dismiss", args=[content.pk]) in html


def test_the_same_number_of_queries_whatever_the_number_of_copies(client: Client, officer: User) -> None:
    def queries(content: Content) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("signals:content", args=[content.pk])).status_code == 200
        return len(captured)

    one, three = make_content("واحد"), make_content("ثلاثة", copies=3, minutes=5)
    queries(one)  # the first page of a process also builds the index of known claims
    assert queries(one) == queries(three)


def test_a_dismissed_content_can_be_put_back(client: Client, officer: User) -> None:
    content = make_content("رأي", state="dismissed", dismissed_reason="قديم")
    html = client.get(reverse("signals:content", args=[content.pk])).content.decode()
    assert "قديم" in html
    client.post(reverse("signals:reopen", args=[content.pk]))
    assert Content.objects.get().state == "open"


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh"])
def test_every_language_of_the_desk(client: Client, officer: User, language: str) -> None:
    client.cookies["tabayyun_language"] = language
    content = make_content("شائعة", copies=2, minutes=1, kind="threat")
    assert f'lang="{language}"' in page(client)
    assert client.get(reverse("signals:content", args=[content.pk])).status_code == 200


def test_times_in_the_future_do_no_harm(client: Client, officer: User) -> None:
    content = make_content("شائعة", last_posted_at=datetime(2090, 1, 1, tzinfo=UTC))
    operations.handle(content=content, by=officer, now=timezone.now())
    assert client.get(reverse("signals:content", args=[content.pk])).status_code == 200
