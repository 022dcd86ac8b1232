"""«Report a rumour» and «is this communiqué ours?»: for everybody, without an account or JavaScript."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.press import queries
from tabayyun.desk.watch import operations as watch
from tabayyun.kit.limits import opens_in
from tabayyun.newsroom import limits
from tabayyun.newsroom.forms import OursForm, ReportForm, TrappedForm
from tabayyun.newsroom.languages import address, form_page, page
from tabayyun.newsroom.views.show import show

FORM_SOURCE = "citizens"
SALT = "newsroom.report"
TOO_MANY = 429


@form_page
def report(request: HttpRequest, lang: str) -> HttpResponse:
    """A rumour somebody saw goes to the desk; they get a reference back."""
    form = ReportForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return _form(request, lang, "newsroom/report.html", form)
    if form.is_trapped:  # thanked like anybody, and dropped
        return redirect(address(lang, "received", signing.dumps("–", salt=SALT)))
    if not limits.take(request, "report"):
        return _refused(request, lang, "newsroom/report.html", form)
    given = form.cleaned_data
    reference = watch.submit(
        source_slug=FORM_SOURCE, text=given["text"], url=given["url"], lang=lang, now=timezone.now()
    )
    return redirect(address(lang, "received", signing.dumps(reference, salt=SALT)))


@page
def received(request: HttpRequest, lang: str, token: str) -> HttpResponse:
    """Thank you, and the reference. Only references that we gave are shown."""
    try:
        reference = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    return show(request, lang, "newsroom/received.html", {"reference": reference})


@form_page
def ours(request: HttpRequest, lang: str) -> HttpResponse:
    """Whether a text that goes around is ours, was altered, or is unknown."""
    form = OursForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return _form(request, lang, "newsroom/ours.html", form)
    if form.is_trapped:
        return _form(request, lang, "newsroom/ours.html", OursForm())
    if not limits.take(request, "ours"):
        return _refused(request, lang, "newsroom/ours.html", form)
    result = queries.recognise(form.cleaned_data["text"])
    return show(request, lang, "newsroom/ours.html", {"form": form, "result": result})


def _form(request: HttpRequest, lang: str, template: str, form: TrappedForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, lang, template, {"form": form}, status=status)


def _refused(request: HttpRequest, lang: str, template: str, form: TrappedForm) -> HttpResponse:
    refusal = _(
        "You have sent %(limit)s messages within an hour, which is as many as we take from one place. "
        "Your text is still below: please send it again later."
    ) % {"limit": settings.FORM_POSTS_PER_HOUR}
    context: dict[str, Any] = {"form": form, "refusal": refusal}
    response = show(request, lang, template, context, status=TOO_MANY)
    response.headers["Retry-After"] = str(opens_in(timezone.now()))
    return response
