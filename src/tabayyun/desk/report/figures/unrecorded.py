"""Figures whose records no room of this installation keeps yet: they say so instead of guessing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tabayyun.desk.report.figures.base import Found, Unit, Words, figure
from tabayyun.desk.report.figures.periods import Period

NOT_KEPT = _("this installation keeps no records of it yet")
NOTHING = _("nothing is counted yet")


def _unrecorded(key: str, unit: Unit, system: str, name: Words) -> None:
    def compute(period: Period) -> Found:
        return Found(None, None, NOT_KEPT)

    compute.__name__ = key
    figure(unit=unit, system=system, name=name, counts=NOTHING, method=NOTHING)(compute)


_unrecorded("media_requests", Unit.REQUESTS, "S7", _("Requests from the media"))
_unrecorded("media_requests_answered", Unit.REQUESTS, "S7", _("Requests from the media, answered"))
_unrecorded("media_requests_held_back", Unit.REQUESTS, "S7", _("Requests from the media, held back"))
_unrecorded("media_coverages", Unit.COVERAGES, "S7", _("Reportages and coverages"))
