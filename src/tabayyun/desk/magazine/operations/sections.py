"""The standing parts of the magazine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.magazine.models import LANGS, Section
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.templatetags.tabayyun import plain


@transaction.atomic
def add_section(*, name: Mapping[str, str], colour: str = "#0b5c48", by: User, now: datetime) -> Section:
    """A further section, after the others. Raises `Refused` without a name in every language."""
    section = Section(name=_named(name), colour=_coloured(colour), place=Section.objects.count() + 1)
    section.save()
    audit.record(verb="magazine.section_added", subject=section, now=now, actor=by, name=section.name)
    return section


@transaction.atomic
def edit_section(
    *, section: Section, name: Mapping[str, str], colour: str, retired: bool, by: User, now: datetime
) -> None:
    """Rename or colour a section, or offer it no longer; articles that are in it stay in it."""
    section.name, section.colour = _named(name), _coloured(colour)
    section.retired_at = (section.retired_at or now) if retired else None
    section.save()
    audit.record(
        verb="magazine.section_edited", subject=section, now=now, actor=by, name=section.name, retired=retired
    )


def _named(name: Mapping[str, str]) -> dict[str, str]:
    names = {lang: plain(name.get(lang, "")).strip()[:60] for lang in LANGS}
    if not all(names.values()):
        raise Refused(_("A section needs a name in Arabic and in French."))
    return names


def _coloured(colour: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise Refused(_("A colour is # and six digits from 0 to f."))
    return colour.lower()
