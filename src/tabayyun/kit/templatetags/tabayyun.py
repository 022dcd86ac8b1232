"""Filters and tags for pages that read right-to-left first. Built in: no `{% load %}` needed."""

import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tabayyun.kit.roles import may as user_may

register = template.Library()
NARROW_SPACE = "\u202f"  # an ordinary space lets «1 284» print as «284 1» right-to-left
BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


@register.filter
def plain(text: object) -> str:
    """Somebody else's text, safe to show inside ours: no bidi override, no control character."""
    given = str(text or "")
    if given.isprintable():  # nearly always: controls of either kind are not
        return given
    shown = given.translate(BIDI_CONTROLS)
    return "".join(c for c in shown if c in "\n\t" or unicodedata.category(c) != "Cc")


@register.filter
def isolated(text: object) -> str:
    """`plain`, and kept apart from our sentence, whose direction it neither takes nor turns: «2025-13-45»."""
    return f"\u2068{plain(str(text))}\u2069"


@register.filter
def number(value: float | None) -> str:
    """Thousands separated by a narrow space, in Western digits as Moroccan press prints them."""
    if value is None:
        return "–"
    whole = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return whole.replace(",", NARROW_SPACE)


@register.filter
def percent(share: float) -> str:
    """A share (0–1) in whole hundredths."""
    return f"{share:.0%}"


@register.filter
def ltr(text: object) -> SafeString:
    """A reference, address or code that always reads left to right."""
    return format_html('<bdi dir="ltr">{}</bdi>', text)


@register.filter
def moment(at: datetime | None) -> SafeString:
    """A point in time as a `<time>`: day and minute in the institution's time zone."""
    if at is None:
        return SafeString("–")
    local = timezone.localtime(at)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, "j F Y، H:i") if _is_arabic() else date_format(local, "j F Y, H:i"),
    )


@register.filter
def duration(value: timedelta | None) -> str:
    """«3 h 20 min», «12 min»: two units at the most."""
    if value is None:
        return "–"
    minutes = int(abs(value.total_seconds()) // 60)
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    if days:
        return _("%(days)s d %(hours)s h") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": left}
    return _("%(minutes)s min") % {"minutes": minutes}


@register.filter
def ago(at: datetime | None) -> str:
    """How long ago, in words, for lists that are read at a glance."""
    if at is None:
        return "–"
    passed = timezone.now() - at
    if passed < timedelta(minutes=1):
        return _("just now")
    if passed < timedelta(hours=1):
        minutes = int(passed.total_seconds() // 60)
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if passed < timedelta(days=1):
        hours = int(passed.total_seconds() // 3600)
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    return ngettext("%(n)s day ago", "%(n)s days ago", passed.days) % {"n": passed.days}


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """``mapping[key]``, or nothing."""
    return mapping.get(key, "")


@register.filter
def may(user: object, action: str) -> bool:
    """``{% if user|may:"press.write" %}``: see `kit.roles`."""
    return user_may(user, action)


@register.filter
def direction(language: str) -> str:
    """``rtl`` for Arabic and Darija, ``ltr`` for everything written left to right, ``auto`` when unknown."""
    return {"ar": "rtl", "ary": "rtl", "": "auto", "other": "auto", "und": "auto"}.get(language, "ltr")


def _is_arabic() -> bool:
    from django.utils.translation import get_language

    return get_language() == "ar"
