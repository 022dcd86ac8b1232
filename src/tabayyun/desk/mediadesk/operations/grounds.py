"""The catalogue of legal restrictions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases.operations.standing import line, written
from tabayyun.desk.mediadesk.models import Restriction
from tabayyun.desk.mediadesk.models.requests import LANGUAGES
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

MOST_DAYS = 366
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ground:
    """A restriction as somebody words it: each of the three texts in every language."""

    code: str
    name: Words
    legal_reference: Words
    wording: Words
    days: int


@transaction.atomic
def add_ground(*, ground: Ground, by: User, now: datetime) -> Restriction:
    """Add a ground. Raises Refused for a code that exists, or a text that is missing in a language."""
    code = line(ground.code)[:40]
    if Restriction.objects.filter(code=code).exists():
        raise Refused(_("There is a ground with this code already."))
    restriction = Restriction(code=code)
    _fill(restriction, ground)
    audit.record(verb="mediadesk.ground_added", subject=restriction, actor=by, now=now, code=code)
    return restriction


@transaction.atomic
def edit_ground(*, restriction: Restriction, ground: Ground, retired: bool, by: User, now: datetime) -> None:
    """Change a ground; its code stays, and so does what was sent with it before. Raises Refused as above."""
    before = {"name": restriction.name, "legal_reference": restriction.legal_reference}
    restriction.retired_at = (restriction.retired_at or now) if retired else None
    _fill(restriction, ground)
    audit.record(
        verb="mediadesk.ground_edited",
        subject=restriction,
        actor=by,
        now=now,
        before=before,
        retired=retired,
    )


def _fill(restriction: Restriction, ground: Ground) -> None:
    try:
        validate_slug(restriction.code)
    except ValidationError as error:
        raise Refused(_("A code is made of letters a–z, digits and hyphens.")) from error
    if not 1 <= ground.days <= MOST_DAYS:
        raise Refused(_("A ground lasts between one day and a year."))
    restriction.days = ground.days
    restriction.name = _in_each(ground.name, 200)
    restriction.legal_reference = _in_each(ground.legal_reference, 500)
    restriction.wording = _in_each(ground.wording, 2_000)
    restriction.save()


def _in_each(words: Words, most: int) -> dict[str, str]:
    missing = _("A ground is worded in Arabic, French and English: a journalist may ask in any of them.")
    return {code: written(words.get(code, ""), missing, most) for code, _name in LANGUAGES}
