"""Pictures that the desk made: veiled for everybody, clear for whoever lifted the veil in this shift."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.models import Evidence, Illustration, Picture, Preview
from tabayyun.desk.signals.models import Content
from tabayyun.kit import vault
from tabayyun.kit.models import User
from tabayyun.kit.roles import allowed


@require_GET
@allowed("desk.read")
def illustration(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture that shows a finding. Refused while its veil is down."""
    picture = get_object_or_404(Illustration.objects.select_related("examination__content"), pk=pk)
    examination = picture.examination
    return _clear(request, picture, examination.content, examination.evidence)


@require_GET
@allowed("desk.read")
def illustration_veil(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What stands for a picture that shows a finding."""
    return _veil(get_object_or_404(Illustration, pk=pk))


@require_GET
@allowed("desk.read")
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a piece of evidence looks like. Refused while its veil is down."""
    picture = get_object_or_404(Preview.objects.select_related("evidence__content"), evidence=pk)
    return _clear(request, picture, picture.evidence.content, picture.evidence)


@require_GET
@allowed("desk.read")
def preview_veil(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What stands for a piece of evidence."""
    return _veil(get_object_or_404(Preview, evidence=pk))


@require_POST
@allowed("desk.read")
def reveal(request: HttpRequest, content_id: int) -> HttpResponseBase:
    """Lift the veil of a piece of evidence, or of what was made of the content; or let it down again."""
    content = get_object_or_404(Content, pk=content_id)
    number = request.POST.get("evidence", "")
    pieces = queries.evidence_of(content)
    piece = get_object_or_404(pieces, pk=number) if number.isdecimal() else None
    operate = operations.hide if request.POST.get("do") == "hide" else operations.reveal
    operate(content=content, evidence=piece, by=cast("User", request.user), now=timezone.now())
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()})
    return redirect(target if safe else "expertise:list")


def _clear(
    request: HttpRequest, picture: Picture, content: Content, evidence: Evidence | None
) -> HttpResponseBase:
    me, now = cast("User", request.user), timezone.now()
    if not queries.revealed_to(user=me, content=content, evidence=evidence, now=now):
        raise PermissionDenied
    if picture.wrapped_key is None:
        raise Http404
    data = b"".join(vault.chunks(picture.sha256, bytes(picture.wrapped_key)))
    return _answer(data, picture.media_type, "private, no-store")


def _veil(picture: Picture) -> HttpResponseBase:
    if picture.veil is None:
        raise Http404
    return _answer(bytes(picture.veil), "image/png", "private, max-age=86400")


def _answer(data: bytes, media_type: str, cache: str) -> HttpResponse:
    """A picture and nothing else, whatever its bytes are: no type is guessed, nothing in it runs."""
    headers = {"Cache-Control": cache, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=media_type, headers=headers)
