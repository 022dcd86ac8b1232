"""Collects posts from every active source until it is told to stop."""

from __future__ import annotations

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from tabayyun.desk.watch.management.runner import Runner


class Command(BaseCommand):
    help = "Collect posts from every active source, until Ctrl-C or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal; what is being saved is saved first."""
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stderr.write("watching; Ctrl-C stops")
        Runner(stop).run()
