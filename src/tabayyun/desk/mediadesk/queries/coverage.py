"""The coverage log, and when two addresses are the same piece."""

from __future__ import annotations

import hashlib
from datetime import date
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.db.models import Q, QuerySet

from tabayyun.desk.mediadesk.models import Coverage
from tabayyun.engine.text.normal import normalise

# What newsletters and networks add to a link; it says where a reader came from, not what they read.
TRACKING = ("utm_", "fbclid", "gclid", "igshid", "mc_", "xtor", "ref_", "_ga")
PLAIN_PORTS = {"http": 80, "https": 443}


def coverage(*, words: str = "") -> QuerySet[Coverage]:
    """The log, newest first; only what has ``words`` in its title, outlet or link."""
    found = Coverage.objects.select_related("outlet", "request")
    if not words:
        return found
    outlet = Q(outlet__key__contains=normalise(words)) if normalise(words) else Q()
    return found.filter(Q(title__icontains=words) | Q(url__icontains=words) | outlet)


def is_address(url: str) -> bool:
    """Whether ``url`` is an address of the web."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in PLAIN_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def normal_address(url: str) -> str:
    """``url`` as it is compared: neither scheme, www, case of the host, tracking nor fragment count."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower().rstrip(".").removeprefix("www.").removeprefix("m.")
    port = f":{parts.port}" if parts.port not in {None, *PLAIN_PORTS.values()} else ""
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~").rstrip("/")
    asked = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(TRACKING)
    ]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{port}{path}{query}"


def coverage_key(url: str, outlet: str, title: str, day: date) -> str:
    """What makes a piece the same: its address, or without one its outlet, day and title. SHA-256, hex."""
    same = normal_address(url) if url else f"{outlet}\n{day.isoformat()}\n{normalise(title)}"
    return hashlib.sha256(same.encode("utf-8", "replace")).hexdigest()
