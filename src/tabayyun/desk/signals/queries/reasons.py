"""Why a content is in the queue, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tabayyun.desk.signals.models import Content, KnownClaim, Signal
from tabayyun.kit.templatetags.tabayyun import isolated, plain

SHOWN_WORDS = 4


def reasons(content: Content) -> list[str]:
    """Whole sentences in the user's language, the weightiest first. No query when signals are prefetched."""
    found = [_answered(content), _known(content), _spread(content)]
    signals = sorted(content.signals.all(), key=lambda signal: -signal.score)
    found += [_scored(signal) for signal in signals]
    return [sentence for sentence in found if sentence]


def copies_in_words(content: Content) -> str:
    """«12 copies in 9 minutes»."""
    return _("%(copies)s in %(time)s") % {
        "copies": ngettext("%(n)s copy", "%(n)s copies", content.copies) % {"n": content.copies},
        "time": time_in_words(content.last_posted_at - content.first_posted_at),
    }


def time_in_words(span: timedelta) -> str:
    """«9 minutes», «5 hours», «3 days»; at least a minute. Reads after «in»."""
    minutes = max(1, round(span.total_seconds() / 60))
    if minutes < 120:  # noqa: PLR2004  (up to two hours, minutes say more)
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    if hours < 48:  # noqa: PLR2004  (up to two days, hours say more)
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def _answered(content: Content) -> str:
    if content.state != Content.State.ANSWERED or content.answered_by is None:
        return ""
    if not content.answered_by.reference:
        return _("already answered")
    return _("answered by statement %(reference)s") % {"reference": content.answered_by.reference}


def _known(content: Content) -> str:
    claim = content.known_claim
    if claim is None or claim.withdrawn_at is not None or claim.pk == content.answered_by_id:
        return ""
    if claim.origin == KnownClaim.Origin.STATEMENT:
        return _("matches statement %(reference)s") % {"reference": claim.reference}
    if not claim.publisher:
        return _("matches a claim that was checked before")
    rating = claim.get_verdict_display() or plain(claim.rating)
    return _("matches a claim checked by %(publisher)s: %(rating)s") % {
        "publisher": isolated(claim.publisher),
        "rating": rating,
    }


def _spread(content: Content) -> str:
    if content.copies < 2:  # noqa: PLR2004  (one post is no spread)
        return ""
    if content.sources < 2:  # noqa: PLR2004
        return copies_in_words(content)
    sources = ngettext("from %(n)s source", "from %(n)s sources", content.sources) % {"n": content.sources}
    return _("%(copies)s, %(sources)s") % {"copies": copies_in_words(content), "sources": sources}


def _scored(signal: Signal) -> str:
    words = _quoted(signal.reason.get("words") or ())
    if signal.kind == Signal.Kind.VIOLENCE:
        return _("speaks of violence: %(words)s") % {"words": words} if words else _("speaks of violence")
    if signal.kind == Signal.Kind.THREAT:
        return _("reads like a threat: %(words)s") % {"words": words} if words else _("reads like a threat")
    if signal.kind == Signal.Kind.RUMOUR:
        return _("reads like a rumour: %(words)s") % {"words": words} if words else _("reads like a rumour")
    if signal.kind == Signal.Kind.KNOWN_MEDIA:
        return _seen_before(signal.reason)
    return _violent_picture(signal.reason) if signal.kind == Signal.Kind.IMAGERY else ""


def _violent_picture(reason: Mapping[str, float]) -> str:
    if "error" in reason:
        error = round(100 * reason["error"])
        return _("perhaps a violent picture, says a model that errs in %(n)s %% of cases") % {"n": error}
    return _("a violent picture, says who has seen it")


def _seen_before(reason: Mapping[str, str]) -> str:
    if "since" in reason:
        day = date_format(timezone.localtime(datetime.fromisoformat(reason["since"])), "j F Y")
        return _("shows a picture that was there on %(day)s already") % {"day": day}
    return _("shows a picture of the bank %(bank)s") % {"bank": isolated(reason.get("bank", ""))}


def _quoted(words: Iterable[str]) -> str:
    return _(", ").join(f"«{isolated(word)}»" for word in list(words)[:SHOWN_WORDS])
