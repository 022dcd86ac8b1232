"""Decisions: granted, or held back on a legal ground, for a time, and open to a second look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.cases.operations.standing import line, written
from tabayyun.desk.mediadesk.models import Decision, MediaRequest, Restriction, Review
from tabayyun.desk.mediadesk.models.decisions import in_language
from tabayyun.desk.mediadesk.operations.standing import REASON, TEXT, hold, hold_open, refuse_locked
from tabayyun.desk.mediadesk.operations.talking import answered
from tabayyun.desk.mediadesk.operations.telling import tell_desk, tell_journalist
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be decided. A grant has no ground; anything else has one, and a last day.

    Without ``expires_on`` the usual length of the ground counts from today.
    """

    outcome: str
    text: str
    restriction: Restriction | None = None
    expires_on: date | None = None


@transaction.atomic
def decide(*, request: MediaRequest, verdict: Verdict, by: User, now: datetime) -> Decision:
    """Decide on an open request and tell the journalist.

    Raises Refused for a refusal without a legal ground or with an end that cannot be, for a missing text,
    when somebody else is on the request, or when it is not open.
    """
    hold_open(request)
    refuse_locked(request, by, now)
    return _decide(request, verdict, by, now)


@transaction.atomic
def ask_review(*, decision: Decision, plea: str, now: datetime) -> Review:
    """The journalist asks for a second look; asking twice changes nothing.

    Raises Refused for a decision that grants or does not stand any more, or without a reason.
    """
    request = decision.request
    hold(request)
    asked = Review.objects.filter(decision=decision).first()
    if asked is not None:
        return asked
    if request.current_id != decision.pk or not decision.holds_back:
        raise Refused(_("There is no refusal that could be looked at again."))
    review = Review.objects.create(
        decision=decision,
        plea=written(plea, _("Say why the decision should be looked at again."), TEXT),
        asked_at=now,
        refused_by=decision.decided_by,
    )
    audit.record(verb="mediadesk.review_asked", subject=request, label="media", now=now, decision=decision.pk)
    tell_desk(request, "review", now, once=decision.pk, review=review)
    return review


@transaction.atomic
def uphold(*, review: Review, answer: str, by: User, now: datetime) -> None:
    """The second look confirms the refusal. Raises Refused for who refused, or without an answer."""
    request = _hold_review(review, by, now)
    review.answer = written(answer, _("Tell the journalist why the decision stands."), TEXT)
    _reviewed(review, Review.Outcome.UPHELD, by, now)
    tell_journalist(request, "upheld", now, once=review.pk, review=review)


@transaction.atomic
def decide_anew(*, review: Review, verdict: Verdict, by: User, now: datetime) -> Decision:
    """The second look leads to another decision. Raises Refused for who refused, and as `decide` does."""
    request = _hold_review(review, by, now)
    _reviewed(review, Review.Outcome.CHANGED, by, now)
    end(review.decision, now)
    return _decide(request, verdict, by, now)


@transaction.atomic
def close(*, request: MediaRequest, reason: str, now: datetime, by: User | None = None) -> None:
    """End an open request without a decision: withdrawn, filed twice, not meant for us. Raises Refused."""
    hold_open(request)
    if by is not None:
        refuse_locked(request, by, now)
    reason = written(line(reason), _("Say why: the reason stays with the request."), REASON)
    request.closed_at, request.closing_reason = now, reason
    request.locked_by, request.locked_at = None, None
    request.save(update_fields=["closed_at", "closing_reason", "locked_by", "locked_at"])
    audit.record(verb="mediadesk.closed", subject=request, actor=by, label="media", now=now, reason=reason)


def end(decision: Decision, now: datetime) -> None:
    """``decision`` does not stand any more."""
    Decision.objects.filter(pk=decision.pk, ended_at=None).update(ended_at=now)


def _decide(request: MediaRequest, verdict: Verdict, by: User, now: datetime) -> Decision:
    text = written(verdict.text, _("Write what the journalist is told."), TEXT)
    decision = Decision(request=request, outcome=verdict.outcome, text=text, decided_by=by, decided_at=now)
    if verdict.outcome not in Decision.Outcome.values:
        raise Refused(_("Choose a decision."))
    if decision.holds_back:
        _hold_back(decision, verdict, request.language, timezone.localtime(now).date())
    decision.save()
    request.current, request.locked_by, request.locked_at = decision, None, None
    request.save(update_fields=["current", "locked_by", "locked_at"])
    answered(request, now)
    tell_journalist(request, "decided", now, once=decision.pk, decision=decision)
    ground = verdict.restriction.code if decision.holds_back and verdict.restriction else ""
    audit.record(
        verb="mediadesk.decided",
        subject=request,
        actor=by,
        now=now,
        decision=decision.pk,
        outcome=decision.outcome,
        ground=ground,
    )
    return decision


def _hold_back(decision: Decision, verdict: Verdict, language: str, today: date) -> None:
    ground = verdict.restriction
    if ground is None or ground.retired_at is not None:
        raise Refused(_("Holding something back needs a legal ground from the catalogue."))
    until = verdict.expires_on or today + timedelta(days=ground.days)
    if not today < until <= today + LONGEST:
        raise Refused(_("A refusal ends on a day after today, and within a year."))
    decision.restriction, decision.expires_on = ground, until
    decision.legal_reference = in_language(ground.legal_reference, language)[:500]
    decision.wording = in_language(ground.wording, language)


def _hold_review(review: Review, by: User, now: datetime) -> MediaRequest:
    request = review.decision.request
    hold(request)
    refuse_locked(request, by, now)
    review.refresh_from_db(from_queryset=Review.objects.select_for_update())
    if review.reviewed_at is not None or request.current_id != review.decision_id:
        raise Refused(_("This review was settled already."))
    if review.refused_by_id == by.pk:
        raise Refused(_("You gave this decision: somebody else has to look at it again."))
    return request


def _reviewed(review: Review, outcome: str, by: User, now: datetime) -> None:
    review.outcome, review.reviewed_by, review.reviewed_at = outcome, by, now
    review.save(update_fields=["outcome", "reviewed_by", "reviewed_at", "answer"])
    audit.record(
        verb="mediadesk.reviewed",
        subject=review.decision.request,
        actor=by,
        now=now,
        decision=review.decision_id,
        outcome=outcome,
    )
