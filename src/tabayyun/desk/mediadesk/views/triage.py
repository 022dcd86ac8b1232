"""The triage box: mails of which nobody but a person can say where they belong."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.forms import AskedForm, AttachForm, SetAsideForm
from tabayyun.desk.mediadesk.models import Mail, MailFile
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed
from tabayyun.kit.submitting import done
from tabayyun.kit.templatetags.tabayyun import plain
from tabayyun.kit.vault import VaultError

PAGE = 50
BYTES = "application/octet-stream"


@require_GET
@allowed("desk.read")
def triage(request: HttpRequest) -> HttpResponseBase:
    """The mails that wait, oldest first."""
    page = Paginator(queries.triage(), PAGE).get_page(request.GET.get("page"))
    return render(request, "mediadesk/triage.html", {"page": page})


@require_GET
@allowed("desk.read")
def mail(request: HttpRequest, mail_id: int) -> HttpResponseBase:
    """One mail, and what can be done with it."""
    return _shown(request, mail_id)


@require_GET
@allowed("mediadesk.work")
def file(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """A file that came by mail, to be saved: whatever it claims to be, no browser opens it in our pages."""
    found = get_object_or_404(MailFile.objects.exclude(wrapped_key=None), pk=file_id)
    try:
        content = BytesIO(queries.attached_file(found))
    except VaultError:
        raise Refused(_("This file is not as it arrived, or not there any more.")) from None
    answer = FileResponse(content, as_attachment=True, filename=plain(found.name), content_type=BYTES)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@allowed("mediadesk.work")
def attach(request: HttpRequest, mail_id: int) -> HttpResponseBase:
    """Put it where it belongs."""
    form = AttachForm(request.POST, auto_id="attach_%s")
    return _do(
        request, mail_id, "attach", form, values=lambda: form.cleaned_data, operation=operations.attach
    )


@require_POST
@allowed("mediadesk.work")
def make_request(request: HttpRequest, mail_id: int) -> HttpResponseBase:
    """Make a request of it."""
    form = AskedForm(request.POST, auto_id="request_%s")
    return _do(
        request,
        mail_id,
        "request",
        form,
        values=lambda: {"asked": form.asked},
        operation=operations.make_request,
    )


@require_POST
@allowed("mediadesk.work")
def set_aside(request: HttpRequest, mail_id: int) -> HttpResponseBase:
    """Leave it out, with the reason."""
    form = SetAsideForm(request.POST, auto_id="aside_%s")
    return _do(
        request, mail_id, "aside", form, values=lambda: form.cleaned_data, operation=operations.set_aside
    )


def _do(
    request: HttpRequest,
    mail_id: int,
    action: str,
    form: Form,
    *,
    values: Callable[[], dict[str, Any]],
    operation: Callable[..., object],
) -> HttpResponseBase:
    found = get_object_or_404(Mail, pk=mail_id)

    def operate() -> object:
        return operation(mail=found, by=cast("User", request.user), now=timezone.now(), **values())

    if not done(form, operate):
        return _shown(request, mail_id, **{action: form})
    messages.success(request, _("The mail is settled."))
    return redirect("mediadesk:triage")


def _shown(request: HttpRequest, mail_id: int, **refused: Form) -> HttpResponseBase:
    found = get_object_or_404(Mail.objects.select_related("message__request", "set_aside_by"), pk=mail_id)
    forms: dict[str, Form] = {
        "attach": AttachForm(auto_id="attach_%s"),
        "aside": SetAsideForm(auto_id="aside_%s"),
        "request": AskedForm(auto_id="request_%s", initial=_read_from(found)),
    }
    context = {"mail": found, "forms": {**forms, **refused}, "refused": set(refused)}
    return render(request, "mediadesk/mail.html", context, status=422 if refused else 200)


def _read_from(found: Mail) -> dict[str, str]:
    """What the mail itself says, to begin the form with."""
    details = found.text.strip().partition("\n")[2].strip()
    return {
        "email": found.sender,
        "subject": found.subject,
        "details": details[:10_000],
        "language": get_language() or "ar",
    }
