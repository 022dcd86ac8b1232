"""The pages of the magazine room: what was typed is kept, roles are held, queries are counted."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.desk.magazine.conftest import BODY, jpeg

from tabayyun.desk.magazine import operations, queries
from tabayyun.desk.magazine.models import ArticleText, Issue


@pytest.fixture
def writer(press) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(press)
    client.cookies["tabayyun_language"] = "en"
    return client


@pytest.fixture
def approver(spokesperson) -> Client:
    client = Client()
    client.force_login(spokesperson)
    client.cookies["tabayyun_language"] = "en"
    return client


def wording(text: ArticleText, **changes: str) -> dict[str, str]:
    written = {"title": text.title, "standfirst": text.standfirst, "body": text.body, "byline": text.byline}
    return written | {"seen": queries.revision(text)} | changes


def test_lists_take_the_same_queries_for_one_row_and_for_three(
    writer, issue, write, now, django_assert_num_queries
):
    press = issue.created_by
    write()
    pages = [reverse("magazine:list"), reverse("magazine:issue", args=[1])]
    counts = []
    for page in pages:
        with django_assert_num_queries(100, exact=False) as counted:
            writer.get(page)
        counts.append(len(counted))
    for number in (2, 3):
        operations.create_issue(number=number, title={"ar": "عدد"}, day=date(2022, 5, 1), by=press, now=now)
        text = write(f"مقال {number}")
        write("Article", lang="fr", of=text)
    for page, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            assert writer.get(page).status_code == 200


def test_begin_an_issue_and_an_article(writer, section):
    form = {"number": "7", "title_ar": "عدد", "title_fr": "", "day": "2022-05-01"}
    assert writer.post(reverse("magazine:new"), form).url == reverse("magazine:issue", args=[7])
    again = writer.post(reverse("magazine:new"), form | {"title_ar": "كلمات كتبتها"})
    assert again.status_code == 422
    assert "كلمات كتبتها" in again.content.decode()
    article = {"section": section.pk, "lang": "ar", "title": "مقال"}
    answer = writer.post(reverse("magazine:add_article", args=[7]), article)
    assert answer.url == reverse("magazine:text", args=[ArticleText.objects.get().pk])
    assert writer.get(answer.url).status_code == 200


def test_what_was_typed_comes_back_when_it_cannot_be_saved(writer, write, press, spokesperson, now):
    text = write()
    page = reverse("magazine:text", args=[text.pk])
    long = writer.post(page, wording(text, title="ط" * 10_000, body="كلمات كتبتها"))
    assert (long.status_code, "كلمات كتبتها" in long.content.decode()) == (422, True)
    stale = wording(text, body="كلمات كتبتها")
    operations.edit(
        text=text, title="عنوان الآخر", standfirst="x", body="كلمات الآخر", by=spokesperson, now=now
    )
    conflict = writer.post(page, stale)
    assert conflict.status_code == 409
    assert "كلمات كتبتها" in conflict.content.decode()
    assert "كلمات الآخر" in conflict.content.decode()
    knowingly = stale | {"seen": conflict.context["form"]["seen"].value()}
    assert writer.post(page, knowingly).status_code == 302
    text.refresh_from_db()
    assert text.body == "كلمات كتبتها"


def test_submitted_without_alternative_text_the_text_is_saved_and_the_reason_said(writer, write, press, now):
    text = write()
    operations.describe_picture(picture=text.pictures.get(), credit="المديرية", alt="", by=press, now=now)
    typed = wording(text, body=f"{BODY}\n\nجملة أخيرة.", then="submit")
    answer = writer.post(reverse("magazine:text", args=[text.pk]), typed)
    assert answer.status_code == 409
    assert "Every picture needs an alternative text" in answer.content.decode()
    text.refresh_from_db()
    assert (text.state, text.body.endswith("جملة أخيرة.")) == ("draft", True)


def test_an_upload_that_is_no_picture_is_refused_and_the_words_stay(writer, write):
    text = write()
    page = reverse("magazine:add_picture", args=[text.pk])
    file = SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")
    answer = writer.post(page, {"file": file, "credit": "المصور", "alt": "وصف كتبته", "caption": ""})
    assert answer.status_code == 422
    assert "no picture that can be read" in answer.content.decode()
    assert "وصف كتبته" in answer.content.decode()
    good = SimpleUploadedFile("photo.png", jpeg(), content_type="image/png")
    assert writer.post(page, {"file": good, "credit": "المصور", "alt": "وصف"}).status_code == 302
    assert text.pictures.count() == 2


def test_a_picture_is_shown_to_the_desk_and_to_nobody_else(writer, write):
    picture = reverse("magazine:picture", args=[write().pictures.get().sha256])
    assert writer.get(picture)["Content-Type"] == "image/jpeg"
    assert Client().get(picture).status_code == 302
    assert writer.get(reverse("magazine:picture", args=["nothing"])).status_code == 404


def test_the_way_to_publication_by_the_buttons(writer, approver, write, issue):
    text = write()
    writer.post(reverse("magazine:submit", args=[text.pk]))
    assert writer.post(reverse("magazine:approve", args=[text.pk])).status_code == 403
    review = approver.get(reverse("magazine:review", args=[text.pk]))
    approver.post(reverse("magazine:approve", args=[text.pk]), {"seen": review.context["seen"]})
    writer.post(reverse("magazine:submit_issue", args=[1]))
    assert writer.post(reverse("magazine:publish", args=[1])).status_code == 403
    approver.post(reverse("magazine:approve_issue", args=[1]))
    approver.post(reverse("magazine:publish", args=[1]))
    assert Issue.objects.get().state == "published"
    assert approver.get(reverse("magazine:issue", args=[1])).status_code == 200
    answer = writer.post(reverse("magazine:correct", args=[text.pk]), {"correction": "رقم خاطئ"})
    assert writer.get(answer.url).status_code == 200


def test_a_preview_shows_drafts_too(writer, write, press, now):
    text = write()
    operations.describe_picture(picture=text.pictures.get(), credit="", alt="", by=press, now=now)
    answer = writer.get(reverse("magazine:preview", args=[1, "ar"]))
    assert answer.content.startswith(b"%PDF-1.7")
    assert writer.get(reverse("magazine:preview", args=[1, "de"])).status_code == 404


def test_sections_are_edited_by_those_who_approve(writer, approver, section):
    assert writer.get(reverse("magazine:sections")).status_code == 403
    form = {"name_ar": "ركن جديد", "name_fr": "Rubrique", "colour": "#223344"}
    assert approver.post(reverse("magazine:sections"), form).status_code == 302
    assert approver.post(reverse("magazine:sections"), form | {"colour": "red"}).status_code == 422
    page = reverse("magazine:section", args=[section.pk])
    assert approver.get(page).status_code == 200
    assert approver.post(page, form | {"retired": "on"}).status_code == 302
    assert section not in queries.sections()
