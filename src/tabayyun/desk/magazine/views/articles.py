"""Articles: begun, ordered, written, illustrated, read and approved, corrected."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tabayyun.desk.magazine import operations, queries
from tabayyun.desk.magazine.forms import ArticleForm, DescriptionForm, PictureForm, TextForm
from tabayyun.desk.magazine.models import ArticleText, Picture
from tabayyun.desk.magazine.views.asked import (
    article_or_404,
    issue_or_404,
    person,
    text_or_404,
    to_issue,
)
from tabayyun.kit.errors import Refused
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done


@require_POST
@allowed("magazine.write")
def add(request: HttpRequest, number: int) -> HttpResponseBase:
    """A further article."""
    form = ArticleForm(request.POST)
    if not form.is_valid():
        raise Refused(next(str(error) for errors in form.errors.values() for error in errors))
    text = operations.add_article(
        issue=issue_or_404(number), **form.cleaned_data, by=person(request), now=timezone.now()
    )
    return redirect("magazine:text", text.pk)


@require_POST
@allowed("magazine.write")
def add_language(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The article in one more language."""
    lang = request.POST.get("lang", "")
    text = operations.add_language(
        article=article_or_404(pk), lang=lang, by=person(request), now=timezone.now()
    )
    return redirect("magazine:text", text.pk)


@require_POST
@allowed("magazine.write")
def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One place up or down."""
    article = article_or_404(pk)
    up = request.POST.get("to") == "up"
    operations.move(article=article, up=up, by=person(request), now=timezone.now())
    return to_issue(article.issue)


@require_POST
@allowed("magazine.write")
def place(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Into another section."""
    article = article_or_404(pk)
    section = get_object_or_404(queries.sections(), pk=request.POST.get("section", "0") or "0")
    operations.place_in(article=article, section=section, by=person(request), now=timezone.now())
    return to_issue(article.issue)


@require_POST
@allowed("magazine.write")
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the article out of the issue."""
    article = article_or_404(pk)
    issue = article.issue
    operations.remove_article(article=article, by=person(request), now=timezone.now())
    return to_issue(issue)


@require_http_methods(["GET", "POST"])
@allowed("magazine.write")
def text(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The editor. What cannot be edited is shown as it reads."""
    found = text_or_404(pk)
    if request.method == "POST":
        return _save(request, found)
    if not found.is_draft and found.state != ArticleText.State.APPROVED:
        return redirect("magazine:review", pk)
    return _editor(request, found, TextForm(text=found))


@require_POST
@allowed("magazine.write")
def add_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A further picture. What was typed is shown again when it is refused; the file is chosen again."""
    found = text_or_404(pk)
    form = PictureForm(request.POST, request.FILES, lang=found.lang)

    def operate() -> object:
        given = dict(form.cleaned_data)
        data = given.pop("file").read()
        return operations.add_picture(text=found, data=data, **given, by=person(request), now=timezone.now())

    if done(form, operate):
        return _to_pictures(pk)
    return _editor(request, found, TextForm(text=found), picture_form=form, status=422)


@require_POST
@allowed("magazine.write")
def describe(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Credit, alternative text and caption of a picture."""
    picture = get_object_or_404(Picture.objects.select_related("text__article"), pk=pk)
    form = DescriptionForm(request.POST, lang=picture.text.lang)
    if not form.is_valid():
        raise Refused(next(str(error) for errors in form.errors.values() for error in errors))
    operations.describe_picture(picture=picture, **form.cleaned_data, by=person(request), now=timezone.now())
    return _to_pictures(picture.text_id)


@require_POST
@allowed("magazine.write")
def remove_picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a picture out of a draft."""
    picture = get_object_or_404(Picture.objects.select_related("text__article"), pk=pk)
    operations.remove_picture(picture=picture, by=person(request), now=timezone.now())
    return _to_pictures(picture.text_id)


@require_GET
@allowed("desk.read")
def picture(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """A picture as the desk sees it, published or not."""
    try:
        jpeg = queries.resized_picture(sha256, 960)
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=86400"})


@require_GET
@allowed("desk.read")
def review(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The text as it will read, and what can be done about it."""
    found = text_or_404(pk)
    shown = {
        "text": found,
        "blocks": queries.blocks(found.body),
        "seen": queries.revision(found),
        "own": found.author_id == person(request).pk,
    }
    return render(request, "magazine/review.html", shown)


@require_POST
@allowed("magazine.write")
def submit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask for approval."""
    found = operations.submit(text=text_or_404(pk), by=person(request), now=timezone.now())
    return redirect("magazine:review", found.pk)


@require_POST
@allowed("magazine.write")
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The author wants to go on writing."""
    found = operations.take_back(text=text_or_404(pk), by=person(request), now=timezone.now())
    return redirect("magazine:text", found.pk)


@require_POST
@allowed("magazine.approve")
def send_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Back to the author, with a reason."""
    reason = request.POST.get("reason", "")
    found = operations.send_back(text=text_or_404(pk), reason=reason, by=person(request), now=timezone.now())
    return to_issue(found.article.issue)


@require_POST
@allowed("magazine.approve")
def approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Approve exactly what was read."""
    seen = request.POST.get("seen", "")
    found = operations.approve(text=text_or_404(pk), seen=seen, by=person(request), now=timezone.now())
    return to_issue(found.article.issue)


@require_POST
@allowed("magazine.write")
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Begin a correction of a published text."""
    correction = request.POST.get("correction", "")
    fresh = operations.correct(
        text=text_or_404(pk), correction=correction, by=person(request), now=timezone.now()
    )
    return redirect("magazine:text", fresh.pk)


def _save(request: HttpRequest, found: ArticleText) -> HttpResponseBase:
    """Save, and submit when asked to. What was typed is shown again whenever it could not be saved."""
    form = TextForm(request.POST, text=found)
    if not form.is_valid():
        return _editor(request, found, form, status=422)
    try:
        saved = operations.edit(text=found, **form.cleaned_data, by=person(request), now=timezone.now())
        if request.POST.get("then") == "submit":
            operations.submit(text=saved, by=person(request), now=timezone.now())
            return redirect("magazine:review", saved.pk)
    except operations.EditConflict as conflict:
        again = request.POST.copy()
        again["seen"] = queries.revision(conflict.current)
        form = TextForm(again, text=conflict.current)
        return _editor(request, conflict.current, form, status=409, refusal=conflict, theirs=conflict.current)
    except Refused as refusal:
        again = request.POST.copy()
        again["seen"] = queries.revision(text_or_404(found.pk))
        return _editor(
            request, text_or_404(found.pk), TextForm(again, text=found), status=409, refusal=refusal
        )
    messages.success(request, _("Saved."))
    return redirect("magazine:text", saved.pk)


def _editor(
    request: HttpRequest,
    found: ArticleText,
    form: TextForm,
    *,
    status: int = 200,
    picture_form: PictureForm | None = None,
    refusal: Refused | None = None,
    theirs: ArticleText | None = None,
) -> HttpResponseBase:
    described = [(picture, _description(picture, found.lang)) for picture in found.pictures.all()]
    shown = {
        "text": found,
        "form": form,
        "described": described,
        "picture_form": picture_form or PictureForm(lang=found.lang, auto_id="id_new_%s"),
        "refusal": refusal,
        "theirs": theirs,
    }
    return render(request, "magazine/text.html", shown, status=status)


def _description(picture: Picture, lang: str) -> DescriptionForm:
    initial = {"credit": picture.credit, "alt": picture.alt, "caption": picture.caption}
    return DescriptionForm(initial=initial, lang=lang, auto_id=f"id_{picture.pk}_%s")


def _to_pictures(pk: int) -> HttpResponse:
    response = redirect("magazine:text", pk)
    response["Location"] += "#pictures"
    return response
