"""What citizens report through the newsroom."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.watch.models import Source
from tabayyun.desk.watch.operations.collecting import collect
from tabayyun.kit.errors import Refused
from tabayyun.kit.references import next_reference
from tabayyun.plugins.sources.base import Batch, RawPost
from tabayyun.plugins.sources.post_format import fault


def submit(
    *,
    source_slug: str,
    text: str,
    url: str = "",
    contact_hash: str = "",
    media: Sequence[str] = (),
    lang: str = "",
    now: datetime,
) -> str:
    """Take a citizen's report in; the reference they can quote. The caller limits how many.

    The source is made when it is missing. Raises Refused with what is wrong, in the citizen's language.
    """
    with transaction.atomic():
        source = _form(source_slug, now)
        reference = f"{next_reference('SR', now.year)}-{secrets.token_hex(2).upper()}"
        post = RawPost(reference, text, now, lang, url, contact_hash, tuple(media))
        wrong = fault(post, now)
        if wrong is not None:
            raise Refused(_said(wrong[0]))
        collect(source=source, batch=Batch([post]), now=now)
    return reference


def _form(slug: str, now: datetime) -> Source:
    found, _made = Source.objects.get_or_create(
        slug=slug, defaults={"name": _("Citizens' form"), "plugin": "form", "created_at": now}
    )
    return found


def _said(reason: str) -> str:
    return {
        "empty_text": _("Please write or paste what is being said."),
        "text_too_long": _("This text is too long: at most 100,000 characters can be taken in."),
    }.get(reason, _("Something in this report cannot be taken in. Please paste it as plain text."))
