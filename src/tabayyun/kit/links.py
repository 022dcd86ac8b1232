"""Signed links: who holds one may do one thing, on one page, without an account."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation


@dataclass(frozen=True, slots=True)
class Link:
    """A link to ``page`` (the name of its address, which takes a token) for the one thing called ``value``.

    A token is bound to its page: that of one page opens no other.
    """

    page: str
    value: str

    @property
    def token(self) -> str:
        """What proves that its bearer was given this link."""
        return _signer(self.page).sign(self.value)

    def address(self, language: str) -> str:
        """The full address, of the page in ``language`` where its address says the language."""
        with translation.override(language):
            return settings.ORIGIN + reverse(self.page, args=[self.token])


def opened(page: str, token: str) -> str | None:
    """The value that ``token`` was made for; None when it was not made here, or for another page."""
    try:
        return _signer(page).unsign(token)
    except BadSignature:
        return None


def _signer(page: str) -> Signer:
    return Signer(salt=page.replace(":", "."), sep=".")
