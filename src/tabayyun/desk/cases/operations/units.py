"""Field units and partners that can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.models import Unit
from tabayyun.desk.cases.operations.standing import NAME, line, written
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


@transaction.atomic
def add_unit(
    *, name: Mapping[str, str], email: str, escalation_email: str, language: str, by: User, now: datetime
) -> Unit:
    """Add a unit. ``name``: language → name. Raises Refused without a name or a valid address."""
    unit = Unit()
    _fill(unit, name, email, escalation_email, language)
    unit.save()
    audit.record(verb="cases.unit_added", subject=unit, actor=by, now=now, name=unit.name, email=unit.email)
    return unit


@transaction.atomic
def edit_unit(
    *,
    unit: Unit,
    name: Mapping[str, str],
    email: str,
    escalation_email: str,
    language: str,
    retired: bool,
    by: User,
    now: datetime,
) -> None:
    """Change a unit; a ``retired`` one keeps its inquiries and is not asked any more."""
    _fill(unit, name, email, escalation_email, language)
    unit.retired_at = (unit.retired_at or now) if retired else None
    unit.save()
    audit.record(
        verb="cases.unit_edited",
        subject=unit,
        actor=by,
        now=now,
        name=unit.name,
        email=unit.email,
        retired=retired,
    )


def _fill(unit: Unit, name: Mapping[str, str], email: str, escalation_email: str, language: str) -> None:
    if language not in dict(queries.LANGUAGES):
        raise Refused(_("Choose the language the unit is written to in."))
    unit.name = _names(name)
    unit.email = _address(email)
    unit.escalation_email = _address(escalation_email) if escalation_email.strip() else ""
    unit.language = language


def _names(name: Mapping[str, str]) -> dict[str, str]:
    names = {lang: line(text) for lang, text in name.items() if line(text)}
    for text in names.values():
        written(text, "", NAME)
    if not names:
        raise Refused(_("Write the unit's name in at least one language."))
    return names


def _address(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise Refused(_("«%(email)s» is not an e-mail address.") % {"email": email[:100]}) from error
    return email.strip()
