"""Options of a source: a dataclass says which there are, and `read` refuses everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, get_type_hints
from urllib.parse import urlsplit

from tabayyun.plugins.sources.base import OptionError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Description:
    """One option as the documentation shows it."""

    name: str
    default: str
    help: str


def option(help: str, default: Any = MISSING) -> Any:  # noqa: A002  (the word every reader knows)
    """A field of an options dataclass: what it means, and its default (none: it must be given)."""
    return field(default=default, metadata={"help": help})


def describe(options: type[Any]) -> list[Description]:
    """The options of a dataclass, in their order."""
    return [Description(f.name, _shown(f.default), f.metadata["help"]) for f in fields(options)]


def read(options: type[T], given: Mapping[str, Any]) -> T:
    """``given`` (from JSON or a form) as ``options``. Raises OptionError.

    Numbers may come as text, and lists as text with commas. The dataclass checks the rest in
    ``__post_init__``.
    """
    known: dict[str, Field[Any]] = {f.name: f for f in fields(options)}  # type: ignore[arg-type]
    if unknown := sorted(set(given) - set(known)):
        raise OptionError(f"{unknown[0]}: there is no such option; there are {', '.join(known)}")
    for name, one in known.items():
        if one.default is MISSING and given.get(name) in (None, ""):
            raise OptionError(f"{name}: must be given ({one.metadata['help']})")
    types = get_type_hints(options)
    values = {name: _value(name, types[name], value) for name, value in given.items() if value is not None}
    return options(**values)


def _value(name: str, kind: Any, value: Any) -> Any:
    if kind is bool:
        return _switch(name, value)
    if kind is int:
        return _number(name, value)
    if kind is str:
        if isinstance(value, str):
            return value.strip()
        raise OptionError(f"{name}: must be text")
    return _words(name, value)


def _switch(name: str, value: Any) -> bool:
    word = str(value).strip().lower()
    if word in {"true", "1", "yes", "on", "false", "0", "no", "off", ""}:
        return word in {"true", "1", "yes", "on"}
    raise OptionError(f"{name}: must be true or false")


def _number(name: str, value: Any) -> int:
    try:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            raise ValueError
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise OptionError(f"{name}: must be a whole number") from None


def _words(name: str, value: Any) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)) or not all(isinstance(part, str) for part in parts):
        raise OptionError(f"{name}: must be a list of texts")
    return tuple(part.strip() for part in parts if part.strip())


def check_url(name: str, value: str, *schemes: str) -> None:
    """Refuse what is no address with one of ``schemes`` and a host. Raises OptionError."""
    try:
        parts = urlsplit(value)
        host = parts.port is not None or parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in schemes:
        raise OptionError(f"{name}: must be an address that begins with {' or '.join(schemes)}://")


def check_range(name: str, value: int, low: int, high: int) -> None:
    """Refuse a number outside of ``low``…``high``. Raises OptionError."""
    if not low <= value <= high:
        raise OptionError(f"{name}: must lie between {low} and {high}")


def secret(name: str, value: str) -> str:
    """A password or token, or the content of the file that ``file:/path`` names. Raises OptionError."""
    if not value.startswith("file:"):
        return value
    try:
        return Path(value.removeprefix("file:")).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{name}: the file cannot be read ({error.__class__.__name__})") from None


def _shown(default: Any) -> str:
    if default is MISSING:
        return "–"
    if isinstance(default, bool):
        return "true" if default else "false"
    return ", ".join(default) if isinstance(default, tuple) else str(default)
