"""The pages as a person meets them: who may do what, what is kept, what foreign words cannot do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise import operations as expertise
from tabayyun.desk.press import operations, queries
from tabayyun.desk.press.models import Statement, StatementText
from tabayyun.kit import panels
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db
Bring = Callable[[StatementText], StatementText]
ENGLISH = {"tabayyun_language": "en"}
NASTY = "<script>alert(1)</script><b onclick=x>\u202egpj.exe\u2066"


@pytest.fixture
def browse() -> Callable[[User], Client]:
    def log_in(user: User) -> Client:
        client = Client()
        client.cookies.load(ENGLISH)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


Browse = Callable[[User], Client]


def filled(text: StatementText, **changes: Any) -> dict[str, Any]:
    """The editor's form as it was opened, with changes."""
    form = {
        "title": text.title,
        "body": text.body,
        "checked": "\r\n".join(text.checked),
        "claim": text.statement.claim,
        "topic": text.statement.topic,
        "seen": queries.revision(text),
        "then": "save",
    }
    return {**form, **changes}


def shown(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_whole_way_through_the_pages(case: Case, writer: User, chief: User, browse: Browse) -> None:
    desk, office = browse(writer), browse(chief)
    form = {"case": case.reference, "kind": "truth", "topic": "events", "langs": ["ar", "fr"]}
    made = desk.post(reverse("press:new"), form)
    statement = Statement.objects.get()
    assert made.url == reverse("press:statement", args=[statement.reference])
    text = statement.texts.get(lang="ar")
    written = filled(text, title="بيان حول الأبواب", then="submit")
    assert desk.post(reverse("press:text", args=[text.pk]), written).status_code == 302
    assert "waits for your approval" in shown(office, "press:list")
    page = shown(office, "press:review", text.pk)
    text.refresh_from_db()
    assert queries.to_be_signed(text).digest in page
    office.post(reverse("press:approve", args=[text.pk]), {"seen": queries.revision(text)})
    office.post(reverse("press:publish", args=[text.pk]))
    text.refresh_from_db()
    assert text.state == "published"
    assert text.title == "بيان حول الأبواب"
    operations.deliver_due(now=timezone.now())
    assert text.link in shown(desk, "press:statement", statement.reference)
    assert "receipt" in shown(desk, "press:statement", statement.reference)


def test_the_editor_keeps_what_was_typed_when_somebody_else_was_first(
    text: StatementText, writer: User, chief: User, browse: Browse, now: datetime
) -> None:
    mine = filled(text, body="نصي أنا")
    operations.edit(text=text, title="عنوانهم", body="نصهم", checked=[], by=chief, now=now)
    answer = browse(writer).post(reverse("press:text", args=[text.pk]), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "نصي أنا" in page
    assert "<del>نصهم" in page
    text.refresh_from_db()
    assert text.body == "نصهم"
    again = {**mine, "seen": queries.revision(text)}
    assert again["seen"] in page
    assert browse(writer).post(reverse("press:text", args=[text.pk]), again).status_code == 302
    text.refresh_from_db()
    assert text.body == "نصي أنا"


@pytest.mark.parametrize(
    "changes", [{"title": ""}, {"title": "ط" * 201}, {"body": "ن" * 60_001}, {"topic": "x"}]
)
def test_what_cannot_be_saved_is_shown_again(
    changes: dict[str, str], text: StatementText, writer: User, browse: Browse
) -> None:
    answer = browse(writer).post(
        reverse("press:text", args=[text.pk]), filled(text, **changes, checked="سطري")
    )
    assert answer.status_code == 422
    assert "سطري" in answer.content.decode()


def test_an_editor_that_comes_too_late_keeps_the_words(
    text: StatementText, writer: User, browse: Browse, now: datetime
) -> None:
    form = filled(text, body="ما كتبته")
    operations.submit(text=text, by=writer, now=now)
    answer = browse(writer).post(reverse("press:text", args=[text.pk]), form)
    assert answer.status_code == 409
    assert "ما كتبته" in answer.content.decode()


def test_a_refused_submission_keeps_what_was_saved(
    open_case: Case, writer: User, browse: Browse, now: datetime
) -> None:
    made = operations.create(kind="truth", topic="events", langs=["ar"], case=open_case, by=writer, now=now)
    text = made.texts.get()
    url = reverse("press:text", args=[text.pk])
    answer = browse(writer).post(
        url,
        filled(text, title="عنوان جديد", then="submit"),
        headers={"referer": f"http://testserver{url}"},
        follow=True,
    )
    text.refresh_from_db()
    assert (text.title, text.state) == ("عنوان جديد", "draft")
    assert "[…]" in answer.content.decode()


def test_foreign_words_are_only_words(
    case: Case, writer: User, chief: User, browse: Browse, now: datetime
) -> None:
    made = operations.create(
        kind="truth", topic="events", langs=["ar"], case=case, claim=NASTY, by=writer, now=now
    )
    text = made.texts.get()
    operations.edit(
        text=text, title=NASTY, body=f"{NASTY}\r\n\x00\ud800آخر", checked=[NASTY], by=writer, now=now
    )
    operations.submit(text=text, by=writer, now=now)
    operations.send_back(text=text, reason=NASTY, by=chief, now=now)
    client = browse(chief)
    pages = [
        shown(client, "press:list"),
        shown(client, "press:statement", made.reference),
        shown(client, "press:text", text.pk),
        shown(client, "press:review", text.pk),
    ]
    for page in pages:
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert "<b onclick" not in page
        assert "\u202e" not in page
    text.refresh_from_db()
    assert text.body.endswith("\nآخر")


def test_ten_thousand_characters_fit_where_they_may(
    text: StatementText, writer: User, browse: Browse
) -> None:
    long = "كلمة " * 2_000
    answer = browse(writer).post(reverse("press:text", args=[text.pk]), filled(text, body=long))
    assert answer.status_code == 302
    text.refresh_from_db()
    assert text.body == long.strip()
    too_long = browse(writer).post(
        reverse("press:text", args=[text.pk]), filled(text, claim=long, checked=long)
    )
    assert too_long.status_code == 422


POSTS = [
    ("press:submit", "press.write"),
    ("press:take_back", "press.write"),
    ("press:draft_again", "press.write"),
    ("press:correct", "press.write"),
    ("press:send_back", "press.approve"),
    ("press:approve", "press.approve"),
    ("press:withdraw", "press.approve"),
    ("press:publish", "press.publish"),
    ("press:unschedule", "press.publish"),
    ("press:schedule", "press.publish"),
    ("press:text", "press.write"),
]
ALLOWED = {
    "press.write": {Role.PRESS, Role.SPOKESPERSON},
    "press.approve": {Role.SPOKESPERSON},
    "press.publish": {Role.PRESS, Role.SPOKESPERSON},
}


@pytest.mark.parametrize(("name", "action"), POSTS)
def test_everybody_does_their_own_part(
    name: str, action: str, *, text: StatementText, person: Callable[[str], User], browse: Browse
) -> None:
    for role in Role:
        answer = browse(person(role)).post(reverse(name, args=[text.pk]))
        assert (answer.status_code != 403) == (role in ALLOWED[action]), role


@pytest.mark.parametrize("name", ["press:list", "press:new"])
def test_nobody_reads_without_logging_in(name: str, client: Client) -> None:
    assert "login" in client.get(reverse(name)).url


def test_an_auditor_reads_and_changes_nothing(
    published: StatementText, person: Callable[[str], User], browse: Browse
) -> None:
    client = browse(person(Role.AUDITOR))
    page = shown(client, "press:statement", published.statement.reference)
    assert "<textarea" not in page
    assert 'method="post"' not in page.split("<main")[1]
    shown(client, "press:review", published.pk)
    assert client.get(reverse("press:text", args=[published.pk])).status_code == 403


@pytest.mark.parametrize("method", ["get", "head"])
def test_nothing_happens_by_following_a_link(
    method: str, text: StatementText, chief: User, browse: Browse
) -> None:
    call = getattr(browse(chief), method)
    for name in ("press:submit", "press:approve", "press:publish", "press:withdraw"):
        assert call(reverse(name, args=[text.pk])).status_code == 405


def counted(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries_made:
        assert client.get(url).status_code == 200
    return len(queries_made)


def test_the_list_asks_as_often_for_three_as_for_one(
    case: Case, writer: User, chief: User, browse: Browse, now: datetime
) -> None:
    client, url = browse(chief), reverse("press:list")
    operations.create(kind="truth", topic="events", langs=["ar"], case=case, by=writer, now=now)
    once = counted(client, url)
    for _ in range(2):
        operations.create(kind="truth", topic="events", langs=["ar", "fr"], case=case, by=writer, now=now)
    assert counted(client, url) == once


def test_a_statement_asks_as_often_for_four_languages_as_for_one(
    case: Case, writer: User, chief: User, browse: Browse, now: datetime
) -> None:
    client = browse(chief)
    one = operations.create(kind="truth", topic="events", langs=["ar"], case=case, by=writer, now=now)
    four = operations.create(
        kind="truth", topic="events", langs=["ar", "fr", "en", "zgh"], case=case, by=writer, now=now
    )
    urls = [reverse("press:statement", args=[made.reference]) for made in (one, four)]
    assert counted(client, urls[0]) == counted(client, urls[1])


def test_the_list_filters(
    published: StatementText, writer: User, chief: User, browse: Browse, now: datetime
) -> None:
    other = operations.create(
        kind="communique", topic="roads", langs=["fr"], claim="Route", by=writer, now=now
    )
    client, url = browse(chief), reverse("press:list")

    def listed(**filters: str) -> set[str]:
        rows = client.get(url, filters).context["rows"]
        return {statement.reference for statement, _ in rows}

    both = {published.statement.reference, other.reference}
    assert listed() == both
    assert listed(kind="truth") == {published.statement.reference}
    assert listed(state="published") == {published.statement.reference}
    assert listed(lang="fr", kind="communique") == {other.reference}
    assert listed(q=other.reference.lower()) == {other.reference}
    assert listed(q="Route") == {other.reference}
    assert listed(kind="nonsense", page="x") == both
    assert listed(late="on") == set()


def test_what_missed_its_target_is_late(statement: Statement, now: datetime) -> None:
    chief = statement.created_by
    due = now - timedelta(minutes=30) + timedelta(minutes=120)
    for at, late in [(due, False), (due + timedelta(minutes=5), True)]:
        assert (queries.lateness(statement, at) is not None) == late
        assert queries.listed({"late": "1"}, user=chief, now=at).exists() == late


def test_what_waits_for_me_comes_first(
    statement: Statement, text: StatementText, writer: User, chief: User, now: datetime
) -> None:
    operations.submit(text=text, by=writer, now=now)
    newer = operations.create(kind="communique", topic="roads", langs=["fr"], by=writer, now=now)
    assert list(queries.listed({}, user=chief, now=now)) == [statement, newer]
    assert list(queries.listed({}, user=writer, now=now)) == [newer, statement]
    assert (queries.waiting_for(chief), queries.waiting_for(writer)) == (1, 0)


def test_a_time_is_the_institutions_own(
    text: StatementText, approved: Bring, chief: User, browse: Browse
) -> None:
    approved(text)
    client, url = browse(chief), reverse("press:schedule", args=[text.pk])
    assert "Africa/Casablanca" in client.get(url).content.decode()
    client.post(url, {"publish_at": "2099-07-01T09:30", "embargo": "on"})
    text.refresh_from_db()
    assert text.publish_at is not None
    assert text.publish_at.isoformat() == "2099-07-01T08:30:00+00:00"
    assert text.embargo
    assert "Lift the embargo" in shown(client, "press:statement", text.statement.reference)
    assert client.post(url, {"publish_at": "tomorrow"}).status_code == 200


def test_versions_are_compared(published: StatementText, writer: User, browse: Browse, now: datetime) -> None:
    client = browse(writer)
    answer = client.post(reverse("press:correct", args=[published.pk]), {"correction": "صححنا العنوان"})
    draft = StatementText.objects.get(version=2)
    assert answer.url == reverse("press:text", args=[draft.pk])
    operations.edit(
        text=draft, title="عنوان مصحح", body=draft.body, checked=draft.checked, by=writer, now=now
    )
    page = shown(client, "press:changes", draft.pk)
    assert "مصحح</ins>" in page
    assert "صححنا العنوان" in page
    assert "first version" in shown(client, "press:changes", published.pk)


def test_a_correction_on_its_way_does_not_hide_what_is_public(
    published: StatementText, writer: User, chief: User, browse: Browse, now: datetime
) -> None:
    operations.correct(text=published, correction="صححنا العنوان", by=writer, now=now)
    page = shown(browse(chief), "press:statement", published.statement.reference)
    assert reverse("press:withdraw", args=[published.pk]) in page
    assert "Former versions" not in page


def test_changed_neighbours_are_one_change() -> None:
    found = queries.differences("قال إن الخبر لا أساس له اليوم", "قال إن الخبر غير صحيح اليوم")
    assert [(part.kind, part.before.strip(), part.after.strip()) for part in found] == [
        ("same", "قال إن الخبر", "قال إن الخبر"),
        ("changed", "لا أساس له", "غير صحيح"),
        ("same", "اليوم", "اليوم"),
    ]


def test_a_language_is_added_later(statement: Statement, writer: User, browse: Browse) -> None:
    url = reverse("press:add_language", args=[statement.reference])
    client = browse(writer)
    assert client.post(url, {"lang": "zgh"}).status_code == 302
    assert statement.texts.filter(lang="zgh").count() == 1
    client.post(url, {"lang": "zgh"})
    client.post(url, {"lang": "xx"})
    assert statement.texts.count() == 4


def test_the_case_shows_its_statements(
    statement: Statement, writer: User, browse: Browse, case: Case
) -> None:
    request = browse(writer).get(reverse("press:list")).wsgi_request
    assert statement.reference in panels.render("case", request, case)


def test_new_is_filled_in_from_the_case(case: Case, writer: User, browse: Browse) -> None:
    page = (
        browse(writer).get(reverse("press:new"), {"case": case.reference, "kind": "holding"}).content.decode()
    )
    assert f'value="{case.reference}" selected' in page
    assert 'value="holding" selected' in page
    assert browse(writer).post(reverse("press:new"), {"kind": "truth"}).status_code == 200
    assert not Statement.objects.exists()


def test_findings_are_taken_over_once_and_not_marked_for_what_they_quote(
    text: StatementText, case: Case, writer: User, browse: Browse, now: datetime
) -> None:
    found = {"ar": "تقول الصورة: «Incendie au stade ce matin, partagez partout»."}
    expertise.record(
        content=case.content, method="text_in_picture", finding=found, confidence="high", by=writer, now=now
    )
    for says in ("1 finding was taken over.", "The text has every finding already."):
        answer = browse(writer).post(reverse("press:quote", args=[text.pk]), follow=True)
        assert says in answer.content.decode()
    text.refresh_from_db()
    assert text.checked.count(found["ar"]) == 1
