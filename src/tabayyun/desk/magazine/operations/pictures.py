"""The pictures of an article: taken in clean, each with its credit and its alternative text."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tabayyun.desk.magazine.models import ArticleText, Picture
from tabayyun.desk.magazine.operations.articles import rewritten
from tabayyun.desk.magazine.operations.locking import draft
from tabayyun.desk.magazine.operations.tidying import tidy
from tabayyun.desk.magazine.queries.files import folder, keep
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.pictures import taken_in

MOST = 6
"""Pictures in one article."""


def add_picture(
    *,
    text: ArticleText,
    data: bytes,
    credit: str = "",
    alt: str = "",
    caption: str = "",
    by: User,
    now: datetime,
) -> Picture:
    """Keep a picture without its metadata. It may be described later; until then it cannot go to review.

    Raises `Refused` for what is no picture, too large, or one too many.
    """
    taken = taken_in(data)
    sha256 = hashlib.sha256(taken.jpeg).hexdigest()
    with transaction.atomic():
        text = draft(text)
        if text.pictures.count() >= MOST:
            raise Refused(_("An article has %(limit)s pictures at the most.") % {"limit": MOST})
        keep(folder("pictures") / f"{sha256}.jpg", taken.jpeg)
        picture = Picture(text=text, place=(text.pictures.aggregate(last=Max("place"))["last"] or 0) + 1)
        picture.sha256, picture.width, picture.height = sha256, taken.width, taken.height
        _describe(picture, credit, alt, caption)
        rewritten(text, by, now)
        audit.record(verb="magazine.picture_added", subject=text, now=now, actor=by, sha256=sha256)
    return picture


@transaction.atomic
def describe_picture(
    *, picture: Picture, credit: str, alt: str, caption: str = "", by: User, now: datetime
) -> Picture:
    """Say who made a picture, what it shows to those who do not see it, and what stands below it."""
    text = draft(picture.text)
    _describe(picture, credit, alt, caption)
    rewritten(text, by, now)
    audit.record(verb="magazine.picture_described", subject=text, now=now, actor=by, picture=picture.pk)
    return picture


@transaction.atomic
def remove_picture(*, picture: Picture, by: User, now: datetime) -> None:
    """Take a picture out of a draft. Its file stays: other texts may show it."""
    text = draft(picture.text)
    sha256 = picture.sha256
    picture.delete()
    rewritten(text, by, now)
    audit.record(verb="magazine.picture_removed", subject=text, now=now, actor=by, sha256=sha256)


def _describe(picture: Picture, credit: str, alt: str, caption: str) -> None:
    picture.credit, picture.alt = tidy("credit", credit), tidy("alt", alt)
    picture.caption = tidy("caption", caption)
    picture.save()
