"""The accounts themselves: who they are, how they are read, and the token that opens them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.audience.models import Account, Reading
from tabayyun.desk.audience.queries.tokens import token_file
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.plugins import UnknownPluginError, load
from tabayyun.kit.templatetags.tabayyun import plain
from tabayyun.plugins.sources.base import OptionError

HEALTHY: dict[str, Any] = {"errors_in_a_row": 0, "last_error": "", "retry_at": None}
LONGEST_TOKEN = 4_000


def add_account(
    *,
    platform: str,
    handle: str,
    name: str,
    url: str = "",
    opened_on: date | None = None,
    reader: str = "",
    options: Mapping[str, Any] | None = None,
    by: User,
    now: datetime,
) -> Account:
    """A new account, measured from now on. Raises `Refused` for one that is there, or wrong options."""
    account = Account(platform=platform, created_at=now)
    _describe(
        account,
        handle=handle,
        name=name,
        url=url,
        opened_on=opened_on,
        reader=reader,
        options=options or {},
        now=now,
    )
    if platform not in Account.Platform.values:
        raise Refused(_("There is no such platform."))
    try:
        with transaction.atomic():
            account.save()
            audit.record(
                verb="audience.account_added",
                subject=account,
                now=now,
                actor=by,
                platform=platform,
                handle=handle,
            )
    except IntegrityError:
        raise Refused(_("This account is in the list already.")) from None
    return account


def edit_account(
    *,
    account: Account,
    name: str,
    url: str = "",
    opened_on: date | None = None,
    reader: str = "",
    options: Mapping[str, Any] | None = None,
    by: User,
    now: datetime,
) -> Account:
    """Change what is known about an account; platform and handle stay. Raises `Refused`."""
    _describe(
        account,
        handle=account.handle,
        name=name,
        url=url,
        opened_on=opened_on,
        reader=reader,
        options=options or {},
        now=now,
    )
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(**HEALTHY)
        account.save(update_fields=["name", "url", "opened_on", "reader", "options"])
        audit.record(
            verb="audience.account_edited",
            subject=account,
            now=now,
            actor=by,
            opened_on=opened_on.isoformat() if opened_on else None,
            reader=reader,
        )
    account.refresh_from_db()
    return account


def keep_token(*, account: Account, token: str, by: User, now: datetime) -> None:
    """Put the token that opens the account into HOME/keys/accounts, for the owner of the process only.

    The audit says that it was changed, never what it is. Raises `Refused` for what is no token.
    """
    token = token.strip()
    if not token or len(token) > LONGEST_TOKEN or not token.isascii() or not token.isprintable():
        raise Refused(_("A token is one line of Latin letters, digits and signs."))
    path = token_file(account)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(token)
    draft.replace(path)
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(**HEALTHY)
        audit.record(verb="audience.token_kept", subject=account, now=now, actor=by)


def pause(*, account: Account, by: User, now: datetime) -> None:
    """Stop reading the account."""
    _switch(account, False, by, now)


def resume(*, account: Account, by: User, now: datetime) -> None:
    """Read the account again."""
    _switch(account, True, by, now)


def _switch(account: Account, active: bool, by: User, now: datetime) -> None:
    verb = "audience.account_resumed" if active else "audience.account_paused"
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(active=active, **HEALTHY)
        audit.record(verb=verb, subject=account, now=now, actor=by)


def _describe(
    account: Account,
    *,
    handle: str,
    name: str,
    url: str,
    opened_on: date | None,
    reader: str,
    options: Mapping[str, Any],
    now: datetime,
) -> None:
    account.handle, account.name = plain(handle).strip().lstrip("@"), plain(name).strip()
    account.url, account.opened_on = plain(url).strip(), opened_on
    account.reader, account.options = reader, dict(options)
    if not account.handle or not account.name:
        raise Refused(_("An account needs a name and a handle."))
    if opened_on and opened_on > timezone.localdate(now):
        raise Refused(_("This day has not come yet."))
    if opened_on and Reading.objects.filter(account=account.pk, day__lt=opened_on).exists():
        raise Refused(_("There are readings from before this day."))
    if reader:
        _refuse_wrong_options(reader, options)


def _refuse_wrong_options(reader: str, options: Mapping[str, Any]) -> None:
    try:
        load("readers", reader).parse(options)
    except UnknownPluginError:
        raise Refused(_("There is no such way of reading an account.")) from None
    except OptionError as error:
        raise Refused(str(error)) from None
