"""Keep the pictures that examiners made: in the vault, with the veil they are shown under."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import slugify
from PIL import Image

from tabayyun.desk.expertise.models import Evidence, Examination, Illustration, Preview
from tabayyun.kit import vault
from tabayyun.plugins.examiners import illustrating
from tabayyun.plugins.examiners.base import Illustration as Made
from tabayyun.plugins.examiners.base import UnexaminableError

MOST = 12
"""Pictures of one finding."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture that was looked at by a child, fit to be kept."""

    made: Made
    media_type: str
    width: int
    height: int
    veil: bytes


def prepared(pictures: Sequence[Made]) -> list[Prepared]:
    """``pictures`` as they can be kept. Raises UnexaminableError when one of them cannot be.

    Starts a child: to be called outside of a transaction.
    """
    _refuse_unfit(pictures)
    found = illustrating.seen([made.data for made in pictures])
    fit = []
    for made, seen in zip(pictures, found, strict=True):
        if seen is None:
            raise UnexaminableError(f"the illustration {made.name} is damaged")
        kind = illustrating.media_type(made.data)
        fit.append(Prepared(made, kind, seen.width, seen.height, veil_png(seen.veil)))
    return fit


def illustrate(*, examination: Examination, pictures: Sequence[Prepared]) -> None:
    """Keep ``pictures`` beside ``examination``. Runs inside the caller's transaction."""
    for one in pictures:
        stored = vault.put(io.BytesIO(one.made.data), most=illustrating.LARGEST)
        Illustration.objects.create(
            examination=examination,
            name=one.made.name,
            caption=dict(one.made.caption),
            media_type=one.media_type,
            width=one.width,
            height=one.height,
            sha256=stored.sha256,
            size=stored.size,
            wrapped_key=stored.wrapped_key,
            veil=one.veil,
        )


def forget_pictures(evidence: Evidence) -> list[tuple[str, bytes]]:
    """Erase what was made of a piece: the rows keep no key and no veil.

    Runs inside the caller's transaction; returns digest and key of the files to forget after it.
    """
    files = []
    for found in (
        Illustration.objects.filter(examination__evidence=evidence, wrapped_key__isnull=False),
        Preview.objects.filter(evidence=evidence, wrapped_key__isnull=False),
    ):
        files += [(one.sha256, bytes(one.wrapped_key or b"")) for one in found]
        found.update(wrapped_key=None, veil=None)
    return files


def veil_png(veil: tuple[int, int, bytes]) -> bytes:
    """Grey points (width, height, a byte each) as a PNG."""
    width, height, points = veil
    file = io.BytesIO()
    Image.frombytes("L", (width, height), points).save(file, "PNG")
    return file.getvalue()


def _refuse_unfit(pictures: Sequence[Made]) -> None:
    names = [made.name for made in pictures]
    if len(names) > MOST or len(set(names)) < len(names):
        raise UnexaminableError(f"more than {MOST} illustrations, or two of one name")
    for made in pictures:
        if slugify(made.name) != made.name or not 0 < len(made.name) <= 60:  # noqa: PLR2004 (as wide as the column)
            raise UnexaminableError("the name of an illustration is no slug")
        if len(made.data) > illustrating.LARGEST:
            raise UnexaminableError(f"the illustration {made.name} is larger than 2 MB")
