"""A Maildir that a local mail server delivers to (https://cr.yp.to/proto/maildir.html)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tabayyun.plugins.sources.base import SourceError


@dataclass(frozen=True, slots=True)
class Mail:
    """One delivered mail: its unique name, its size, and its bytes when it is not too large."""

    name: str
    size: int
    raw: bytes


class Maildir:
    """Reads ``new/``; what is settled goes to ``cur/`` as seen, and stays there."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    def settle(self, names: list[str]) -> None:
        """Move saved mails out of ``new/``. Raises SourceError."""
        for name in names:
            # A name comes back from a saved cursor: it must not lead anywhere else.
            if name and "/" not in name and name not in {".", ".."}:
                self._move(name)

    def waiting(self, most: int, limit: int, head: int) -> Iterator[list[Mail]]:
        """Mails in order of delivery, ``most`` at a time; of one above ``limit`` bytes the first ``head``."""
        names = self._names()
        for start in range(0, len(names), most):
            found = [self._read(name, limit, head) for name in names[start : start + most]]
            yield [mail for mail in found if mail is not None]

    def _names(self) -> list[str]:
        try:
            with os.scandir(self._folder / "new") as entries:
                files = [(entry.stat().st_mtime_ns, entry.name) for entry in entries if entry.is_file()]
        except OSError as error:
            raise SourceError(f"{self._folder}: {error}") from error
        return [name for _, name in sorted(files) if not name.startswith(".")]

    def _read(self, name: str, limit: int, head: int) -> Mail | None:
        try:
            with (self._folder / "new" / name).open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                return Mail(name, size, file.read(head if size > limit else limit + 1))
        except FileNotFoundError:  # another program took it
            return None
        except OSError as error:
            raise SourceError(f"{self._folder}: {error}") from error

    def _move(self, name: str) -> None:
        target = self._folder / "cur"
        try:
            target.mkdir(exist_ok=True)
            (self._folder / "new" / name).rename(target / f"{name.partition(':2,')[0]}:2,S")
        except FileNotFoundError:
            return
        except OSError as error:
            raise SourceError(f"{self._folder}: {error}") from error


def settled(cursor: str) -> list[str]:
    """The names in a cursor: mails that were saved with it, but perhaps not moved yet."""
    try:
        names = json.loads(cursor)["settled"]
        return [name for name in names if isinstance(name, str)]
    except (ValueError, TypeError, KeyError, RecursionError):
        return []


def dump(names: list[str]) -> str:
    """A cursor of `settled` names."""
    return json.dumps({"settled": names})
