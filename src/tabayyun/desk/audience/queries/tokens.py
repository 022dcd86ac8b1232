"""Where the token of an account lies. What it says is read only when it is used."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from tabayyun.desk.audience.models import Account


def token_file(account: Account) -> Path:
    """HOME/keys/accounts/instagram-dgsn.token: a name that an administrator finds by looking."""
    handle = re.sub(r"[^A-Za-z0-9._-]", "_", account.handle)[:60]
    return Path(settings.HOME) / "keys" / "accounts" / f"{account.platform}-{handle}-{account.pk}.token"


def token(account: Account) -> str:
    """The token, or nothing when none was given."""
    path = token_file(account)
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def has_token(account: Account) -> bool:
    """Whether a token was given."""
    return token_file(account).exists()
