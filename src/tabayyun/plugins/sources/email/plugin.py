"""Takes in mails that people send to the desk's address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import Batch, OptionError, RawPost, Rejected, SourceError
from tabayyun.plugins.sources.email import format as mails
from tabayyun.plugins.sources.email import maildir
from tabayyun.plugins.sources.email.imap import Login, Position, mailbox
from tabayyun.plugins.sources.email.maildir import Mail, Maildir
from tabayyun.plugins.sources.examples import recorded
from tabayyun.plugins.sources.options import check_range, option, read, secret

TOGETHER = 20
"""Mails in a batch."""
HEAD = 65_536
"""Bytes kept of a mail that is too large."""


@dataclass(frozen=True, slots=True)
class Options:
    """Where the mails are: in a folder of this machine, or in a mailbox on a server."""

    maildir: str = option("folder of a Maildir that the local mail server delivers to; or give host", "")
    host: str = option("IMAP server; or give maildir", "")
    port: int = option("its port", 993)
    security: str = option("tls, starttls or none (only on this machine)", "tls")
    user: str = option("user of the mailbox", "")
    password: str = option("password, or file:/path of a file that holds it", "")
    folder: str = option("folder of the mailbox", "INBOX")
    automatic: str = option("bounces, vacation notices, suspected spam: drop or keep", "drop")
    max_bytes: int = option("largest mail that is read, in bytes", 25_000_000)
    timeout: int = option("seconds to wait for each answer of the server", 60)
    poll_seconds: int = option("seconds between two polls", 60)

    def __post_init__(self) -> None:
        if bool(self.maildir) == bool(self.host):
            raise OptionError("maildir, host: give one of the two")
        if self.host and not self.user:
            raise OptionError("user: must be given with host")
        if self.security not in {"tls", "starttls", "none"}:
            raise OptionError("security: must be tls, starttls or none")
        if self.host and self.security == "none" and self.host not in {"localhost", "127.0.0.1", "::1"}:
            raise OptionError("security: none would send the password in the clear to another machine")
        if self.automatic not in {"drop", "keep"}:
            raise OptionError("automatic: must be drop or keep")
        check_range("port", self.port, 1, 65_535)
        check_range("max_bytes", self.max_bytes, 1_000, 200_000_000)
        check_range("poll_seconds", self.poll_seconds, 1, 86_400)
        check_range("timeout", self.timeout, 1, 600)


class Email:
    """New mails since the last poll, oldest first."""

    slug: ClassVar[str] = "email"
    streaming: ClassVar[bool] = False

    def __init__(self, largest_file: int = 0) -> None:
        self._largest_file = largest_file

    def with_files(self, largest: int) -> Email:
        """The same source, which hands over attached files too, of up to ``largest`` bytes each."""
        return Email(largest)

    def parse(self, options: Mapping[str, Any]) -> Options:
        """Typed options. Raises OptionError."""
        return read(Options, options)

    def batches(self, options: Options, cursor: str, stop: Event) -> Iterator[Batch]:
        """Batches of mails. Raises SourceError."""
        read = _dropped if options.maildir else _fetched
        return read(options, cursor, stop, self._largest_file)

    def examples(self) -> list[tuple[bytes, list[RawPost]]]:
        """The recorded mails beside this module."""
        return recorded(Path(__file__).with_name("examples"))


def _dropped(options: Options, cursor: str, stop: Event, largest_file: int) -> Iterator[Batch]:
    """A mail is moved out of ``new/`` only when the batch it was in is known to be saved."""
    folder = Maildir(options.maildir)
    folder.settle(maildir.settled(cursor))
    for found in folder.waiting(TOGETHER, options.max_bytes, HEAD):
        if stop.is_set():
            return
        names = [mail.name for mail in found]
        yield _batch(found, options.maildir, options, maildir.dump(names), largest_file)
        folder.settle(names)


def _fetched(options: Options, cursor: str, stop: Event, largest_file: int) -> Iterator[Batch]:
    at = Position.parse(cursor)
    with mailbox(_login(options)) as box:
        if (
            at.validity != box.validity
        ):  # the server counts anew: so do we, and the ids recognise what was taken
            at = Position(box.validity)
        origin = f"imap://{options.host}/{options.folder}"
        for found in box.after(at.uid, most=TOGETHER, limit=options.max_bytes, head=HEAD):
            if stop.is_set():
                return
            last = Position(box.validity, max((uid for uid, _ in found), default=at.uid))
            whole = [mail for _, mail in found if mail.raw]
            yield _batch(whole, origin, options, last.dump(), largest_file)


def _login(options: Options) -> Login:
    try:
        password = secret("password", options.password)
    except OptionError as error:  # the file went away after the options were accepted
        raise SourceError(str(error)) from error
    return Login(
        options.host, options.port, options.security, options.user, password, options.folder, options.timeout
    )


def _batch(found: list[Mail], origin: str, options: Options, cursor: str, largest_file: int) -> Batch:
    batch = Batch(cursor=cursor)
    for mail in found:
        if mail.size > options.max_bytes:
            why = f"{mail.size} bytes; the mail stays in the mailbox"
            batch.rejected.append(Rejected(f"{origin}/{mail.name}", 0, reasons.LINE_TOO_LONG, why, mail.raw))
        else:
            _take(batch, mail, f"{origin}/{mail.name}", options.automatic == "keep", largest_file)
    return batch


def _take(batch: Batch, mail: Mail, origin: str, automatic: bool, largest_file: int) -> None:
    try:
        one = mails.decode(mail.raw, origin=origin, automatic=automatic, largest_file=largest_file)
    except mails.Automatic:
        return
    if isinstance(one, Rejected):
        batch.rejected.append(one)
    else:
        batch.posts.append(one)


plugin = Email()
