"""What an operation needs before it may touch a request."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import MediaRequest, Outlet
from tabayyun.engine.text.normal import normalise
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

TEXT = 10_000
LINE = 200
REASON = 300


def hold(request: MediaRequest) -> None:
    """Read ``request`` afresh and keep its row from others until the transaction ends."""
    request.refresh_from_db(from_queryset=MediaRequest.objects.select_for_update())


def hold_open(request: MediaRequest) -> None:
    """The same; raises Refused when it was decided or closed."""
    hold(request)
    if not request.is_open:
        raise Refused(_("Request %(reference)s is not open any more.") % {"reference": request.reference})


def refuse_locked(request: MediaRequest, by: User, now: datetime) -> None:
    """Raise Refused when somebody other than ``by`` is on ``request``."""
    holder = queries.holder(request, now)
    if holder is not None and holder.pk != by.pk:
        raise Refused(
            _("%(name)s is on this request. Take it over first, or wait.") % {"name": holder.display_name}
        )


def outlet_called(name: str) -> Outlet | None:
    """The outlet of that name, made when it is new; None without a name."""
    name = " ".join(name.split())[:LINE]
    key = normalise(name)[:LINE]
    if not key:
        return None
    return Outlet.objects.get_or_create(key=key, defaults={"name": name})[0]
