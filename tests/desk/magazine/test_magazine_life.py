"""An issue from its first article to its publication, and what stays as it was afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.desk.magazine.conftest import BODY, jpeg
from tests.kit.reading_pdf import read

from tabayyun.desk.magazine import jobs, operations, queries
from tabayyun.desk.magazine.models import Article, ArticleText, Issue, Picture, Print, Section
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused


def edited(text, by, now, **changes):
    wording = {"title": text.title, "standfirst": text.standfirst, "body": text.body} | changes
    return operations.edit(text=text, **wording, by=by, now=now)


def test_an_issue_comes_out_in_two_languages_with_a_pdf_each(published, issue, now):
    issue.refresh_from_db()
    assert (issue.state, issue.published_at) == ("published", now)
    assert [(one.lang, one.version) for one in issue.prints.order_by("lang")] == [("ar", 1), ("fr", 1)]
    for one in issue.prints.all():
        found = read(queries.print_bytes(one.sha256))
        assert found.standards == {"PDF/A-2a", "PDF/UA-1"}
        assert (found.lang, found.tagged, found.right_to_left) == (one.lang, True, one.lang == "ar")
        assert found.alternatives == ["طريق خالية"] * 2, "on the cover, and in the article"
    assert found.title == "La route, un bien commun, n° 1"
    assert found.bookmarks == ["La vitesse ne fait pas gagner de temps"]


def test_the_same_issue_gives_the_same_file(published, issue, now):
    issue.refresh_from_db()
    kept = queries.print_bytes(issue.prints.get(lang="ar").sha256)
    assert operations.laid_out(issue=issue, lang="ar", now=now) == kept


def test_a_picture_without_alternative_text_or_credit_stops_the_article(write, press, now):
    text = write()
    for missing in ("alt", "credit"):
        picture = text.pictures.get()
        words = {"credit": "المديرية", "alt": "طريق"} | {missing: ""}
        operations.describe_picture(picture=picture, **words, by=press, now=now)
        with pytest.raises(Refused, match="alternative text" if missing == "alt" else "credit"):
            operations.submit(text=text, by=press, now=now)


def test_the_database_holds_pictures_to_their_description(write, press, now):
    picture = write().pictures.get()
    operations.describe_picture(picture=picture, credit="المديرية", alt="", by=press, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(published_at=now)


@pytest.mark.parametrize("field", ["title", "standfirst", "body"])
def test_an_article_needs_all_its_parts(write, press, now, field):
    text = edited(write(), press, now, **{field: " "})
    with pytest.raises(Refused, match="needs a title"):
        operations.submit(text=text, by=press, now=now)


def test_what_cannot_be_printed_is_said_when_it_is_submitted(write, press, now):
    text = edited(write(), press, now, body="نص 😀")
    with pytest.raises(Refused, match="😀"):
        operations.submit(text=text, by=press, now=now)
    text.refresh_from_db()
    assert text.state == "draft"


def test_nobody_approves_their_own_text(write, spokesperson, press, now):
    text = operations.submit(text=edited(write(), spokesperson, now, title="آخر"), by=spokesperson, now=now)
    with pytest.raises(Refused, match="somebody else"):
        operations.approve(text=text, by=spokesperson, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleText.objects.filter(pk=text.pk).update(approver=spokesperson)


def test_nobody_approves_what_they_did_not_read(write, spokesperson, press, now):
    text = operations.submit(text=write(), by=press, now=now)
    with pytest.raises(Refused, match="read it again"):
        operations.approve(text=text, seen="0" * 16, by=spokesperson, now=now)
    seen = queries.revision(text)
    assert operations.approve(text=text, seen=seen, by=spokesperson, now=now).state == "approved"


def test_a_changed_text_or_picture_is_a_draft_again(approved, press, now):
    text = approved()
    assert edited(text, press, now, title="عنوان آخر").state == "draft"
    other = approved("مقال ثان")
    operations.describe_picture(picture=other.pictures.get(), credit="آخر", alt="آخر", by=press, now=now)
    other.refresh_from_db()
    assert (other.state, other.approver) == ("draft", None)


def test_two_editors_do_not_overwrite_each_other(write, press, spokesperson, now):
    text = write()
    seen = queries.revision(text)
    edited(text, spokesperson, now, title="ما كتبه الآخر")
    with pytest.raises(operations.EditConflict) as conflict:
        edited(text, press, now, title="ما كتبته", seen=seen)
    assert conflict.value.current.title == "ما كتبه الآخر"


def test_sent_back_with_a_reason_and_taken_back_by_the_author(write, press, spokesperson, now):
    text = operations.submit(text=write(), by=press, now=now)
    with pytest.raises(Refused, match="why"):
        operations.send_back(text=text, reason=" ", by=spokesperson, now=now)
    text = operations.send_back(text=text, reason="أطول من اللازم", by=spokesperson, now=now)
    assert (text.state, text.sent_back) == ("draft", "أطول من اللازم")
    text = operations.submit(text=text, by=press, now=now)
    with pytest.raises(Refused, match="Only its author"):
        operations.take_back(text=text, by=spokesperson, now=now)
    assert operations.take_back(text=text, by=press, now=now).state == "draft"


def test_an_issue_waits_for_its_articles_and_for_somebody_else(write, approved, issue, spokesperson, now):
    press = issue.created_by
    with pytest.raises(Refused, match="at least one article"):
        operations.submit_issue(issue=issue, by=press, now=now)
    approved()
    draft = write("لم يُعتمد بعد")
    with pytest.raises(Refused, match="لم يُعتمد بعد"):
        operations.submit_issue(issue=issue, by=press, now=now)
    operations.remove_article(article=draft.article, by=press, now=now)
    operations.submit_issue(issue=issue, by=spokesperson, now=now)
    with pytest.raises(Refused, match="somebody else"):
        operations.approve_issue(issue=issue, by=spokesperson, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(approver=spokesperson)


def test_a_closed_issue_is_not_written_in_and_can_be_opened_again(
    approved, issue, section, spokesperson, now
):
    press = issue.created_by
    text = approved()
    operations.submit_issue(issue=issue, by=press, now=now)
    for attempt in (
        lambda: edited(text, press, now, title="آخر"),
        lambda: operations.add_article(issue=issue, section=section, lang="ar", title="x", by=press, now=now),
        lambda: operations.remove_article(article=text.article, by=press, now=now),
        lambda: operations.publish(issue=issue, by=spokesperson, now=now),
    ):
        with pytest.raises(Refused):
            attempt()
    operations.send_issue_back(issue=issue, reason="ينقصه مقال", by=spokesperson, now=now)
    assert edited(text, press, now, title="آخر").title == "آخر"


def test_an_issue_needs_a_title_in_each_of_its_languages(approved, issue, press, now):
    operations.edit_issue(issue=issue, title={"ar": "عنوان"}, day=issue.day, by=press, now=now)
    text = approved()
    approved("La vitesse", lang="fr", of=text)
    with pytest.raises(Refused, match="no title in this language"):
        operations.submit_issue(issue=issue, by=press, now=now)


def test_the_order_of_articles_changes_without_gaps(write, issue, press, now):
    first, second, third = (write(title).article for title in ("أول", "ثان", "ثالث"))
    operations.move(article=third, up=True, by=press, now=now)
    operations.move(article=first, up=True, by=press, now=now)
    operations.remove_article(article=first, by=press, now=now)
    assert list(issue.articles.order_by("place").values_list("pk", "place")) == [
        (third.pk, 1),
        (second.pk, 2),
    ]


def test_what_was_published_never_changes(published, issue, now):
    picture = published.pictures.get()
    for attempt in (
        lambda: ArticleText.objects.filter(pk=published.pk).update(title="آخر"),
        lambda: ArticleText.objects.filter(pk=published.pk)._raw_delete("default"),
        lambda: Picture.objects.filter(pk=picture.pk).update(alt="آخر"),
        lambda: Picture.objects.filter(pk=picture.pk)._raw_delete("default"),
        lambda: Article.objects.filter(pk=published.article_id).update(place=7),
        lambda: Issue.objects.filter(pk=issue.pk).update(title={"ar": "آخر"}),
        lambda: Print.objects.update(sha256="0" * 64),
        lambda: Print.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_a_correction_is_a_new_version_in_sight_and_a_new_pdf(published, issue, press, spokesperson, now):
    later = now + timedelta(days=3)
    with pytest.raises(Refused, match="Say what was corrected"):
        operations.correct(text=published, correction=" ", by=press, now=later)
    fresh = operations.correct(text=published, correction="رقم خاطئ في الفقرة الأولى.", by=press, now=later)
    with pytest.raises(Refused, match="on its way"):
        operations.correct(text=published, correction="مرة أخرى", by=press, now=later)
    fresh = operations.edit(
        text=fresh, title=fresh.title, standfirst=fresh.standfirst, body="نص مصحح.",
        correction=fresh.correction, by=press, now=later,
    )  # fmt: skip
    operations.approve(text=operations.submit(text=fresh, by=press, now=later), by=spokesperson, now=later)
    published.refresh_from_db()
    assert (published.state, published.body) == ("corrected", BODY)
    current = queries.public_article(1, 1, "ar")
    assert (current.version, current.body, current.pictures.count()) == (2, "نص مصحح.", 1)
    assert [(one.version, one.made_at) for one in queries.public_prints(1, "ar")] == [(2, later), (1, now)]
    assert [one.version for one in queries.public_prints(1, "fr")] == [1]
    assert audit.of(fresh).filter(verb="magazine.corrected").exists()


def test_pictures_of_one_content_share_a_file_and_seven_are_too_many(write, press, now, home):
    text = write()
    for _ in range(5):
        operations.add_picture(text=text, data=jpeg(), by=press, now=now)
    assert len(list((home / "magazine" / "pictures").iterdir())) == 1
    with pytest.raises(Refused, match="6 pictures"):
        operations.add_picture(text=text, data=jpeg(), by=press, now=now)


def test_a_picture_that_was_taken_out_is_forgotten_and_no_other(write, press, now, home):
    text = write()
    kept, gone = (
        text.pictures.get(),
        operations.add_picture(text=text, data=jpeg((1, 2, 3)), by=press, now=now),
    )
    for picture in (kept, gone):
        queries.resized_picture(picture.sha256, 480)
    operations.remove_picture(picture=gone, by=press, now=now)
    files = home / "magazine" / "pictures"
    assert operations.forget_pictures(now=timezone.now()) == 0, "perhaps it is just being added"
    assert operations.forget_pictures(now=timezone.now() + timedelta(days=2)) == 2
    assert {path.stem.partition("-")[0] for path in files.iterdir()} == {kept.sha256}
    assert jobs.forget_pictures() == 0


def test_bad_input_is_refused_or_cleaned(write, issue, press, now):
    text = edited(write(), press, now, title="عنوان\u202e <b>\x00</b>", body="سطر\r\n\r\nآخر\x07")
    assert (text.title, text.body) == ("عنوان <b></b>", "سطر\n\nآخر")
    with pytest.raises(Refused, match="160"):
        edited(text, press, now, title="ط" * 10_000)
    with pytest.raises(Refused, match="already"):
        operations.create_issue(number=1, title={"ar": "x"}, day=date(2022, 1, 1), by=press, now=now)
    with pytest.raises(Refused, match="not printed"):
        operations.add_language(article=text.article, lang="de", by=press, now=now)


def test_sections_are_the_desks_own(section, spokesperson, now):
    assert queries.sections().count() == 3
    with pytest.raises(Refused, match="Arabic and in French"):
        operations.add_section(name={"ar": "الجريمة الإلكترونية"}, by=spokesperson, now=now)
    with pytest.raises(Refused, match="colour"):
        operations.add_section(name={"ar": "x", "fr": "x"}, colour="red", by=spokesperson, now=now)
    names = {"ar": "الجريمة الإلكترونية", "fr": "Cybercriminalité"}
    added = operations.add_section(name=names, by=spokesperson, now=now)
    operations.edit_section(
        section=section, name=names, colour="#112233", retired=True, by=spokesperson, now=now
    )
    assert list(queries.sections().values_list("pk", flat=True))[-1] == added.pk
    assert section not in queries.sections()
    assert Section.objects.count() == 4


def test_the_figure_counts_issues_by_the_day_they_came_out(published, issue):
    found = queries.issues_in(date(2022, 1, 1), date(2022, 12, 31))
    assert (found.value, found.issues) == (1, [issue])
    assert queries.issues_in(date(2023, 1, 1), date(2023, 12, 31)).value == 0
