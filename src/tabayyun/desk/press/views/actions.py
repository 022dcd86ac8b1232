"""One button each: a POST, one domain call, back to the statement."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tabayyun.desk.press import operations
from tabayyun.desk.press.models import Publication, Statement
from tabayyun.desk.press.views.asked import person, text_or_404, to_statement
from tabayyun.kit.roles import allowed


@require_POST
@allowed("press.write")
def submit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask for approval."""
    return to_statement(operations.submit(text=text_or_404(pk), by=person(request), now=timezone.now()))


@require_POST
@allowed("press.write")
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The author wants to go on writing."""
    text = operations.take_back(text=text_or_404(pk), by=person(request), now=timezone.now())
    return redirect("press:text", text.pk)


@require_POST
@allowed("press.write")
def draft_again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Fill a draft again from the case."""
    text = operations.draft_again(text=text_or_404(pk), by=person(request), now=timezone.now())
    return redirect("press:text", text.pk)


@require_POST
@allowed("press.write")
def quote(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the findings on the case over into what was checked."""
    text = text_or_404(pk)
    number = operations.quote_findings(text=text, by=person(request), now=timezone.now())
    if number:
        says = ngettext("%(n)s finding was taken over.", "%(n)s findings were taken over.", number)
        messages.success(request, says % {"n": number})
    else:
        messages.info(request, _("The text has every finding already."))
    return redirect("press:text", text.pk)


@require_POST
@allowed("press.write")
def add_language(request: HttpRequest, reference: str) -> HttpResponseBase:
    """A draft in one more language."""
    statement = get_object_or_404(Statement, reference=reference)
    text = operations.add_language(
        statement=statement, lang=request.POST.get("lang", ""), by=person(request), now=timezone.now()
    )
    return redirect("press:text", text.pk)


@require_POST
@allowed("press.approve")
def send_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Back to the author, with a reason."""
    return to_statement(
        operations.send_back(
            text=text_or_404(pk),
            reason=request.POST.get("reason", ""),
            by=person(request),
            now=timezone.now(),
        )
    )


@require_POST
@allowed("press.approve")
def approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Approve exactly what was read."""
    return to_statement(
        operations.approve(
            text=text_or_404(pk), seen=request.POST.get("seen", ""), by=person(request), now=timezone.now()
        )
    )


@require_POST
@allowed("press.publish")
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make it public now."""
    return to_statement(operations.publish(text=text_or_404(pk), by=person(request), now=timezone.now()))


@require_POST
@allowed("press.publish")
def unschedule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the time or the embargo off."""
    return to_statement(operations.unschedule(text=text_or_404(pk), by=person(request), now=timezone.now()))


@require_POST
@allowed("press.write")
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Begin a correction."""
    draft = operations.correct(
        text=text_or_404(pk),
        correction=request.POST.get("correction", ""),
        by=person(request),
        now=timezone.now(),
    )
    return redirect("press:text", draft.pk)


@require_POST
@allowed("press.approve")
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Withdraw in public."""
    return to_statement(
        operations.withdraw(
            text=text_or_404(pk),
            reason=request.POST.get("reason", ""),
            by=person(request),
            now=timezone.now(),
        )
    )


@require_POST
@allowed("press.publish")
def retry(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Try a delivery that was given up once more."""
    publication = get_object_or_404(Publication.objects.select_related("text__statement"), pk=pk)
    operations.retry(publication=publication, by=person(request), now=timezone.now())
    return to_statement(publication.text)
