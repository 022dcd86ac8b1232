"""How many forms one address may send in an hour, without keeping the address."""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from tabayyun.kit import limits

IPV6_HOUSEHOLD = 64  # bits; below that every household has addresses without number


def take(request: HttpRequest, form: str) -> bool:
    """Count one submission of ``form``. False when this address has used up its hour."""
    key = f"{form}:{_pseudonym(_address(request))}"
    return limits.take(key, settings.FORM_POSTS_PER_HOUR, timezone.now())


def _address(request: HttpRequest) -> str:
    """Who asks. Behind a proxy that we trust (SECURE), the last address that it added."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _pseudonym(address: str) -> str:
    """A keyed hash: who reads the cache cannot tell who wrote to us."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        parsed = None
    if parsed is not None and parsed.version == 6:  # noqa: PLR2004
        address = str(ipaddress.ip_network((address, IPV6_HOUSEHOLD), strict=False))
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"newsroom address {address}".encode(), hashlib.sha256).hexdigest()[:32]
