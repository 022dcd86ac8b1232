"""RSS and Atom in each language: whole texts, with the signature and the checkpoint of the public log.

A feed reader that keeps what it gets keeps the checkpoint too, and so becomes a witness of the log.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator, timezone
from django.utils.translation import gettext as _

from tabayyun.desk.press import queries
from tabayyun.desk.press.models import StatementText
from tabayyun.kit.models import Institution
from tabayyun.kit.templatetags.tabayyun import plain
from tabayyun.newsroom.languages import absolute, address, page
from tabayyun.newsroom.templatetags.newsroom import paragraphs, verdict_name

ITEMS = 40
NAMESPACE = "urn:tabayyun:feed:1"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
NOT_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")


class _Signed:
    """What both kinds of feed carry beside the texts."""

    feed: dict[str, Any]

    def namespaces(self) -> dict[str, str]:
        return {"xmlns:tabayyun": NAMESPACE}

    def root_attributes(self) -> Any:
        return {**super().root_attributes(), **self.namespaces()}  # type: ignore[misc]

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)  # type: ignore[misc]
        if self.feed.get("checkpoint"):
            handler.addQuickElement("tabayyun:checkpoint", self.feed["checkpoint"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)  # type: ignore[misc]
        handler.addQuickElement("tabayyun:reference", item["reference"])
        handler.addQuickElement("tabayyun:jws", item["jws"])
        handler.addQuickElement("tabayyun:bundle", item["bundle"])


class SignedRss(_Signed, feedgenerator.Rss201rev2Feed):
    """RSS 2.0 with the whole text in ``content:encoded``."""

    def namespaces(self) -> dict[str, str]:
        return {**super().namespaces(), "xmlns:content": CONTENT}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["whole"])


class SignedAtom(_Signed, feedgenerator.Atom1Feed):
    """Atom 1.0 with the whole text in ``content``."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["whole"], {"type": "html"})


@page
def rss(request: HttpRequest, lang: str) -> HttpResponse:
    """The latest statements, corrections and withdrawals as RSS 2.0."""
    return _response(SignedRss, lang, "rss")


@page
def atom(request: HttpRequest, lang: str) -> HttpResponse:
    """The latest statements, corrections and withdrawals as Atom 1.0."""
    return _response(SignedAtom, lang, "atom")


def _response(kind: Any, lang: str, name: str) -> HttpResponse:
    institution = Institution.current().in_language(lang)
    head = queries.log_head()
    feed = kind(
        title=_xml(institution) or _("Newsroom"),
        link=absolute(address(lang, "home")),
        description=_("Statements anyone can check: what is said, what is true, and what was examined."),
        language=lang,
        feed_url=absolute(address(lang, name)),
        author_name=_xml(institution) or _("Newsroom"),
        checkpoint=head.note if head else "",
    )
    for text in _latest(lang):
        feed.add_item(**_item(text))
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{feed.content_type}")


def _latest(lang: str) -> list[StatementText]:
    """What stands, and what was withdrawn: whoever got the statement hears of that too."""
    withdrawn = [t for t in queries.corrections()[: 4 * ITEMS] if t.withdrawn_at and t.lang == lang]
    return sorted([*queries.published(lang=lang)[:ITEMS], *withdrawn], key=_changed, reverse=True)[:ITEMS]


def _changed(text: StatementText) -> datetime:
    return text.withdrawn_at or text.published_at or timezone.now()


def _item(text: StatementText) -> dict[str, Any]:
    version = address(text.lang, "version", text.statement.reference, text.version)
    return {
        "title": _title(text),
        "link": absolute(address(text.lang, "statement", text.statement.reference)),
        "description": _xml(text.body)[:400],
        "whole": _whole(text),
        "unique_id": absolute(version) + ("#withdrawn" if text.withdrawn_at else ""),
        "unique_id_is_permalink": False,
        "pubdate": _changed(text),
        "updateddate": _changed(text),
        "categories": [str(text.statement.get_kind_display()), str(text.statement.get_topic_display())],
        "reference": _xml(text.statement.reference),
        "jws": _xml(text.jws),
        "bundle": absolute(f"{version}statement.json"),
    }


def _title(text: StatementText) -> str:
    title = _xml(text.title)
    if text.withdrawn_at:
        return _("Withdrawn: %(title)s") % {"title": title}
    return _("Corrected: %(title)s") % {"title": title} if text.version > 1 else title


def _whole(text: StatementText) -> str:
    """As HTML, everything escaped: the claim, the verdict, the text, what was checked, what was corrected."""
    statement = text.statement
    parts = [_("Withdrawn: %(title)s") % {"title": text.withdrawal_reason}] if text.withdrawn_at else []
    parts += [_("Correction: %(text)s") % {"text": text.correction}] if text.correction else []
    parts += [_("What was said: %(claim)s") % {"claim": statement.claim}] if statement.claim else []
    parts += (
        [_("Verdict: %(verdict)s") % {"verdict": verdict_name(statement.verdict)}]
        if statement.verdict
        else []
    )
    parts += [text.body]
    parts += [_("Checked: %(what)s") % {"what": line} for line in text.checked]
    return paragraphs(_xml("\n\n".join(parts)))


def _xml(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return NOT_XML.sub("", plain(text))
