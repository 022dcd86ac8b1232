"""Text as it is stored: without what a reader cannot see, and no longer than fits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tabayyun.kit.errors import Refused
from tabayyun.kit.templatetags.tabayyun import plain

FIELDS: dict[str, tuple[Any, int]] = {
    "title": (gettext_lazy("title"), 160),
    "standfirst": (gettext_lazy("introduction"), 600),
    "body": (gettext_lazy("text"), 30_000),
    "byline": (gettext_lazy("signed by"), 120),
    "correction": (gettext_lazy("what was corrected, and why"), 1_000),
    "credit": (gettext_lazy("credit"), 120),
    "alt": (gettext_lazy("alternative text"), 400),
    "caption": (gettext_lazy("caption"), 300),
}
"""Name of a field, its label and its limit in characters. A page holds some 3,000."""


def tidy(name: str, written: str) -> str:
    """``written`` for the field ``name``: only a body keeps its lines. Raises `Refused` when too long."""
    label, limit = FIELDS[name]
    lines = plain(written.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    whole = lines.encode("utf-8", "ignore").decode().strip()
    if name != "body":
        whole = " ".join(whole.split())
    if len(whole) > limit:
        raise Refused(_("%(field)s: longer than %(limit)s characters.") % {"field": label, "limit": limit})
    return whole
