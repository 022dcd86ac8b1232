"""What the press room shows on the page of a case, and at the bench."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tabayyun.desk.cases.models import Case
from tabayyun.desk.press import queries
from tabayyun.desk.signals.models import Content


def bench_panel(request: HttpRequest, subject: Model) -> SafeString:
    """At the bench: the statements on the content's case, and one press to quote its findings there."""
    if not isinstance(subject, Content):
        return SafeString("")
    shown = {"content": subject, "statements": queries.of_content(subject), "case": queries.case_of(subject)}
    return render_to_string("press/bench.html", shown, request)


def case_panel(request: HttpRequest, subject: Model) -> SafeString:
    """The statements on a case, and the way to a new one."""
    if not isinstance(subject, Case):
        return SafeString("")
    shown = {"case": subject, "statements": queries.of_case(subject)}
    return render_to_string("press/panel.html", shown, request)
