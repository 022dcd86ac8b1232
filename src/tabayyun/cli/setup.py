"""Prepare an installation. Running it again after an update does what is missing."""

from __future__ import annotations

import os
from importlib import import_module

ROOMS_WITH_JOBS = (
    "watch",
    "signals",
    "expertise",
    "cases",
    "press",
    "mediadesk",
    "outreach",
    "audience",
    "magazine",
    "opendays",
    "report",
)


def django() -> None:
    """Start Django with the settings of this installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tabayyun.config.settings")
    import django as framework

    framework.setup()


def init(arguments: list[str]) -> int:
    """Database, static files, scheduled jobs. Returns the exit code."""
    if arguments:
        print("usage: tabayyun init")
        return 0 if arguments[0] in {"-h", "--help"} else 2
    django()
    prepare(static=True)
    from django.conf import settings

    print(f"Ready in {settings.HOME}. Next: tabayyun add-user NAME --role admin; tabayyun serve")
    return 0


def prepare(*, static: bool) -> None:
    """The same, for commands that go on afterwards."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    import_module("tabayyun.desk.outreach.operations").load_places()
    if static:
        call_command("collectstatic", verbosity=0, interactive=False)
    schedule()


def schedule() -> None:
    """Declare the jobs of the kit and of every room."""
    for part in ("letters", "sheets.jobs"):
        import_module(f"tabayyun.kit.{part}").schedule()
    for room in ROOMS_WITH_JOBS:
        import_module(f"tabayyun.desk.{room}.jobs").schedule()
