"""Secrets of one installation: made once, kept in HOME/keys, readable by the owner only."""

import os
import secrets
from pathlib import Path


def secret(home: Path, name: str) -> str:
    """The secret called ``name``; made at the first call. 256 bits, URL-safe text."""
    path = home / "keys" / f"{name}.secret"
    if not path.exists():
        _create(path, secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii").strip()


def _create(path: Path, text: str) -> None:
    """Write atomically: of two processes that start together, one wins and both read the same."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
