"""Make what is looked at instead of a piece of evidence."""

from __future__ import annotations

import io
from datetime import datetime

from tabayyun.desk.expertise.models import Evidence, Preview
from tabayyun.desk.expertise.operations.evidence import opened
from tabayyun.desk.expertise.operations.illustrating import veil_png
from tabayyun.kit import vault
from tabayyun.plugins.examiners import previewing
from tabayyun.plugins.examiners.previewing import Look


def look_at(*, evidence: Evidence, now: datetime) -> Look | None:
    """What a piece looks like; None when it is no picture.

    Raises `Refused` when it was erased, UnexaminableError when it cannot be looked at.
    """
    with opened(evidence=evidence, by=None, purpose="preview and fingerprint", now=now) as path:
        return previewing.preview(path)


def keep_preview(*, evidence: Evidence, look: Look) -> Preview:
    """Keep what a piece looks like; once."""
    known = Preview.objects.filter(evidence=evidence).first()
    if known:
        return known
    stored = vault.put(io.BytesIO(look.jpeg), most=len(look.jpeg))
    return Preview.objects.create(
        evidence=evidence,
        media_type="image/jpeg",
        width=look.width,
        height=look.height,
        sha256=stored.sha256,
        size=stored.size,
        wrapped_key=stored.wrapped_key,
        veil=veil_png(look.veil),
    )


def shown(preview: Preview) -> bytes:
    """The JPEG. Raises `vault.VaultError`."""
    return b"".join(vault.chunks(preview.sha256, bytes(preview.wrapped_key or b"")))
