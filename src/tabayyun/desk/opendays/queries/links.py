"""The signed link with which people see, change and cancel their registration without an account."""

from __future__ import annotations

from tabayyun.desk.opendays.models import Registration
from tabayyun.kit.links import Link, opened

PAGE = "newsroom:open_days_mine"


def link_of(registration: Registration) -> Link:
    """The link to the page of ``registration``; bound to it alone."""
    return Link(PAGE, str(registration.pk))


def registration_by(token: str) -> Registration | None:
    """The registration that ``token`` was made for; None when it was not made here."""
    number = opened(PAGE, token)
    if number is None:
        return None
    return Registration.objects.select_related("slot__edition").filter(pk=number).first()
