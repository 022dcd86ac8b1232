"""What an operation needs before it may touch a case."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.models import Case
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

TEXT = 10_000
TITLE = 200
REASON = 300
NAME = 200


def hold(case: Case) -> None:
    """Read ``case`` afresh and keep its row from others until the transaction ends."""
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())


def hold_open(case: Case) -> None:
    """The same; raises Refused when the case is finished."""
    hold(case)
    if not case.is_open:
        raise Refused(_("Case %(reference)s is finished.") % {"reference": case.reference})


def refuse_locked(case: Case, by: User, now: datetime) -> None:
    """Raise Refused when somebody other than ``by`` is on ``case``."""
    holder = queries.holder(case, now)
    if holder is not None and holder.pk != by.pk:
        raise Refused(
            _("%(name)s is on this case. Take it over first, or wait.") % {"name": holder.display_name}
        )


def written(text: str, empty: str, most: int = TEXT) -> str:
    """``text`` without its margins; raises Refused with ``empty`` when nothing is left, or when too long."""
    kept = text.strip()
    if not kept:
        raise Refused(empty)
    if len(kept) > most:
        raise Refused(
            _("The text is too long: %(length)s characters of %(most)s.")
            % {"length": len(kept), "most": most}
        )
    return kept


def line(text: str) -> str:
    """``text`` on one line."""
    return " ".join(text.split())
