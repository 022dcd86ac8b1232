"""``tabayyun pump``: turn collected posts into contents and signals, for as long as it runs."""

from __future__ import annotations

import logging
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from tabayyun.desk.signals import operations

IDLE = 0.2
TROUBLE = 5.0
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Turn collected posts into contents and signals, for as long as it runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when everything is read")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            pause = _step()
            if pause and options["once"]:
                return
            stop.wait(pause)


def _step() -> float:
    """Pump once; how long to wait before the next time, in seconds."""
    try:
        return 0.0 if operations.pump(now=timezone.now()).posts else IDLE
    except DatabaseError as error:
        log.warning("the database did not answer, trying again: %s", error)
        close_old_connections()
        return TROUBLE
