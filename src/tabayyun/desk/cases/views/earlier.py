"""At the bench: the case in which a picture was there before."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.models import Case
from tabayyun.desk.expertise.models import MediaMatch

_asked: WeakKeyDictionary[HttpRequest, dict[int, Case]] = WeakKeyDictionary()
"""Cases by content, asked for once a page: it may show many matches."""


def match_panel(request: HttpRequest, subject: Model) -> SafeString:
    """One line with the latest case on the content where the picture was before; nothing without one."""
    if not isinstance(subject, MediaMatch) or subject.known is None:
        return SafeString("")
    if request not in _asked:
        _asked[request] = queries.earlier_cases(subject.content_id)
    case = _asked[request].get(subject.known.content_id or 0)
    return render_to_string("cases/earlier.html", {"case": case}, request) if case else SafeString("")
