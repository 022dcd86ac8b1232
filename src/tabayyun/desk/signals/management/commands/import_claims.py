"""``tabayyun import-claims FILE|URL``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.signals.operations import import_reviews
from tabayyun.desk.signals.operations.reviews import read_reviews
from tabayyun.desk.signals.operations.reviews.entry import UnreadableFeedError

SHOWN = 20


class Command(BaseCommand):
    help = "Import fact-checks (ClaimReview JSON or RSS, Fact Check Tools answers, CSV) as known claims."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="a file, or an http(s) address")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = import_reviews(reviews=read_reviews(_read(options["source"])), now=timezone.now())
        except (UnreadableFeedError, OSError, httpx.HTTPError) as error:
            raise CommandError(f"{options['source']}: {error}") from error
        for entry in done.malformed[:SHOWN]:
            self.stderr.write(f"{entry.place}: {entry.reason}")
        if len(done.malformed) > SHOWN:
            self.stderr.write(_("… and %(n)s more") % {"n": len(done.malformed) - SHOWN})
        self.stdout.write(
            _("%(added)s added, %(changed)s changed, %(unchanged)s as before, %(malformed)s left out")
            % {
                "added": done.added,
                "changed": done.changed,
                "unchanged": done.unchanged,
                "malformed": len(done.malformed),
            }
        )


def _read(source: str) -> bytes:
    if source.startswith(("http://", "https://")):
        answer = httpx.get(source, follow_redirects=True, timeout=60)
        return answer.raise_for_status().content
    return Path(source).read_bytes()
