"""What an approver should know before they sign for a text."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tabayyun.desk.expertise import queries as expertise
from tabayyun.desk.press.models import StatementText
from tabayyun.kit.models import User


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to know: ``level`` is ok, warn or danger; ``says`` is a sentence."""

    level: str
    says: str


def checks(text: StatementText, reader: User) -> list[Check]:
    """Who wrote it, what it stands on, and what is still open, for ``reader``."""
    found = [_written(text, reader), _verdict(text), _sentences(text)]
    if text.statement.case:
        found += [_examinations(text), _checklist(text), _inquiries(text)]
    return found


def _written(text: StatementText, reader: User) -> Check:
    if text.author_id == reader.pk:
        return Check("danger", _("You wrote this text: somebody else has to approve it."))
    return Check("ok", _("Written by %(name)s.") % {"name": text.author.display_name})


def _verdict(text: StatementText) -> Check:
    statement = text.statement
    case = statement.case
    if case and not statement.first_published_at and case.verdict != statement.verdict:
        return Check("danger", _("The case has another verdict by now than this statement."))
    if statement.verdict:
        return Check("ok", _("Verdict: %(verdict)s.") % {"verdict": statement.get_verdict_display()})
    return Check("danger" if statement.answers_a_claim else "ok", _("It states no verdict."))


def _sentences(text: StatementText) -> Check:
    number = len(text.checked)
    says = ngettext(
        "It names %(n)s thing that was checked.", "It names %(n)s things that were checked.", number
    )
    return Check("ok" if number or not text.statement.answers_a_claim else "warn", says % {"n": number})


def _examinations(text: StatementText) -> Check:
    number = expertise.of(text.statement.case.content).count() if text.statement.case else 0
    says = ngettext("%(n)s examination is on file.", "%(n)s examinations are on file.", number)
    return Check("ok" if number else "warn", says % {"n": number})


def _checklist(text: StatementText) -> Check:
    case = text.statement.case
    lines = expertise.checklist(case.content) if case else []
    open_ones = [str(line.says) for line in lines if not line.done]
    if not open_ones:
        return Check("ok", _("Everything that such a content needs was looked at."))
    return Check("warn", _("Not looked at: %(what)s.") % {"what": _("; ").join(open_ones)})


def _inquiries(text: StatementText) -> Check:
    case = text.statement.case
    unanswered = case.inquiries.filter(answered_at__isnull=True).count() if case else 0
    says = ngettext("%(n)s inquiry is unanswered.", "%(n)s inquiries are unanswered.", unanswered)
    return Check("warn" if unanswered else "ok", says % {"n": unanswered})
