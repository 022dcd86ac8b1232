"""Keep what is at an address: ordered by a person, done by a job, kept as pieces that belong together."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.expertise.models import Capture, Evidence
from tabayyun.desk.expertise.models.evidence import as_text
from tabayyun.desk.expertise.operations.evidence import receive
from tabayyun.desk.expertise.operations.examining import LINK
from tabayyun.desk.signals.models import Content
from tabayyun.kit import audit, jobs
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User
from tabayyun.plugins.capturing import page
from tabayyun.plugins.fetching.errors import FetchError

State = Capture.State
LONGEST = timedelta(minutes=2)
"""A job ends earlier: a capture that still runs then was broken off."""


def capture(*, content: Content, url: str, by: User, now: datetime) -> Capture:
    """Order what is at ``url`` to be kept on ``content``; a job does it.

    An order that is not done yet is not given twice. Raises `Refused` for what is no web address.
    """
    url = url.strip()
    if urlsplit(url).scheme not in {"http", "https"} or len(url) > LINK:
        raise Refused(_("Give the address of a page or a file, beginning with https:// or http://."))
    with transaction.atomic():
        serialise(f"capture {content.pk}")
        open_ones = Capture.objects.filter(content=content, url=url, state__in=[State.WAITING, State.RUNNING])
        if known := open_ones.first():
            return known
        order = Capture.objects.create(content=content, url=url, requested_by=by, requested_at=now)
        audit.record(verb="expertise.capture_ordered", subject=content, actor=by, now=now, url=url)
        transaction.on_commit(partial(jobs.soon, "tabayyun.desk.expertise.jobs.capture", order.pk))
    return order


def run_capture(*, capture: Capture, clock: Callable[[], datetime]) -> None:
    """Do what was ordered, once. One that broke off is not begun again by itself, but says so."""
    now = clock()
    if not _orders(capture, State.WAITING).update(state=State.RUNNING, started_at=now):
        broken = _orders(capture, State.RUNNING).filter(started_at__lt=now - LONGEST)
        broken.update(state=State.FAILED, failure="broke_off", finished_at=now)
        return
    with TemporaryDirectory(prefix="tabayyun-capture-") as folder:
        archive = Path(folder) / "capture.wacz"
        try:
            found = page.capture(capture.url, archive)
        except FetchError as error:
            failed = {
                "state": State.FAILED,
                "failure": error.reason.value,
                "facts": {"said": str(error)[:500]},
            }
            _orders(capture, State.RUNNING).update(finished_at=clock(), **failed)
        else:
            _keep(capture, found, archive, clock())


@transaction.atomic
def _keep(order: Capture, found: page.Captured, archive: Path, now: datetime) -> None:
    """All pieces and the end of the order, or nothing."""
    facts = _facts(found)
    with archive.open("rb") as packed:
        for name, data in _files(found, packed):
            piece = receive(
                content=order.content,
                data=data,
                name=name,
                origin=Evidence.Origin.CAPTURE,
                source_url=order.url,
                captured=facts,
                by=order.requested_by,
                now=now,
            )
            order.pieces.add(piece)
    _orders(order, State.RUNNING).update(state=State.DONE, facts=facts, finished_at=now)


def _files(found: page.Captured, archive: BinaryIO) -> Iterator[tuple[str, BinaryIO]]:
    """What was answered, the archive of everything that went over the line, and the screenshot."""
    stem = Path(found.name).stem
    if found.main.body:
        yield found.name, io.BytesIO(found.main.body)
    yield f"{stem}.wacz", archive
    if found.screenshot:
        yield f"{stem}-screenshot.png", io.BytesIO(found.screenshot)


def _facts(found: page.Captured) -> dict[str, Any]:
    """What goes into the receipts, and so under the timestamp."""
    main = found.main
    return {
        "final_url": main.url,
        "status": main.status,
        "media_type": main.media_type,
        "server": main.address,
        "certificate_sha256": main.certificate,
        "fetched_at": as_text(main.at),
        "requests": found.requests,
        "left_out": found.left_out,
        "unseen": found.unseen,
        "software": found.software,
    }


def _orders(order: Capture, state: str) -> Any:
    return Capture.objects.filter(pk=order.pk, state=state)
