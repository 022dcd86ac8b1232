"""Ways of reading an account, and their options, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tabayyun.kit.plugins import names

NAMES: dict[str, Any] = {
    "": _("by hand or from exports"),
    "bluesky": "Bluesky",
    "facebook": _("Facebook page (Graph API)"),
    "instagram": _("Instagram (Graph API)"),
    "mastodon": "Mastodon",
    "x": _("X API"),
    "youtube": "YouTube Data API",
}
LABELS: dict[str, Any] = {
    "account": _("Account as the platform knows it"),
    "address": _("Address of the platform's API"),
}


def readers() -> list[tuple[str, str]]:
    """Every way there is with its name; the first one is by hand."""
    return [(name, reader_in_words(name)) for name in ("", *names("readers"))]


def reader_in_words(name: str) -> str:
    """What a person calls this way of reading."""
    return str(NAMES.get(name, name))


def option_in_words(name: str) -> str:
    """The label of an option."""
    return str(LABELS.get(name, name))


def option_error(message: str) -> tuple[str, str]:
    """A plugin's «option: what is wrong» as the option and the rest."""
    name, _colon, words = message.partition(": ")
    return (name, words) if words else ("", message)
