"""The command ``tabayyun``: parses, calls, prints. Nothing is imported before it is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, one line of help, and what it runs.

    ``target`` is «module:function», taking the arguments and returning the exit code; or
    «django:command», a management command of the desk.
    """

    name: str
    help: str
    target: str


COMMANDS = (
    Command("demo", "Load a demonstration institution, replay a stream, serve it.", "tabayyun.cli.demo:run"),
    Command(
        "init",
        "Prepare an installation: database, keys, files, jobs.",
        "tabayyun.cli.setup:init",
    ),
    Command("serve", "Serve the desk and the newsroom, with all workers.", "tabayyun.cli.serve:run"),
    Command("add-user", "Add a person of the desk, with a role.", "django:add_user"),
    Command("replay", "Run a file of posts through the pipeline and measure it.", "django:replay"),
    Command("import-claims", "Import known claims from a ClaimReview feed or CSV.", "django:import_claims"),
    Command(
        "group", "Tell which posts carry the same content (NDJSON in and out).", "tabayyun.cli.group:run"
    ),
    Command(
        "bench",
        "Measure how well and how fast texts are understood (from a clone).",
        "tabayyun.cli.bench:run",
    ),
    Command("report", "Write the yearly report as PDF, HTML, JSON, CSV or DOCX.", "django:report"),
    Command(
        "media", "Keep fingerprints of pictures in a bank, and recognise them.", "tabayyun.cli.media:run"
    ),
    Command(
        "evidence",
        "Export the evidence of a case as a zip that anyone can check; check the custody of all evidence.",
        "django:evidence",
    ),
    Command(
        "verify",
        "Check a statement or an export offline: valid or not, and why.",
        "tabayyun.cli.verify:run",
    ),
    Command("triage", "Tell what each post is worth looking at for.", "tabayyun.cli.triage:run"),
    Command("train", "Train triage or matching on what people decided.", "tabayyun.cli.train:run"),
    Command("watch", "Collect posts from the active sources.", "django:watch_sources"),
    Command("pump", "Turn collected posts into contents and signals.", "django:pump"),
    Command("work", "Run scheduled jobs: reminders, deliveries, retention.", "django:qcluster"),
    Command("match", "Tell which known claims posts repeat.", "tabayyun.cli.match:run"),
    Command("answers", "Tell what was already said officially on posts.", "tabayyun.cli.answers:run"),
    Command("manage", "Run any Django management command.", "django:"),
)


def main(arguments: list[str] | None = None) -> None:
    """Entry point; exits with the command's code."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given[0] in {"-h", "--help", "help"}:
        print(usage())
        sys.exit(0)
    if given[0] == "--version":
        print(import_module("tabayyun").__version__)
        sys.exit(0)
    command = next((c for c in COMMANDS if c.name == given[0]), None)
    if command is None:
        print(f"tabayyun: unknown command {given[0]!r}; see tabayyun --help", file=sys.stderr)
        sys.exit(2)
    sys.exit(_call(command, given[1:]))


def usage() -> str:
    """Every command with one line of help."""
    width = max(len(command.name) for command in COMMANDS)
    lines = [f"  {command.name:<{width}}  {command.help}" for command in COMMANDS]
    return "\n".join(
        ["usage: tabayyun COMMAND [ARGUMENTS]   (tabayyun COMMAND --help tells more)", "", *lines]
    )


def _call(command: Command, arguments: list[str]) -> int:
    module, _, name = command.target.partition(":")
    if module == "django":
        return manage([name, *arguments] if name else arguments)
    run: Callable[[list[str]], int] = getattr(import_module(module), name)
    return run(arguments)


def manage(arguments: list[str]) -> int:
    """Run a management command of the desk."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tabayyun.config.settings")
    from django.core.management import ManagementUtility

    ManagementUtility(["tabayyun", *arguments]).execute()
    return 0
