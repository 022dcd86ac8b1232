"""From the texts of an issue to its PDF, and from the PDF to the file that stays."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tabayyun.desk.magazine.models import ArticleText, Issue, Print
from tabayyun.desk.magazine.queries.blocks import blocks
from tabayyun.desk.magazine.queries.files import keep, picture_bytes, print_path
from tabayyun.kit import documents
from tabayyun.kit.models import Institution

LAYOUT = Path(__file__).parents[1] / "magazine.typ"
State = ArticleText.State


def laid_out(*, issue: Issue, lang: str, now: datetime) -> bytes:
    """The PDF of ``issue`` in ``lang`` with the texts that are, or are about to be, public.

    Dated by its publication, so that the same issue gives the same file. Raises `Refused` for what
    cannot be printed.
    """
    wanted = [State.PUBLISHED] if issue.is_public else [State.APPROVED]
    texts = ArticleText.objects.filter(article__issue=issue, lang=lang, state__in=wanted)
    texts = texts.select_related("article__section").prefetch_related("pictures").order_by("article__place")
    return _document(issue, list(texts), lang, now)


def preview(*, issue: Issue, lang: str, now: datetime) -> bytes:
    """The PDF as it would be now: the newest version of every text, approved or not. Raises `Refused`."""
    texts: dict[int, ArticleText] = {}
    written = ArticleText.objects.filter(article__issue=issue, lang=lang).order_by(
        "article__place", "version"
    )
    for text in written.select_related("article__section").prefetch_related("pictures"):
        texts[text.article_id] = text
    return _document(issue, list(texts.values()), lang, now, preview=True)


def proof(text: ArticleText, now: datetime) -> None:
    """Raise `Refused` now for what could not be printed later."""
    _document(text.article.issue, [text], text.lang, now)


def keep_print(issue: Issue, lang: str, pdf: bytes, now: datetime) -> Print:
    """Keep ``pdf`` as the current print of ``issue`` in ``lang``. Runs inside the caller's transaction.

    The file is there before the row that names it.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    keep(print_path(sha256), pdf)
    last = Print.objects.filter(issue=issue, lang=lang).aggregate(last=Max("version"))["last"] or 0
    return Print.objects.create(
        issue=issue, lang=lang, version=last + 1, sha256=sha256, size=len(pdf), made_at=now
    )


def _document(
    issue: Issue, texts: Sequence[ArticleText], lang: str, now: datetime, *, preview: bool = False
) -> bytes:
    files = {f"{p.sha256}.jpg": picture_bytes(p.sha256) for text in texts for p in text.pictures.all()}
    with translation.override(lang):
        data = {
            "number": issue.number,
            "title": issue.in_language(lang),
            "date": date_format(issue.day, "F Y"),
            "words": _words(),
            "imprint": _imprint(),
            "articles": [_article(text, preview) for text in texts],
        }
        title = _("%(title)s, no. %(number)s") % {"title": issue.in_language(lang), "number": issue.number}
    return documents.pdf(LAYOUT, title=title, lang=lang, at=now, data=data, files=files)


def _imprint() -> list[str]:
    institution = Institution.current()
    reached = " · ".join(filter(None, [institution.press_email, institution.press_phone]))
    return [line for line in (reached, settings.ORIGIN) if line]


def _words() -> dict[str, str]:
    return {
        "magazine": _("The magazine"),
        "number": _("Issue no."),
        "contents": _("In this issue"),
        "picture": _("Picture:"),
        "corrected": _("Corrections"),
    }


def _article(text: ArticleText, preview: bool) -> dict[str, Any]:
    """What the layout needs. Only a preview has pictures without alternative text: it says so instead."""
    section = text.article.section
    missing = _("alternative text missing") if preview else ""
    return {
        "section": section.in_language(text.lang),
        "colour": section.colour,
        "title": text.title,
        "standfirst": text.standfirst,
        "byline": text.byline,
        "blocks": [[block.kind, block.text] for block in blocks(text.body)],
        "pictures": [
            {
                "file": f"/files/{p.sha256}.jpg",
                "alt": p.alt or missing,
                "credit": p.credit,
                "caption": p.caption,
            }
            for p in text.pictures.all()
        ],
        "correction": text.correction,
    }
