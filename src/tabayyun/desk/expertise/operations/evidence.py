"""Receive evidence, stamp it, open it, hold it, and erase it where the law demands that."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.expertise.models import CustodyEntry, Evidence
from tabayyun.desk.expertise.models.evidence import as_text
from tabayyun.desk.expertise.operations import bank
from tabayyun.desk.expertise.operations.bank import forget_print
from tabayyun.desk.expertise.operations.custody import note
from tabayyun.desk.expertise.operations.illustrating import forget_pictures
from tabayyun.desk.signals.models import Content
from tabayyun.engine.evidence.custody import canonical
from tabayyun.kit import audit, jobs, plugins, vault
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

MOST = 2 * 1024**3
"""Bytes of one file."""
AT_ONCE = 20
Action = CustodyEntry.Action
log = logging.getLogger(__name__)


def receive(
    *,
    content: Content,
    data: BinaryIO,
    name: str,
    origin: str,
    source_url: str = "",
    captured: Mapping[str, Any] | None = None,
    by: User,
    now: datetime,
) -> Evidence:
    """Keep the bytes of ``data`` as evidence on ``content``; the timestamp follows by a job.

    ``captured``: what is known of how it was fetched; it goes under the timestamp too.

    The same bytes on the same content are kept once: the piece that is there is returned. Raises
    `Refused` when there is nothing in it, or too much.
    """
    try:
        stored = vault.put(data, most=MOST)
    except vault.TooLargeError:
        raise Refused(_("The file is larger than %(n)s GB.") % {"n": MOST >> 30}) from None
    known = Evidence.objects.filter(content=content, sha256=stored.sha256).first()
    if known or not stored.size:
        vault.forget(stored.sha256, stored.wrapped_key)
        if known:
            return known
        raise Refused(_("The file is empty."))
    kept = _Kept(stored, _plain_name(name), origin, source_url, captured)
    return _received(content, kept, by, now)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What came in, and what is said of it."""

    stored: vault.Stored
    name: str
    origin: str
    source_url: str
    captured: Mapping[str, Any] | None

    def receipt(self, by: User, now: datetime) -> dict[str, Any]:
        """What is stamped."""
        return {
            "sha256": self.stored.sha256,
            "sha512": self.stored.sha512,
            "size": self.stored.size,
            "name": self.name,
            "origin": self.origin,
            "source_url": self.source_url,
            "received_at": as_text(now),
            "received_by": by.display_name,
            **({"captured": self.captured} if self.captured else {}),
        }


@transaction.atomic
def _received(content: Content, kept: _Kept, by: User, now: datetime) -> Evidence:
    stored = kept.stored
    evidence = Evidence.objects.create(
        content=content,
        name=kept.name,
        media_type=mimetypes.guess_type(kept.name)[0] or "application/octet-stream",
        sha256=stored.sha256,
        sha512=stored.sha512,
        size=stored.size,
        origin=kept.origin,
        source_url=kept.source_url,
        received_by=by,
        received_at=now,
        receipt=kept.receipt(by, now),
        wrapped_key=stored.wrapped_key,
    )
    note(evidence=evidence, action=Action.RECEIVED, by=by, now=now, detail=kept.name)
    audit.record(verb="expertise.evidence_received", subject=content, actor=by, now=now, sha256=stored.sha256)
    jobs.soon("tabayyun.desk.expertise.jobs.stamp")
    jobs.soon("tabayyun.desk.expertise.jobs.take_in", evidence.pk)
    return evidence


def stamp_due(*, now: datetime) -> int:
    """Have what was received stamped; how many were. One that fails says why, and is tried again."""
    waiting = Evidence.objects.filter(timestamp__isnull=True, erased_at__isnull=True)[:AT_ONCE]
    return sum(_stamped(evidence, now) for evidence in waiting)


def _stamped(evidence: Evidence, now: datetime) -> bool:
    try:
        token = plugins.load("timestamps", settings.TIMESTAMP_PLUGIN).stamp(
            canonical(evidence.receipt), home=str(settings.HOME), url=settings.TIMESTAMP_URL
        )
        if not token:
            raise ValueError("the authority answered with nothing")
    except Exception as error:  # whatever it was: evidence without a timestamp says why
        log.warning("no timestamp for evidence %s: %s", evidence.sha256, error)
        reason = f"{now.isoformat(timespec='seconds')} {type(error).__name__}: {error}"
        Evidence.objects.filter(pk=evidence.pk).update(timestamp_error=reason)
        return False
    with transaction.atomic():
        fresh = Evidence.objects.filter(pk=evidence.pk, timestamp__isnull=True)
        if fresh.update(timestamp=token, timestamp_error=""):
            note(evidence=evidence, action=Action.STAMPED, by=None, now=now, detail=settings.TIMESTAMP_PLUGIN)
    return True


@contextmanager
def opened(
    *, evidence: Evidence, by: User | None, purpose: str, now: datetime, copied: bool = False
) -> Iterator[Path]:
    """The file, readable for as long as the block runs; that it was opened, and what for, is noted first.

    ``copied``: somebody gets a copy that leaves the desk.

    Raises `Refused` when it was erased, `vault.VaultError` when it is not as it was received.
    """
    key = _key(evidence)
    with transaction.atomic():
        note(
            evidence=evidence,
            action=Action.COPIED if copied else Action.OPENED,
            by=by,
            now=now,
            detail=purpose,
        )
    with TemporaryDirectory(prefix="tabayyun-evidence-") as folder:
        path = Path(folder) / f"file{Path(evidence.name).suffix}"
        with path.open("wb") as file:
            for chunk in vault.chunks(evidence.sha256, key):
                file.write(chunk)
        yield path


@transaction.atomic
def hold(*, evidence: Evidence, reason: str, by: User, now: datetime) -> None:
    """Forbid erasing. Raises `Refused` without a reason, or when it was erased."""
    if not reason.strip():
        raise Refused(_("Say why it must be kept."))
    _key(evidence)
    Evidence.objects.filter(pk=evidence.pk).update(legal_hold=reason.strip()[:300])
    note(evidence=evidence, action=Action.HELD, by=by, now=now, detail=reason.strip())


@transaction.atomic
def release(*, evidence: Evidence, reason: str, by: User, now: datetime) -> None:
    """End a legal hold. Raises `Refused` without a reason, or when there is none."""
    if not reason.strip():
        raise Refused(_("Say why it is released."))
    if not Evidence.objects.filter(pk=evidence.pk).exclude(legal_hold="").update(legal_hold=""):
        raise Refused(_("It is not under legal hold."))
    note(evidence=evidence, action=Action.RELEASED, by=by, now=now, detail=reason.strip())


def erase(*, evidence: Evidence, reason: str, by: User, now: datetime) -> None:
    """Forget the file and its key; digests, timestamp and custody stay. Raises `Refused` under legal hold."""
    if not reason.strip():
        raise Refused(_("Say on which ground it is erased."))
    with transaction.atomic():
        current = Evidence.objects.select_for_update().get(pk=evidence.pk)
        key = _key(current)
        if current.legal_hold:
            raise Refused(_("It is under legal hold: %(reason)s") % {"reason": current.legal_hold})
        Evidence.objects.filter(pk=evidence.pk).update(
            wrapped_key=None, erased_at=now, erasure_reason=reason.strip()[:300]
        )
        note(evidence=evidence, action=Action.ERASED, by=by, now=now, detail=reason.strip())
        audit.record(
            verb="expertise.evidence_erased",
            subject=current.content,
            actor=by,
            now=now,
            sha256=current.sha256,
            reason=reason.strip()[:300],
        )
        files = [(evidence.sha256, key), *forget_pictures(evidence)]
        if forget_print(evidence):
            transaction.on_commit(partial(bank.leave, sha256=evidence.sha256))
        for file in files:
            transaction.on_commit(partial(vault.forget, *file))


def require_kept(evidence: Evidence) -> None:
    """Raises `Refused` when it was erased."""
    _key(evidence)


def _key(evidence: Evidence) -> bytes:
    key = Evidence.objects.values_list("wrapped_key", flat=True).get(pk=evidence.pk)
    if key is None:
        raise Refused(_("This piece of evidence was erased."))
    return bytes(key)


def _plain_name(name: str) -> str:
    """The last part of a file name, without control and bidi characters: it is printed and zipped."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in last if c.isprintable() and c not in "\u200e\u200f").strip(". ")
    return shown[-150:] or "file"
