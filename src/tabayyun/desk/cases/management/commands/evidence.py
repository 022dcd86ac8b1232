"""``tabayyun evidence export CASE`` and ``tabayyun evidence check``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise import operations, queries
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


class Command(BaseCommand):
    help = "Export the evidence of a case as a zip that anyone can check; check the custody of all evidence."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["export", "check"])
        parser.add_argument("case", nargs="?", help="reference of the case to export")
        parser.add_argument("--user", help="log-in of the person who exports; it is noted")
        parser.add_argument("--out", type=Path, help="file to write (CASE.zip)")
        parser.add_argument("--lang", choices=[code for code, _name in settings.LANGUAGES], default="ar")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "check":
            self._check()
        else:
            self._export(options)

    def _check(self) -> None:
        """Say what is wrong with any chain of custody; an error when something is."""
        faults = queries.custody_faults()
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(_("The custody of some evidence is not as it was."))

    def _export(self, options: dict[str, Any]) -> None:
        case = Case.objects.filter(reference=options["case"]).select_related("content").first()
        by = User.objects.filter(username=options["user"], is_active=True).first()
        if case is None or by is None:
            raise CommandError(_("There is no such case, or no such person."))
        target = options["out"] or Path(f"{case.reference}.zip")
        draft = target.with_name(f"{target.name}.{os.getpid()}.part")
        try:
            with draft.open("xb") as file:
                pieces = operations.export(
                    content=case.content,
                    reference=case.reference,
                    lang=options["lang"],
                    target=file,
                    by=by,
                    now=timezone.now(),
                )
            draft.replace(target)
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from error
        finally:
            draft.unlink(missing_ok=True)
        self.stdout.write(f"{target}: {len(pieces)}")
