"""Issues: the list, one issue, its course to publication; the sections."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tabayyun.desk.magazine import operations, queries
from tabayyun.desk.magazine.forms import ArticleForm, IssueForm, SectionForm
from tabayyun.desk.magazine.models import LANGS, Article, Issue, Section
from tabayyun.desk.magazine.views.asked import issue_or_404, person, to_issue
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done


@require_GET
@allowed("desk.read")
def issues(request: HttpRequest) -> HttpResponseBase:
    """Every issue, and what waits for the reader's approval."""
    shown = {"issues": queries.issues(), "waiting": queries.waiting_for(person(request))}
    return render(request, "magazine/list.html", shown)


@require_http_methods(["GET", "POST"])
@allowed("magazine.write")
def new(request: HttpRequest) -> HttpResponseBase:
    """Begin an issue."""
    form = IssueForm(
        request.POST or None, initial={"number": queries.next_number(), "day": timezone.localdate()}
    )
    made: list[Issue] = []

    def operate() -> None:
        made.append(operations.create_issue(**form.wording(), by=person(request), now=timezone.now()))

    if request.method == "POST" and done(form, operate):
        return to_issue(made[0])
    return _form(request, form)


@require_http_methods(["GET", "POST"])
@allowed("magazine.write")
def edit(request: HttpRequest, number: int) -> HttpResponseBase:
    """The titles and the date of an issue."""
    issue = issue_or_404(number)
    form = IssueForm.of(issue, request.POST or None)

    def operate() -> object:
        return operations.edit_issue(issue=issue, **form.wording(), by=person(request), now=timezone.now())

    if request.method == "POST" and done(form, operate):
        return to_issue(issue)
    return _form(request, form, issue)


@require_GET
@allowed("desk.read")
def issue(request: HttpRequest, number: int) -> HttpResponseBase:
    """One issue: its articles in their order, with what can be done about each."""
    found = get_object_or_404(queries.issue_page(number))
    rows = [(article, queries.missing_languages(article)) for article in found.articles.all()]
    langs = [(code, name) for code, name in LANGS.items() if any(_has(article, code) for article, _m in rows)]
    shown = {
        "issue": found,
        "rows": rows,
        "langs": langs,
        "form": ArticleForm(),
        "sections": queries.sections() if found.is_open else [],
    }
    return render(request, "magazine/issue.html", shown)


@require_POST
@allowed("magazine.write")
def submit(request: HttpRequest, number: int) -> HttpResponseBase:
    """Close the issue."""
    return to_issue(
        operations.submit_issue(issue=issue_or_404(number), by=person(request), now=timezone.now())
    )


@require_POST
@allowed("magazine.approve")
def send_back(request: HttpRequest, number: int) -> HttpResponseBase:
    """Open the issue again."""
    reason = request.POST.get("reason", "")
    found = issue_or_404(number)
    return to_issue(
        operations.send_issue_back(issue=found, reason=reason, by=person(request), now=timezone.now())
    )


@require_POST
@allowed("magazine.approve")
def approve(request: HttpRequest, number: int) -> HttpResponseBase:
    """Approve the whole."""
    return to_issue(
        operations.approve_issue(issue=issue_or_404(number), by=person(request), now=timezone.now())
    )


@require_POST
@allowed("magazine.approve")
def publish(request: HttpRequest, number: int) -> HttpResponseBase:
    """Make it public."""
    return to_issue(operations.publish(issue=issue_or_404(number), by=person(request), now=timezone.now()))


@require_GET
@allowed("desk.read")
def preview(request: HttpRequest, number: int, lang: str) -> HttpResponseBase:
    """The PDF as it would be now, drafts included."""
    if lang not in LANGS:
        raise Http404
    pdf = operations.preview(issue=issue_or_404(number), lang=lang, now=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="magazine-{number}-{lang}-draft.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
@allowed("magazine.approve")
def sections(request: HttpRequest) -> HttpResponseBase:
    """The sections, and one more."""
    form = SectionForm(request.POST or None)
    del form.fields["retired"]

    def operate() -> object:
        return operations.add_section(**form.wording(), by=person(request), now=timezone.now())

    if request.method == "POST" and done(form, operate):
        return redirect("magazine:sections")
    shown = {"sections": queries.sections(retired=True), "form": form}
    return render(request, "magazine/sections.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@allowed("magazine.approve")
def section(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Rename a section, or offer it no longer."""
    found = get_object_or_404(Section, pk=pk)
    form = SectionForm(request.POST) if request.method == "POST" else SectionForm.of(found)

    def operate() -> None:
        operations.edit_section(section=found, **form.wording(), by=person(request), now=timezone.now())

    if request.method == "POST" and done(form, operate):
        return redirect("magazine:sections")
    shown = {"section": found, "form": form}
    return render(request, "magazine/section.html", shown, status=422 if form.errors else 200)


def _has(article: Article, lang: str) -> bool:
    return any(text.lang == lang for text in article.texts.all())


def _form(request: HttpRequest, form: IssueForm, issue: Issue | None = None) -> HttpResponseBase:
    status = 422 if form.errors else 200
    return render(request, "magazine/issue_form.html", {"form": form, "issue": issue}, status=status)
