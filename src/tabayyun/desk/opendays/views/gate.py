"""The gate: a page that goes on working on a phone without a network, and what it exchanges with one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from tabayyun.desk.opendays import operations, queries
from tabayyun.desk.opendays.models import Edition
from tabayyun.desk.opendays.operations import Mark
from tabayyun.desk.opendays.views.editions import find
from tabayyun.desk.opendays.views.gate_words import gate_words
from tabayyun.desk.opendays.views.submitting import me
from tabayyun.kit.roles import allowed

ASSETS = (
    "kit/tabayyun.css",
    "kit/icon.svg",
    "opendays/opendays.css",
    "opendays/gate.js",
    "opendays/ticket.js",
    "opendays/store.js",
    "opendays/camera.js",
    "opendays/qr/decode.js",
    "opendays/qr/index.js",
    "fonts/IBMPlexSansArabic-Regular.ttf",
    "fonts/IBMPlexSansArabic-SemiBold.ttf",
    "fonts/IBMPlexSansArabic-Bold.ttf",
)
MOST_MARKS = 1_000
DIGITS = 18  # of a number that the database holds


@require_GET
@allowed("opendays.admit")
@ensure_csrf_cookie
def gate(request: HttpRequest, number: int) -> HttpResponseBase:
    """The page that scans tickets."""
    found = find(number)
    context = {"edition": found, "words": gate_words(), "offset": _offset(found)}
    return render(request, "opendays/gate.html", context)


@require_GET
def worker(request: HttpRequest) -> HttpResponseBase:
    """The service worker, which names what the page needs; another release gives another script."""
    assets = [static(name) for name in ASSETS]
    # Modules import each other by their plain names, also where static files are served by hashed ones.
    modules = [f"{settings.STATIC_URL}{name}" for name in ASSETS if name.endswith(".js")]
    needed = sorted({*assets, *modules})
    context = {"assets": json.dumps(needed), "version": sha256(json.dumps(needed).encode()).hexdigest()[:12]}
    return render(request, "opendays/worker.js", context, content_type="text/javascript")


@require_GET
def manifest(request: HttpRequest, number: int) -> HttpResponseBase:
    """What a phone needs to keep the gate on its home screen."""
    edition = find(number)
    said = {
        "name": _("Gate: Open Days %(number)s") % {"number": edition.number},
        "short_name": _("Gate"),
        "start_url": reverse("opendays:gate", args=[number]),
        "scope": reverse("opendays:gate", args=[number]),
        "display": "standalone",
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "background_color": "#f4f5f3",
        "theme_color": "#0b5c48",
        "icons": [{"src": static("kit/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@never_cache
@require_GET
@allowed("opendays.admit")
def tickets(request: HttpRequest, number: int) -> HttpResponseBase:
    """Every ticket by its digest, to keep on the phone; later only what is new to it."""
    after = request.GET.get("after", "")
    said = queries.gate_list(
        find(number),
        timezone.now(),
        version=request.GET.get("version", ""),
        after=int(after) if after.isdecimal() and len(after) < DIGITS else 0,
    )
    return JsonResponse(said)


@require_POST
@allowed("opendays.admit")
def admissions(request: HttpRequest, number: int) -> HttpResponseBase:
    """Take in what a phone noted: ``{"device": …, "marks": [{"d": digest, "at": ms, "n": people}]}``."""
    edition = find(number)
    try:
        device, marks = _read(request.body)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return HttpResponse(_("This is not what a gate sends."), status=400, content_type="text/plain")
    taken = operations.take_in(
        edition=edition, device=device, marks=marks, by=me(request), now=timezone.now()
    )
    return JsonResponse({"known": taken.known, "unknown": taken.unknown})


def _offset(edition: Edition) -> int:
    """How many minutes the institution's clock is ahead of UTC at noon of the first day."""
    day = edition.first_day or timezone.localdate()
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return int((noon.utcoffset() or timedelta()).total_seconds() // 60)


def _read(body: bytes) -> tuple[str, list[Mark]]:
    """The device and its marks. Raises ValueError, TypeError, KeyError, OverflowError or RecursionError."""
    given: dict[str, Any] = json.loads(body)
    device, marks = given["device"], given["marks"]
    if not isinstance(device, str) or not 1 <= len(device) <= 36 or not device.isprintable():  # noqa: PLR2004
        raise ValueError("device")
    if not isinstance(marks, list) or len(marks) > MOST_MARKS:
        raise ValueError("marks")
    return device, [_mark(mark) for mark in marks]


def _mark(given: dict[str, Any]) -> Mark:
    digest, at, people = given["d"], given["at"], given["n"]
    if not isinstance(digest, str) or not isinstance(people, int):
        raise TypeError("mark")
    return Mark(digest[:64], datetime.fromtimestamp(at / 1000, UTC), people)
