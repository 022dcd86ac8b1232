"""Where a picture was seen before, and how a person would say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tabayyun.desk.expertise.models import Examination, MediaMatch, MediaPrint
from tabayyun.desk.signals.models import Content
from tabayyun.kit.templatetags.tabayyun import plain

LANGUAGES = ("ar", "fr", "en")
MATCHED = "known_media"
"""The method of an examination that a match wrote; there is one for each match."""
STRAIGHT = 2.0
"""Degrees within which a picture counts as not turned."""
NEARLY_ALL = 0.93
"""Share of an area from which on it counts as whole."""
SHOWS = 0.04
"""Share of a picture that must differ before that is said."""


def matches_of(content: Content) -> QuerySet[MediaMatch]:
    """Where pictures of ``content`` were seen before, the surest first, those that are wrong among them."""
    found = MediaMatch.objects.filter(content=content)
    return found.select_related(
        "known__content__answered_by", "known__evidence", "wrong_by", "asked__evidence"
    )


def refused_matches(asked: MediaPrint) -> set[tuple[str, str]]:
    """What a person said these bytes are not: bank, and the SHA-256 or name of the picture there."""
    wrong = MediaMatch.objects.filter(asked__sha256=asked.sha256, wrong_at__isnull=False)
    rows = wrong.values_list("bank", "known__sha256", "name")
    return {(bank, sha256 or name) for bank, sha256, name in rows}


def quotable(content: Content) -> QuerySet[Examination]:
    """The examinations of ``content`` that still stand, oldest first: none on a match called wrong, and of
    what an examiner found on the same thing the last.
    """
    wrong = MediaMatch.objects.filter(content=content, wrong_at__isnull=False, examination__isnull=False)
    found = Examination.objects.filter(content=content).exclude(pk__in=wrong.values("examination"))
    by_examiner = ~Q(method__contains=".") & ~Q(method=MATCHED)
    looks = found.filter(by_examiner).order_by().values("method", "evidence").annotate(last=Max("id"))
    found = found.filter(~by_examiner | Q(pk__in=looks.values("last")))
    return found.select_related("by").prefetch_related("illustrations").order_by("id")


def match_in_words(match: MediaMatch) -> dict[str, str]:
    """Language → one sentence that can be quoted."""
    return _in_every_language(lambda: _sentence(match))


def match_limits() -> dict[str, str]:
    """Language → what a match does not say."""
    return _in_every_language(
        lambda: _(
            "The date is when the desk first saw it: it may be older. Likeness says nothing on who made it."
        )
    )


def comparison_captions() -> dict[str, dict[str, str]]:
    """Name of the illustration → language → words."""
    return {
        "asked": _in_every_language(lambda: _("As it was received now")),
        "known": _in_every_language(lambda: _("The earlier picture, laid as it lies in the new one")),
        "difference": _in_every_language(lambda: _("Marked: what is not in the earlier picture")),
    }


def change_in_words(change: Mapping[str, Any]) -> list[str]:
    """What was done to the earlier picture, in the reader's language; empty when nothing shows."""
    if "shown" not in change:
        return []
    said = [_("mirrored")] if change["mirrored"] else []
    if abs(change["turn"]) > STRAIGHT:
        said.append(_("turned by %(n)s°") % {"n": round(abs(change["turn"]))})
    shown, place = (_area(change[box]) for box in ("shown", "place"))
    if shown < NEARLY_ALL:
        said.append(_("cropped to %(n)s %% of its area") % {"n": round(100 * shown)})
    if place < NEARLY_ALL:
        said.append(_("set into a larger picture, of which it is %(n)s %%") % {"n": round(100 * place)})
    differing = 1 - change.get("agreeing", 1)
    if differing > SHOWS:
        said.append(_("covered or changed in %(n)s %% of its area") % {"n": round(100 * differing)})
    return said


def _sentence(match: MediaMatch) -> str:
    return " ".join(filter(None, (_earlier(match), _done(match), _answered(match))))


def _earlier(match: MediaMatch) -> str:
    if "time_range" in match.change:
        return _earlier_reel(match)
    if match.known is None:
        return _("This picture is in the bank «%(bank)s» of known pictures, as «%(name)s».") % {
            "bank": plain(match.bank),
            "name": plain(match.name),
        }
    known = match.known
    day = date_format(timezone.localtime(known.seen_at), "j F Y")
    if known.content is None:
        return _("This picture was with the desk before, since %(day)s.") % {"day": day}
    text = Truncator(" ".join(plain(known.content.text).split())).chars(120)
    return _("This picture was with the desk before, since %(day)s, in another content: «%(text)s».") % {
        "day": day,
        "text": text,
    }


def _earlier_reel(match: MediaMatch) -> str:
    known, where = match.known, in_time(match.change)
    if known is None:
        return _("This recording is in the bank «%(bank)s» of known media, as «%(name)s» (%(where)s).") % {
            "bank": plain(match.bank),
            "name": plain(match.name),
            "where": where,
        }
    day = date_format(timezone.localtime(known.seen_at), "j F Y")
    text = Truncator(" ".join(plain(known.content.text if known.content else "").split())).chars(120)
    says = _("This recording was with the desk before, since %(day)s (%(where)s): «%(text)s».")
    return says % {"day": day, "where": where, "text": text}


def in_time(change: Mapping[str, Any]) -> str:
    """«0:12–0:47 of this is 1:03–1:38 of that», in the reader's language; empty between pictures."""
    ranges = change.get("time_range") or {}
    asked, known = (_clock(ranges.get(name)) for name in ("query", "match"))
    if asked and known:
        return _("%(asked)s of this is %(known)s of that") % {"asked": asked, "known": known}
    return asked or known


def _clock(seconds: list[float] | None) -> str:
    """«0:12–0:47»."""
    whole = [round(one) for one in seconds or []]
    return "–".join(f"{one // 60}:{one % 60:02d}" for one in whole)


def _done(match: MediaMatch) -> str:
    if match.by == "bytes":
        return _("It is the very same file.")
    done = change_in_words(match.change)
    return _("What was done to it: %(what)s.") % {"what": _(", ").join(done)} if done else ""


def _answered(match: MediaMatch) -> str:
    content = match.known and match.known.content
    claim = content.answered_by if content else None
    if claim is None or not claim.reference or claim.withdrawn_at:
        return ""
    return _("It was answered then by statement %(reference)s.") % {"reference": claim.reference}


def _area(box: list[float]) -> float:
    left, top, right, bottom = box
    return max(0.0, right - left) * max(0.0, bottom - top)


def _in_every_language(says: Callable[[], str]) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = says()
    return said
