"""``tabayyun add-user NAME --role ROLE``."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tabayyun.kit.models import Role, User


class Command(BaseCommand):
    help = "Add a person of the desk, with a role; the password is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--role", choices=Role.values, required=True)
        parser.add_argument("--email", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(username=options["name"]).exists():
            raise CommandError(f"{options['name']} exists already.")
        password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        User.objects.create_user(
            options["name"], options["email"], password, role=options["role"],
            is_superuser=options["role"] == Role.ADMIN,
        )  # fmt: skip
        self.stdout.write(f"{options['name']} may log in as {options['role']}.")
