"""The coverage log: what media outlets published, each piece once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.cases.operations.standing import line, written
from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import Coverage, MediaRequest
from tabayyun.desk.mediadesk.operations.standing import LINE, outlet_called
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

LONGEST_LINK = 2_000
LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as somebody writes it down. A broadcast may have no ``url``; it then needs a title."""

    outlet: str
    published_on: date
    url: str = ""
    title: str = ""
    audience: int | None = None


@transaction.atomic
def record_coverage(
    *, piece: Piece, by: User, now: datetime, request: MediaRequest | None = None
) -> Coverage:
    """Log one piece. Raises Refused when it is there already, and for what it cannot be."""
    coverage = _piece(piece, now)
    same = Coverage.objects.filter(key=coverage.key).select_related("outlet").first()
    if same is not None:
        raise Refused(
            _("This piece is in the log already: %(outlet)s, %(day)s.")
            % {"outlet": same.outlet.name, "day": same.published_on.isoformat()}
        )
    coverage.request, coverage.recorded_by, coverage.recorded_at = request, by, now
    coverage.save()
    audit.record(verb="mediadesk.coverage_recorded", subject=coverage, actor=by, now=now)
    return coverage


def _piece(piece: Piece, now: datetime) -> Coverage:
    outlet = outlet_called(piece.outlet)
    if outlet is None:
        raise Refused(_("Write the name of the outlet."))
    title, url = line(piece.title)[:LONGEST_TITLE], line(piece.url)
    if not url:
        written(title, _("Give the link, or for a broadcast its title."), LINE)
    elif len(url) > LONGEST_LINK or not queries.is_address(url):
        raise Refused(_("The link has to begin with http:// or https://."))
    if piece.published_on > timezone.localtime(now).date():
        raise Refused(_("This day has not come yet."))
    key = queries.coverage_key(url, outlet.key, title, piece.published_on)
    return Coverage(
        url=url, key=key, outlet=outlet, title=title, published_on=piece.published_on, audience=piece.audience
    )
