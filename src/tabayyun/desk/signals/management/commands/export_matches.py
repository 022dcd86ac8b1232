"""``tabayyun manage export_matches``: what people decided on matches, as data to train and to measure on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tabayyun.desk.signals import queries


class Command(BaseCommand):
    help = "Write the desk's decisions on matches with known claims as NDJSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [
            {
                "text": content.text,
                "claim": claim.text,
                "title": claim.title,
                "same": int(same),
                "probability": p,
            }
            for content, claim, same, p in queries.labels()
        ]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        options["file"].write_text(lines, encoding="utf-8")
        self.stdout.write(f"{len(rows)} decisions written to {options['file']}")
