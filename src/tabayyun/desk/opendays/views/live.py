"""How many came, as the phones at the gate send it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tabayyun.desk.opendays import queries
from tabayyun.desk.opendays.models import Registration
from tabayyun.desk.opendays.views.editions import find
from tabayyun.kit.roles import allowed


@never_cache
@require_GET
@allowed("desk.read")
def live(request: HttpRequest, number: int) -> HttpResponseBase:
    """The page; its script asks for the figures again and again, and a reload does the same."""
    return render(request, "opendays/live.html", _figures(number))


@never_cache
@require_GET
@allowed("desk.read")
def figures(request: HttpRequest, number: int) -> HttpResponseBase:
    """The figures alone."""
    return render(request, "opendays/figures.html", _figures(number))


def _figures(number: int) -> dict[str, Any]:
    edition = find(number)
    came = queries.attendance(edition)
    most = max(came.by_hour.values(), default=1)
    return {
        "edition": edition,
        "attendance": came,
        "slots": [(slot, came.by_slot[slot.pk]) for slot in edition.slots.all()],
        "hours": [(hour, people, round(100 * people / most)) for hour, people in came.by_hour.items()],
        "kinds": [(kind.label, came.by_kind[kind.value]) for kind in Registration.Kind],
        "twice": queries.admitted_twice(edition) if came.twice else [],
    }
