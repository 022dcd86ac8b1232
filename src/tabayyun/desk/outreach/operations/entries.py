"""The lines of the directories, one at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tabayyun.desk.outreach.models import Entry
from tabayyun.desk.outreach.operations.importing import Directory
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


@transaction.atomic
def save_entry(
    *, directory: Directory, entry: Entry | None, fields: dict[str, Any], by: User, now: datetime
) -> Entry:
    """Add a line to a directory, or change one. ``fields`` as the directory's resolver gives them.

    Raises Refused when another line has that code.
    """
    verb = "outreach.entry_added" if entry is None else "outreach.entry_edited"
    line = entry or directory.model()
    for name, value in fields.items():
        setattr(line, name, value)
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as error:
        raise Refused(_("The code %(code)s is taken.") % {"code": fields["code"]}) from error
    audit.record(verb=verb, subject=line, actor=by, now=now, fields=fields)
    return line
