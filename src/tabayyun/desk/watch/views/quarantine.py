"""The quarantine: what could not become a post."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.watch import operations, queries
from tabayyun.desk.watch.forms import QuarantineFilter
from tabayyun.desk.watch.models import QuarantinedLine
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed

PAGE = 50


@require_GET
@allowed("desk.read")
def quarantine(request: HttpRequest) -> HttpResponse:
    """Waiting lines, newest first."""
    form = QuarantineFilter(request.GET)
    chosen = form.chosen()
    page = Paginator(queries.listed(**chosen), PAGE).get_page(request.GET.get("page"))
    rows = [queries.row(line) for line in page]
    return render(
        request, "watch/quarantine.html", {"form": form, "page": page, "rows": rows, "chosen": chosen}
    )


@require_GET
@allowed("watch.replay")
def raw(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole line as a file: never shown by the browser, which would run what is in it."""
    line = get_object_or_404(QuarantinedLine, pk=pk)
    return HttpResponse(
        queries.bytes_of(line),
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="line-{pk}.bin"'},
    )


@require_POST
@allowed("watch.replay")
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """Try one line again, repaired when asked."""
    operations.replay_quarantined(
        line=get_object_or_404(QuarantinedLine, pk=pk),
        repair="repair" in request.POST,
        now=timezone.now(),
        by=_user(request),
    )
    messages.success(request, _("The line became a post."))
    return _back(request)


@require_POST
@allowed("watch.replay")
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one line up."""
    line = get_object_or_404(QuarantinedLine, pk=pk)
    operations.discard_quarantined(line=line, now=timezone.now(), by=_user(request))
    messages.success(request, _("The line was discarded."))
    return _back(request)


@require_POST
@allowed("watch.replay")
def replay_all(request: HttpRequest) -> HttpResponse:
    """Try all lines of the filter again."""
    done = operations.replay_all(
        **QuarantineFilter(request.POST).chosen(),
        repair="repair" in request.POST,
        now=timezone.now(),
        by=_user(request),
    )
    became = ngettext("%(n)s line became a post.", "%(n)s lines became posts.", done.done) % {"n": done.done}
    stayed = ngettext("%(n)s line stays here.", "%(n)s lines stay here.", done.left) % {"n": done.left}
    messages.info(request, f"{became} {stayed}")
    return _back(request)


@require_POST
@allowed("watch.replay")
def discard_all(request: HttpRequest) -> HttpResponse:
    """Give all lines of the filter up."""
    chosen = QuarantineFilter(request.POST).chosen()
    count = operations.discard_all(**chosen, now=timezone.now(), by=_user(request))
    said = ngettext("%(n)s line was discarded.", "%(n)s lines were discarded.", count) % {"n": count}
    messages.success(request, said)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    chosen = {name: value for name, value in QuarantineFilter(request.POST).chosen().items() if value}
    address = reverse("watch:quarantine")
    return redirect(f"{address}?{urlencode(chosen)}" if chosen else address)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (`allowed` let nobody else in)
    return request.user
