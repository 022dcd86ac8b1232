"""Adding, changing, pausing sources, and noting how reading them went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.watch.models import Source
from tabayyun.desk.watch.operations.quarantining import storable
from tabayyun.desk.watch.queries import is_secret, option_error
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.plugins import UnknownPluginError, load
from tabayyun.plugins.sources.base import OptionError

FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
"""Seconds after the first error, and at the most."""


def add_source(
    *, slug: str, name: str, plugin: str, options: Mapping[str, Any], now: datetime, by: User
) -> Source:
    """A new source; it is read from now on. Raises Refused for wrong options."""
    checked(plugin, options)
    with transaction.atomic():
        if Source.objects.filter(slug=slug).exists():
            raise Refused(_("There is already a source with this short name."))
        source = Source.objects.create(
            slug=slug, name=name, plugin=plugin, options=dict(options), created_at=now
        )
        audit.record(verb="watch.source_added", subject=source, now=now, actor=by, plugin=plugin, slug=slug)
    return source


def edit_source(*, source: Source, name: str, options: Mapping[str, Any], now: datetime, by: User) -> Source:
    """Change the name and the options.

    When another place is meant than before it is read from its beginning: a cursor counts in the
    place it was made for. Posts already there are recognised.
    """
    checked(source.plugin, options)
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source.pk)
        changed = _changed(source.options, options)
        if any(_says_where(key, options.get(key, source.options.get(key))) for key in changed):
            source.cursor = ""
        source.name, source.options = name, dict(options)
        source.errors_in_a_row, source.last_error, source.retry_at = 0, "", None
        source.save()
        audit.record(
            verb="watch.source_edited", subject=source, now=now, actor=by, name=name, options=changed
        )
    return source


def pause(*, source: Source, now: datetime, by: User) -> None:
    """Stop reading the source."""
    _switch(source, False, "watch.source_paused", now, by)


def resume(*, source: Source, now: datetime, by: User) -> None:
    """Read the source again, from where it was left, at once."""
    _switch(source, True, "watch.source_resumed", now, by)


def polled(*, source: Source, now: datetime) -> None:
    """The source answered, whether or not there was something new."""
    Source.objects.filter(pk=source.pk).update(polled_at=now, errors_in_a_row=0, last_error="", retry_at=None)


def fail(
    *, source: Source, error: str, now: datetime, jitter: float, retry_after: float | None = None
) -> datetime:
    """Note an error; when to try again. ``jitter`` (0–1) keeps many from coming back at once.

    ``retry_after`` is what the source asked for, in seconds: never earlier than that.
    """
    with transaction.atomic():
        fresh = Source.objects.select_for_update().get(pk=source.pk)
        fresh.errors_in_a_row += 1
        fresh.last_error = storable(error)[:2000]
        fresh.retry_at = now + timedelta(seconds=wait_after(fresh.errors_in_a_row, jitter, retry_after))
        fresh.save(update_fields=["errors_in_a_row", "last_error", "retry_at"])
    return fresh.retry_at


def wait_after(errors: int, jitter: float, retry_after: float | None = None) -> float:
    """Seconds to wait after so many errors in a row: doubled each time, half of it by chance."""
    longest: float = min(FIRST_WAIT * 2 ** min(errors - 1, 20), LONGEST_WAIT)
    waited = longest / 2 + longest / 2 * jitter
    return max(waited, min(retry_after or 0.0, 86_400.0))


def checked(plugin: str, options: Mapping[str, Any]) -> Any:
    """The plugin's typed options. Raises Refused with what is wrong with them."""
    try:
        return load("sources", plugin).parse(options)
    except UnknownPluginError:
        raise Refused(_("There is no such kind of source.")) from None
    except OptionError as error:
        raise Refused(option_error(str(error))) from None


def _switch(source: Source, active: bool, verb: str, now: datetime, by: User) -> None:
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(
            active=active, errors_in_a_row=0, last_error="", retry_at=None
        )
        audit.record(verb=verb, subject=source, now=now, actor=by)


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(key for key in {*before, *after} if before.get(key) != after.get(key))


def _says_where(key: str, value: Any) -> bool:
    """Texts say which place is meant; numbers, switches, lists of words and secrets how it is read."""
    return isinstance(value, str) and not is_secret(key)
