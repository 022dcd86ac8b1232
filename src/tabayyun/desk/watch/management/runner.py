"""Reads every active source: a thread for each streaming one, the polled ones in turn on one thread."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from tabayyun.desk.watch import operations
from tabayyun.desk.watch.models import Source
from tabayyun.kit.plugins import UnknownPluginError, load
from tabayyun.plugins.sources.base import Batch, SourceError

log = logging.getLogger(__name__)
POLL_SECONDS = 60.0
"""Between two looks at a polled source whose options do not say ``poll_seconds``."""
REFRESH_SECONDS = 2.0
"""Until a source that was added, paused or changed in the desk is noticed."""


@dataclass(slots=True)
class Stream:
    """A streaming source being read, as it was when its thread began."""

    source: Source
    stop: Event = field(default_factory=Event)
    thread: Thread | None = None


class Runner:
    """Reads sources until ``stop`` is set."""

    def __init__(self, stop: Event) -> None:
        self.stop = stop
        self.streams: dict[int, Stream] = {}
        self.next_poll: dict[int, float] = {}

    def run(self) -> None:
        """Until ``stop``; then waits for what is being saved."""
        poller = Thread(target=self._keep, args=(self.poll_due, 1.0), name="polled", daemon=True)
        poller.start()
        self._keep(self.tend_streams, REFRESH_SECONDS)
        for stream in self.streams.values():
            stream.stop.set()
        for thread in [poller, *(stream.thread for stream in self.streams.values() if stream.thread)]:
            thread.join(timeout=15)

    def _keep(self, step: Callable[[], None], seconds: float) -> None:
        """Do ``step`` again and again. The database may be away for a while: that ends nothing."""
        while not self.stop.is_set():
            try:
                close_old_connections()
                step()
            except DatabaseError as error:
                log.warning("the database does not answer: %s", error)
                connection.close()
            self.stop.wait(seconds)
        connection.close()

    def poll_due(self) -> None:
        """Read, one after the other, the polled sources whose time has come."""
        for source in Source.objects.filter(active=True):
            due = time.monotonic() >= self.next_poll.get(source.pk, 0.0)
            if self.stop.is_set() or is_streaming(source) or not due or _waits(source):
                continue
            seconds = read(source, self.stop)
            self.next_poll[source.pk] = time.monotonic() + seconds

    def tend_streams(self) -> None:
        """Start, stop and restart the threads of the streaming sources."""
        wanted = {s.pk: s for s in Source.objects.filter(active=True) if is_streaming(s)}
        for pk, stream in list(self.streams.items()):
            now = wanted.get(pk)
            if now is None or now.options != stream.source.options:
                stream.stop.set()
            if stream.thread is None or not stream.thread.is_alive():
                del self.streams[pk]
        for pk in wanted.keys() - self.streams.keys():
            self._start(wanted[pk])

    def _start(self, source: Source) -> None:
        stream = self.streams[source.pk] = Stream(source)
        stream.thread = Thread(target=self._stream, args=(stream,), name=source.slug, daemon=True)
        stream.thread.start()

    def _stream(self, stream: Stream) -> None:
        """One streaming source, for as long as it is wanted."""
        while not stream.stop.is_set():
            try:
                close_old_connections()
                source = Source.objects.get(pk=stream.source.pk)
                if not source.active:
                    break
                if not _waits(source):
                    read(source, stream.stop)
            except Source.DoesNotExist:
                break
            except DatabaseError as error:
                log.warning("%s: the database does not answer: %s", stream.source.slug, error)
                connection.close()
            stream.stop.wait(1.0)
        connection.close()


def is_streaming(source: Source) -> bool:
    """Whether the plugin goes on by itself. A plugin that is gone is looked at like a polled one."""
    try:
        return bool(load("sources", source.plugin).streaming)
    except UnknownPluginError:
        return False


def read(source: Source, stop: Event) -> float:
    """Everything the source has now (for ever, when it streams); seconds until the next look.

    An error of the source, or of its plugin, is noted on the source and ends nothing else. An error
    of the database is the caller's: nothing was lost, for the cursor was not saved either.
    """
    try:
        plugin = load("sources", source.plugin)
        options = plugin.parse(source.options)
        _collect(source, plugin.batches(options, source.cursor, stop), stop)
    except DatabaseError:
        raise
    except Exception as error:
        _note(source, error)
        return POLL_SECONDS
    if not stop.is_set():
        operations.polled(source=source, now=timezone.now())
    return float(getattr(options, "poll_seconds", POLL_SECONDS))


def _collect(source: Source, batches: Iterable[Batch], stop: Event) -> None:
    for batch in batches:
        operations.collect(source=source, batch=batch, now=timezone.now())
        if stop.is_set():
            return


def _note(source: Source, error: Exception) -> None:
    known = isinstance(error, (SourceError, ValueError, UnknownPluginError))
    if not known:
        log.exception("%s: the plugin failed", source.slug)
    words = str(error) if known and str(error) else f"{type(error).__name__}: {error}"
    again = operations.fail(
        source=source,
        error=words,
        now=timezone.now(),
        jitter=random.random(),  # noqa: S311  (spreads retries, guards nothing)
        retry_after=getattr(error, "retry_after", None),
    )
    log.warning("%s: %s; again at %s", source.slug, words, again.isoformat(timespec="seconds"))


def _waits(source: Source) -> bool:
    return source.retry_at is not None and source.retry_at > timezone.now()
