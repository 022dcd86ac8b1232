"""The magazine in public: archive, issues, articles, corrections, PDFs, pictures."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.desk.magazine.conftest import BODY, jpeg

from tabayyun.desk.magazine import operations, queries
from tabayyun.desk.magazine.models import ArticleText
from tabayyun.kit.models import Role, User

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def people(institution) -> tuple[User, User]:
    return (
        User.objects.create_user("press", password="x", role=Role.PRESS),
        User.objects.create_user("spokesperson", password="x", role=Role.SPOKESPERSON),
    )


def written(people, text: ArticleText, title: str) -> None:
    author, approver = people
    text = operations.edit(text=text, title=title, standfirst="مقدمة.", body=BODY, by=author, now=NOW)
    operations.add_picture(
        text=text, data=jpeg(), credit="المديرية", alt="طريق خالية", caption="في الصباح", by=author, now=NOW
    )
    operations.approve(text=operations.submit(text=text, by=author, now=NOW), by=approver, now=NOW)


@pytest.fixture
def article(people) -> ArticleText:
    """An issue with one article in Arabic and French, out; its Arabic text."""
    author, approver = people
    section = queries.sections().first()
    issue = operations.create_issue(
        number=4, title={"ar": "الطريق للجميع", "fr": "La route"}, day=date(2026, 11, 1), by=author, now=NOW
    )
    text = operations.add_article(issue=issue, section=section, lang="ar", title="x", by=author, now=NOW)
    written(people, text, "السرعة لا تربح الوقت")
    other = operations.add_language(article=text.article, lang="fr", by=author, now=NOW)
    written(people, other, "La vitesse ne fait pas gagner de temps")
    operations.submit_issue(issue=issue, by=author, now=NOW)
    operations.approve_issue(issue=issue, by=approver, now=NOW)
    operations.publish(issue=issue, by=approver, now=NOW)
    text.refresh_from_db()
    return text


def body(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/magazine/", "الطريق للجميع"),
        ("/fr/magazine/", "La route"),
        ("/zgh/magazine/", "ⵜⴰⵙⵖⵓⵏⵜ"),
        ("/magazine/4/", "السرعة لا تربح الوقت"),
        ("/fr/magazine/4/", "La vitesse ne fait pas gagner de temps"),
        ("/en/magazine/4/", "السرعة لا تربح الوقت"),
        ("/magazine/4/1/", "فقرة أولى عن السرعة"),
        ("/fr/magazine/4/1/", "La vitesse ne fait pas gagner de temps"),
    ],
)
def test_pages_say_what_they_should_and_stay_small(article, path, says):
    page = body(path)
    assert says in page
    assert len(page.encode()) + len(gzip.compress(page.encode())) < 60_000


def test_an_article_that_is_not_in_a_language_says_in_which_it_is(article):
    page = body("/zgh/magazine/4/1/", 404)
    assert 'href="/magazine/4/1/"' in page
    assert 'href="/fr/magazine/4/1/"' in page


def test_nothing_is_shown_before_it_is_published(people, article):
    author, _ = people
    issue = operations.create_issue(
        number=5, title={"ar": "مجهول"}, day=date(2026, 12, 1), by=author, now=NOW
    )
    text = operations.add_article(
        issue=issue, section=queries.sections().first(), lang="ar", title="مجهول", by=author, now=NOW
    )
    picture = operations.add_picture(text=text, data=jpeg((9, 9, 9)), by=author, now=NOW)
    assert "مجهول" not in body("/magazine/")
    for path in ("/magazine/5/", "/magazine/5/1/", "/magazine/5/issue.pdf", "/magazine/9/"):
        body(path, 404)
    body(f"/magazine/pictures/{picture.sha256}-480.jpg", 404)


def test_markup_in_a_text_is_text(people, article):
    assert "<h2>عنوان فرعي</h2>" in body("/magazine/4/1/")
    assert "<blockquote>" in body("/magazine/4/1/")
    author, approver = people
    fresh = operations.correct(text=article, correction="<script>1</script>", by=author, now=NOW)
    operations.approve(text=operations.submit(text=fresh, by=author, now=NOW), by=approver, now=NOW)
    assert "<script>1" not in body("/magazine/4/1/")


def test_pictures_have_words_sizes_and_their_credit(article):
    page = body("/magazine/4/1/")
    image = re.search(r"<img [^>]+>", page)[0]
    assert 'alt="طريق خالية"' in image
    assert 'width="640" height="480"' in image
    assert "480w" in image
    assert "المديرية" in page
    address = re.search(r'src="([^"]+)"', image)[1]
    answer = Client().get(address)
    assert (answer["Content-Type"], "immutable" in answer["Cache-Control"]) == ("image/jpeg", True)
    body(address.replace("-480", "-481"), 404)


def test_structured_data_describes_the_article(article):
    found = json.loads(re.search(r'ld\+json">(.+?)</script>', body("/magazine/4/1/"))[1])
    assert (found["@type"], found["headline"], found["inLanguage"]) == ("Article", article.title, "ar")
    assert found["isPartOf"]["issueNumber"] == "4"
    assert found["datePublished"] == NOW.isoformat()


def test_the_pdf_of_each_language_is_public(article):
    for prefix in ("", "/fr"):
        answer = Client().get(f"{prefix}/magazine/4/issue.pdf")
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    body("/zgh/magazine/4/issue.pdf", 404)
    body("/magazine/4/v9.pdf", 404)


def test_a_correction_is_in_sight_and_the_first_version_stays(people, article):
    author, approver = people
    later = NOW + timedelta(days=2)
    first = Client().get("/magazine/4/issue.pdf").content
    fresh = operations.correct(text=article, correction="رقم خاطئ في الفقرة الأولى.", by=author, now=later)
    fresh = operations.edit(
        text=fresh, title="عنوان مصحح", standfirst="مقدمة.", body="نص.", correction=fresh.correction,
        by=author, now=later,
    )  # fmt: skip
    operations.approve(text=operations.submit(text=fresh, by=author, now=later), by=approver, now=later)
    page = body("/magazine/4/1/")
    assert "عنوان مصحح" in page
    assert "رقم خاطئ في الفقرة الأولى." in page
    assert "رقم خاطئ في الفقرة الأولى." in body("/magazine/4/")
    older = body("/magazine/4/1/v1/")
    assert "السرعة لا تربح الوقت" in older
    assert 'name="robots" content="noindex"' in older
    assert Client().get("/magazine/4/v1.pdf").content == first
    assert Client().get("/magazine/4/issue.pdf").content != first


def test_the_home_page_leads_to_the_latest_issue(article):
    assert 'href="/magazine/4/"' in body("/")
    assert "La route" in body("/fr/")


def test_the_sitemap_names_the_articles(article):
    assert "/fr/magazine/4/1/</loc>" in body("/sitemap.xml")


def test_the_archive_takes_the_same_queries_for_one_issue_and_for_three(
    people, article, django_assert_num_queries
):
    with django_assert_num_queries(100, exact=False) as counted:
        body("/magazine/")
    author, approver = people
    for number in (6, 7):
        issue = operations.create_issue(
            number=number, title={"ar": "عدد"}, day=date(2026, 12, 1), by=author, now=NOW
        )
        text = operations.add_article(
            issue=issue, section=queries.sections().first(), lang="ar", title="x", by=author, now=NOW
        )
        written(people, text, f"مقال {number}")
        operations.submit_issue(issue=issue, by=author, now=NOW)
        operations.approve_issue(issue=issue, by=approver, now=NOW)
        operations.publish(issue=issue, by=approver, now=NOW)
    with django_assert_num_queries(len(counted)):
        assert body("/magazine/").count("<article") == 3


def test_an_issue_takes_the_same_queries_for_one_article_and_for_three(
    people, article, django_assert_num_queries
):
    with django_assert_num_queries(100, exact=False) as counted:
        body("/magazine/4/")
    author, approver = people
    issue = operations.create_issue(number=8, title={"ar": "عدد"}, day=date(2026, 12, 1), by=author, now=NOW)
    for number, section in enumerate(queries.sections()):
        text = operations.add_article(issue=issue, section=section, lang="ar", title="x", by=author, now=NOW)
        written(people, text, f"مقال {number}")
    operations.submit_issue(issue=issue, by=author, now=NOW)
    operations.approve_issue(issue=issue, by=approver, now=NOW)
    operations.publish(issue=issue, by=approver, now=NOW)
    with django_assert_num_queries(len(counted)):
        assert body("/magazine/8/").count('class="story') == 3
