"""``tabayyun train violent_imagery``: a model from what this desk's people saw in pictures."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.expertise import operations
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


class Command(BaseCommand):
    help = "Train a model of violent imagery on the pictures that people tagged, and print its card."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", help="log-in of the person who trains; it is noted")
        parser.add_argument("--use", action="store_true", help="let it set priority and blur from now on")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["user"], is_active=True).first()
        if by is None:
            raise CommandError(_("Say who trains it: --user, a person of the desk."))
        now = timezone.now()
        try:
            model = operations.train_imagery(by=by, now=now)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(model.card)
        if options["use"]:
            number = operations.use_imagery(model=model, by=by, now=now)
            self.stderr.write(_("It is in use; %(n)s pictures were scored.") % {"n": number})
