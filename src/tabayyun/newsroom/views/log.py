"""The public log and the public keys: everything a stranger needs to check us."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tabayyun.desk.press import queries
from tabayyun.desk.press.models import LogCheckpoint, LogEntry
from tabayyun.engine.signing import log as merkle
from tabayyun.engine.signing.keys import public_pem
from tabayyun.newsroom.languages import page
from tabayyun.newsroom.views.show import page_of, show

TEXT = "text/plain; charset=utf-8"


@page
def log(request: HttpRequest, lang: str) -> HttpResponse:
    """The latest checkpoint and the entries, newest first."""
    head = queries.log_head()
    root = bool(head and head.timestamp and queries.timestamp_root())
    context = {"head": head, "root": root, "page": page_of(request, queries.log_entries())}
    return show(request, lang, "newsroom/log.html", context)


@page
def keys(request: HttpRequest, lang: str) -> HttpResponse:
    """The keys that sign here, to be kept by whoever wants to check us."""
    named = zip(queries.public_keys()["keys"], queries.verification_keys(), strict=True)
    shown = [
        {
            "kid": jwk["kid"],
            "fingerprint": hashlib.sha256(key.public_bytes_raw()).hexdigest(),
            "pem": public_pem(key),
        }
        for jwk, key in named
    ]
    return show(request, lang, "newsroom/keys.html", {"keys": shown})


@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """The same keys as a JWK set."""
    return JsonResponse(queries.public_keys(), content_type="application/jwk-set+json")


@require_safe
def checkpoint(request: HttpRequest, size: int | None = None) -> HttpResponse:
    """The signed note: the latest, or the one of a given size."""
    head = queries.log_head() if size is None else get_object_or_404(LogCheckpoint, size=size)
    if head is None:
        raise Http404
    return HttpResponse(head.note, content_type=TEXT)


@require_safe
def timestamp(request: HttpRequest, size: int) -> HttpResponse:
    """The RFC 3161 response on one checkpoint, as `openssl ts -verify` reads it."""
    head = get_object_or_404(LogCheckpoint, size=size, timestamp__isnull=False)
    name = f"checkpoint-{size}.tsr"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        bytes(head.timestamp or b""), content_type="application/timestamp-reply", headers=headers
    )


@require_safe
def timestamp_root(request: HttpRequest) -> HttpResponse:
    """The certificate of this machine's timestamp authority; 404 when the authority is another's."""
    root = queries.timestamp_root()
    if not root:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="root.pem"'}
    return HttpResponse(root, content_type="application/x-pem-file", headers=headers)


@require_safe
def leaf(request: HttpRequest, index: int) -> HttpResponse:
    """What was logged: the compact JWS."""
    return HttpResponse(get_object_or_404(LogEntry, index=index).leaf, content_type=TEXT)


@require_safe
def proof(request: HttpRequest, size: int, index: int) -> HttpResponse:
    """That entry ``index`` is in the log of ``size`` entries (RFC 6962 audit path)."""
    leaves = _leaves(size)
    if index >= size:
        raise Http404
    path = merkle.inclusion_proof(leaves, index)
    return JsonResponse(
        {
            "size": size,
            "index": index,
            "leaf_hash": leaves[index].hex(),
            "root": merkle.root(leaves).hex(),
            "proof": [step.hex() for step in path],
        }
    )


@require_safe
def consistency(request: HttpRequest, old: int, new: int) -> HttpResponse:
    """That the log of ``new`` entries begins with that of ``old`` entries, unchanged."""
    try:
        steps = queries.consistency(old, new)
    except ValueError:
        raise Http404 from None
    return JsonResponse({"old": old, "new": new, "proof": [step.hex() for step in steps]})


def _leaves(size: int) -> list[bytes]:
    """The first ``size`` leaf hashes; 404 when the log is shorter."""
    hashed = LogEntry.objects.filter(index__lt=size).order_by("index").values_list("leaf_hash", flat=True)
    leaves = [bytes.fromhex(one) for one in hashed]
    if not leaves or len(leaves) != size:
        raise Http404
    return leaves
