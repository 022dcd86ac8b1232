"""Pictures of posts, as they come: fingerprinted, and matched with what was there before. None is kept.

Files are read from one folder that an administrator names; addresses are fetched only where an
administrator allows it, and never anything but public ones (see `plugins.fetching`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db.models import Max

from tabayyun.desk.expertise.models import MediaMatch, Progress
from tabayyun.desk.expertise.operations.recognising import printed, recognised
from tabayyun.desk.signals.models import Copy
from tabayyun.plugins.examiners import previewing
from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.fetching.client import MISTAKES, fetch
from tabayyun.plugins.media.bank import digest

AT_ONCE = 30
"""Posts with media in one go."""
OF_ONE = 4
"""Pictures of one post."""
MOST = 20 * 1024**2
"""Bytes of one picture."""
log = logging.getLogger(__name__)


def look_through(*, now: datetime) -> list[MediaMatch]:
    """Look at the pictures of the posts that came since the last time; the new matches.

    Killed in between, it looks at one post again, which changes nothing.
    """
    if not settings.MEDIA_FOLDER and not settings.MEDIA_FETCH:
        return []
    progress, _new = Progress.objects.get_or_create(name="media")
    last = Copy.objects.aggregate(last=Max("pk"))["last"] or 0
    waiting = Copy.objects.filter(pk__gt=progress.copy, pk__lte=last).exclude(post__media=[])
    copies = list(waiting.select_related("post__source", "content").order_by("pk")[:AT_ONCE])
    found = []
    for copy in copies:
        found += _looked_at(copy, now)
        Progress.objects.filter(name="media").update(copy=copy.pk)
    if len(copies) < AT_ONCE:
        Progress.objects.filter(name="media").update(copy=last)
    return found


def _looked_at(copy: Copy, now: datetime) -> list[MediaMatch]:
    media = copy.post.media if isinstance(copy.post.media, list) else []
    found = []
    for address in media[:OF_ONE]:
        try:
            with _file(str(address), from_file=copy.post.source.plugin == "file") as path:
                found += _recognised(copy, path, now) if path else []
        except (UnexaminableError, OSError, *MISTAKES) as error:
            log.info("media of post %s is not looked at: %s", copy.post_id, error)
    return found


def _recognised(copy: Copy, path: Path, now: datetime) -> list[MediaMatch]:
    look = previewing.preview(path)
    if look is None:
        return []
    asked = printed(content=copy.content, evidence=None, sha256=digest(path), look=look, now=now)
    return recognised(asked=asked, look=look, now=now)


@contextmanager
def _file(address: str, *, from_file: bool) -> Iterator[Path | None]:
    """The picture at ``address`` for as long as the block runs; None when it is not to be looked at."""
    if not address.startswith(("https://", "http://")):
        yield _allowed(address) if from_file else None
        return
    if not settings.MEDIA_FETCH:
        yield None
        return
    with TemporaryDirectory(prefix="tabayyun-media-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(fetch(address, limit=MOST).body)
        yield path


def _allowed(address: str) -> Path | None:
    """The file, when it lies in the folder that the administrator named, wherever links lead."""
    if not settings.MEDIA_FOLDER or "\0" in address:
        return None
    folder = Path(settings.MEDIA_FOLDER).resolve()
    path = (folder / address).resolve()
    fits = path.is_relative_to(folder) and path.is_file() and path.stat().st_size <= MOST
    return path if fits else None
