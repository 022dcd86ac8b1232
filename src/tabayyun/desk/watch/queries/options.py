"""Options of source plugins, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from tabayyun.desk.watch.queries.option_words import HELP, KINDS, LABELS, TROUBLE
from tabayyun.kit.plugins import names

SECRETS = ("token", "password", "secret")
"""Words in the name of an option that is never shown."""


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


def option_help(english: str) -> str:
    """What the plugin says about an option."""
    return gettext(english) if english in HELP else english


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
    return [(option_in_words(key), _shown(key, value)) for key, value in options.items()]


def _shown(key: str, value: Any) -> str:
    return "••••••" if is_secret(key) and value else str(value)
