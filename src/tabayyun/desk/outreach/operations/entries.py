"""The lines of the directories, one at a time."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tabayyun.desk.outreach.models import Company, Entry
from tabayyun.desk.outreach.models.directories import NAME
from tabayyun.desk.outreach.operations.importing import Directory
from tabayyun.desk.outreach.operations.importing.lookups import lookup
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User


@transaction.atomic
def company_named(*, name: str, by: User, now: datetime) -> Company:
    """The production company of that name in the directory, however it is written; added when it is new."""
    serialise("outreach")
    found = lookup(Company).named(name)
    if found:
        return Company.objects.get(pk=found[0])
    code = f"MD-{hashlib.sha256(name.encode()).hexdigest()[:10]}"
    company, made = Company.objects.get_or_create(code=code, defaults={"name_ar": name[:NAME]})
    if made:
        audit.record(verb="outreach.entry_added", subject=company, actor=by, now=now, fields={"code": code})
    return company


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
