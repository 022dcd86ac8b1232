"""``tabayyun manage train_triage``: train on the desk's decisions, and say how it compares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tabayyun.desk.signals import operations, queries
from tabayyun.kit.errors import Refused


class Command(BaseCommand):
    help = "Train triage on the desk's own decisions and compare; a person switches, in the desk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--export", type=Path, metavar="FILE", help="write the decisions, and train nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["export"]:
            rows = [{"text": text, "check_worthy": said} for text, said in queries.decisions()]
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            options["export"].write_text(lines, encoding="utf-8")
            self.stdout.write(f"{len(rows)} decisions written to {options['export']}")
            return
        try:
            model = operations.train_model(by=None, now=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(model.card)
        self.stdout.write(json.dumps({"held_out": model.held_out, **model.figures}))
