"""The block on what the pictures of a content say, and which known claims that repeats."""

from __future__ import annotations

from typing import cast

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tabayyun.desk.expertise import queries
from tabayyun.desk.signals.models import Content


def panel(request: HttpRequest, content: Model) -> SafeString:
    """Words read in the pictures of ``content``; nothing when there are none."""
    said = queries.pictures_say(cast("Content", content))
    if not said:
        return SafeString()
    context = {"said": said, "claims": queries.claims_in_pictures(cast("Content", content))}
    return render_to_string("expertise/words_panel.html", context, request)
