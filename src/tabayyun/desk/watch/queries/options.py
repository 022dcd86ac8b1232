"""Options of source plugins, in the reader's language.

Plugins know no translation: what they say in English is looked up here. `SAID` lists it for the
translators; a test holds it against the installed plugins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from tabayyun.kit.plugins import names

KINDS: dict[str, Any] = {
    "file": _("File (NDJSON, CSV, 4CAT, Zeeschuimer)"),
    "form": _("Citizens' form"),
    "rss": _("RSS or Atom feed"),
    "mastodon": _("Mastodon"),
    "bluesky": _("Bluesky"),
    "email": _("Inbound e-mail"),
}
LABELS: dict[str, Any] = {
    "path": _("File"),
    "format": _("Format"),
    "follow": _("Still being written"),
    "poll_seconds": _("Seconds between two looks"),
    "url": _("Address"),
    "timeout": _("Time limit in seconds"),
    "max_bytes": _("Largest answer in bytes"),
}
TROUBLE: list[tuple[re.Pattern[str], Any]] = [
    (re.compile(r"must be given \(.*\)"), _("must be given")),
    (re.compile(r"must be text"), _("must be text")),
    (re.compile(r"must be true or false"), _("must be true or false")),
    (re.compile(r"must be a whole number"), _("must be a whole number")),
    (re.compile(r"must be a list of texts"), _("must be a list of texts")),
    (
        re.compile(r"must lie between (?P<low>.+) and (?P<high>.+)"),
        _("must lie between %(low)s and %(high)s"),
    ),
    (
        re.compile(r"must be an address that begins with (?P<start>.+)"),
        _("must be an address that begins with %(start)s"),
    ),
    (re.compile(r"there is no such option; .*"), _("there is no such option")),
    (re.compile(r"the file cannot be read .*"), _("the file cannot be read")),
    (re.compile(r"must be the name of a file"), _("must be the name of a file")),
    (re.compile(r"must be auto, ndjson or table"), _("must be auto, ndjson or table")),
]
"""What plugins say about a wrong option, and how a person reads it."""
SECRETS = ("token", "password", "secret")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source that can be added."""

    plugin: str
    name: str


def kinds() -> list[Kind]:
    """The installed kinds of source."""
    return [Kind(plugin, kind_in_words(plugin)) for plugin in names("sources")]


def kind_in_words(plugin: str) -> str:
    """What a person calls this kind of source."""
    return str(KINDS.get(plugin, plugin))


def option_in_words(name: str) -> str:
    """The label of an option."""
    return str(LABELS.get(name, name.replace("_", " ")))


def option_help(text: str) -> str:
    """What the plugin says about an option."""
    return say(text) if text else ""


def option_error(message: str) -> str:
    """A plugin's «option: what is wrong», with the second half in the reader's language."""
    name, colon, words = message.partition(": ")
    for pattern, said in TROUBLE:
        if found := pattern.fullmatch(words):
            return f"{name}{colon}{str(said) % found.groupdict()}"
    return message


def is_secret(name: str) -> bool:
    """Whether an option is never shown."""
    return any(word in name for word in SECRETS)


def shown_options(options: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and value of each option, secrets hidden."""
    return [
        (option_in_words(key), "••••••" if is_secret(key) else str(value)) for key, value in options.items()
    ]
