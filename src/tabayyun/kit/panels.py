"""Blocks that one room shows on another room's page, without either importing the other.

A room offers a block from its ``apps.ready``: ``panels.register("case", views.panel)``; a page
asks for all of a place with ``{% load panels %}{% panels "case" case %}``. Places in use:

- ``content``: below a content; the subject is a `Content`.
- ``bench``: beside the findings at the bench; the subject is a `Content`.
- ``match``: below a picture that was there before; the subject is a `MediaMatch`.
- ``case``: on the page of a case; the subject is a `Case`.
"""

from collections.abc import Callable

from django.db.models import Model
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

Panel = Callable[[HttpRequest, Model], SafeString]
_places: dict[str, list[Panel]] = {}


def register(place: str, panel: Panel) -> None:
    """Show ``panel`` in ``place``, after those already there. Registering it again changes nothing."""
    panels = _places.setdefault(place, [])
    if panel not in panels:
        panels.append(panel)


def render(place: str, request: HttpRequest, subject: Model) -> SafeString:
    """The blocks of ``place`` for ``subject``, in order of registration; empty when there are none."""
    return mark_safe("".join(panel(request, subject) for panel in _places.get(place, [])))  # noqa: S308
