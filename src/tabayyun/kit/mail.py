"""Outgoing mail from one address setting; without one, mail is kept as files in HOME/mail."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.filebased import EmailBackend as FileBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend


def Backend(**kwargs: Any) -> BaseEmailBackend:  # noqa: N802  (Django calls it like a class)
    """The mail backend that ``TABAYYUN_EMAIL_URL`` asks for."""
    if not settings.EMAIL_CONFIG:
        return FileBackend(file_path=str(settings.HOME / "mail"), **kwargs)
    url = urlsplit(settings.EMAIL_CONFIG)
    tls = parse_qs(url.query).get("tls", ["no"])[0] == "yes"
    return SmtpBackend(
        host=url.hostname or "localhost",
        port=url.port or 25,
        username=unquote(url.username or ""),
        password=unquote(url.password or ""),
        use_tls=tls,
        timeout=20,
        **kwargs,
    )
