"""A mailbox on an IMAP server (RFC 3501), opened read-only: nothing is marked, moved or deleted."""

from __future__ import annotations

import imaplib
import json
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.email.maildir import Mail

_SIZE = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)")


@dataclass(frozen=True, slots=True)
class Position:
    """The last mail taken: its UID, and the UIDVALIDITY without which a UID means nothing (§2.3.1.1)."""

    validity: int = 0
    uid: int = 0

    @classmethod
    def parse(cls, text: str) -> Position:
        """The position in ``text``; the beginning when there is none in it."""
        try:
            value = json.loads(text)
            return cls(int(value["validity"]), int(value["uid"]))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return cls()

    def dump(self) -> str:
        """The position as text."""
        return json.dumps({"validity": self.validity, "uid": self.uid})


@dataclass(frozen=True, slots=True)
class Login:
    """Where the mailbox is, and who reads it."""

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str
    timeout: int


class Mailbox:
    """An open folder."""

    def __init__(self, connection: imaplib.IMAP4, validity: int) -> None:
        self._imap, self.validity = connection, validity

    def after(self, uid: int, *, most: int, limit: int, head: int) -> Iterator[list[tuple[int, Mail]]]:
        """Mails with a UID above ``uid``, ascending, ``most`` at a time. Raises SourceError."""
        uids = self._search(uid)
        for start in range(0, len(uids), most):
            chunk = uids[start : start + most]
            sizes = self._sizes(chunk)
            yield [(one, self._read(one, sizes[one], limit, head)) for one in chunk if one in sizes]

    def _search(self, uid: int) -> list[int]:
        # «n:*» always holds the last mail, even when its UID is below n (§6.4.8)
        found = self._ask("SEARCH", "UID", f"{uid + 1}:*")
        uids = {int(one) for line in found if isinstance(line, bytes) for one in line.split()}
        return sorted(one for one in uids if one > uid)

    def _sizes(self, uids: list[int]) -> dict[int, int]:
        sizes = {}
        for line in self._ask("FETCH", ",".join(map(str, uids)), "(RFC822.SIZE)"):
            text = line[0] if isinstance(line, tuple) else line
            if match := _SIZE.search(text or b""):
                uid, size = (match[1], match[2]) if match[1] else (match[4], match[3])
                sizes[int(uid)] = int(size)
        return sizes

    def _read(self, uid: int, size: int, limit: int, head: int) -> Mail:
        part = f"<0.{head}>" if size > limit else ""
        for line in self._ask("FETCH", str(uid), f"(BODY.PEEK[]{part})"):
            if isinstance(line, tuple):
                return Mail(f"{self.validity}.{uid}", size, line[1])
        return Mail(f"{self.validity}.{uid}", 0, b"")  # expunged meanwhile

    def _ask(self, command: str, *arguments: str) -> list[Any]:
        with _as_source_error("IMAP"):
            answer, data = self._imap.uid(command, *arguments)
            if answer != "OK":
                raise SourceError(f"IMAP {command}: {data!r}"[:300])
            return list(data)


@contextmanager
def mailbox(login: Login) -> Iterator[Mailbox]:
    """The folder, open for reading. Raises SourceError."""
    with _as_source_error(login.host):
        imap = _connect(login)
    try:
        with _as_source_error(login.host):
            imap.login(login.user, login.password)
            answer, data = imap.select(_quoted(login.folder), readonly=True)
            if answer != "OK":
                raise SourceError(f"{login.host}: {login.folder}: {data!r}"[:300])
            validity = int((imap.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
        yield Mailbox(imap, validity)
    finally:
        _leave(imap)


def _connect(login: Login) -> imaplib.IMAP4:
    if login.security == "tls":
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(login.host, login.port, ssl_context=context, timeout=login.timeout)
    imap = imaplib.IMAP4(login.host, login.port, timeout=login.timeout)
    if login.security == "starttls":
        imap.starttls(ssl.create_default_context())
    return imap


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _leave(imap: imaplib.IMAP4) -> None:
    try:
        imap.logout()
    except (imaplib.IMAP4.error, OSError):
        imap.shutdown()


@contextmanager
def _as_source_error(where: str) -> Iterator[None]:
    try:
        yield
    except (imaplib.IMAP4.error, OSError, UnicodeError, ValueError) as error:
        raise SourceError(f"{where}: {error.__class__.__name__}: {error}"[:500]) from error
