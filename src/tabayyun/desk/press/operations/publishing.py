"""Publishing: everything that makes a text public, in one transaction.

Signature, log entry, the case's disclosure, the known claim and the outbox rows stand or fall
together; a machine that dies in between has published nothing. What reaches other machines
(timestamp, deliveries) follows from jobs that read what this transaction left behind.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.cases import operations as cases
from tabayyun.desk.press.models import SearchTerm, Statement, StatementText
from tabayyun.desk.press.operations import outbox, publiclog
from tabayyun.desk.press.operations.approving import refuse_incomplete
from tabayyun.desk.press.operations.locking import locked
from tabayyun.desk.press.queries.search import weighted_terms
from tabayyun.desk.press.queries.transparency import to_be_signed
from tabayyun.desk.signals import operations as signals
from tabayyun.desk.signals.models import Content, KnownClaim
from tabayyun.engine.signing import jws
from tabayyun.kit import audit
from tabayyun.kit import signing as keys
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Institution, User

State = StatementText.State
READY = (State.APPROVED, State.SCHEDULED)


@transaction.atomic
def publish(*, text: StatementText, by: User | None, now: datetime) -> StatementText:
    """Make an approved text public. ``by`` is None when its hour has come by schedule.

    Raises `Refused` when it is not approved, has no verdict where it needs one, or is under embargo.
    """
    publiclog.serialise_log()
    text = locked(text)
    _refuse_unready(text, now)
    former = _former(text)
    if former:
        former.state = State.CORRECTED
        former.save(update_fields=["state"])
    text.jws = sign(text, now)
    text.state, text.published_at = State.PUBLISHED, now
    text.save()
    publiclog.append(text.jws, now, text)
    _tell(text, now)
    outbox.queue(text, now)
    index(text)
    audit.record(
        verb="press.published",
        subject=text,
        now=now,
        actor=by,
        label="schedule",
        reference=text.statement.reference,
    )
    return text


def publish_due(*, now: datetime) -> list[StatementText]:
    """Publish what was scheduled until ``now``. One that is refused does not hold up the others."""
    due = StatementText.objects.filter(state=State.SCHEDULED, publish_at__lte=now)
    tried = [_publish_scheduled(text, now) for text in due.order_by("publish_at", "id")]
    return [text for text in tried if text]


def sign(text: StatementText, now: datetime) -> str:
    """The compact JWS over what is published: exactly what the approver was shown."""
    return jws.sign(to_be_signed(text, now), keys.private_key())


def index(text: StatementText) -> None:
    """Let the public find ``text`` by its words."""
    rows = weighted_terms(text)
    SearchTerm.objects.bulk_create(
        [SearchTerm(text=text, term=term, weight=weight) for term, weight in rows.items()]
    )


def _publish_scheduled(text: StatementText, now: datetime) -> StatementText | None:
    try:
        return publish(text=text, by=None, now=now)
    except Refused as refusal:
        _unschedule_refused(text, str(refusal), now)
        return None


def _unschedule_refused(text: StatementText, reason: str, now: datetime) -> None:
    """Its hour came and it could not go out: back to the people, with the reason, instead of every minute."""
    with transaction.atomic():
        changed = StatementText.objects.filter(pk=text.pk, state=State.SCHEDULED).update(
            state=State.APPROVED, embargo=False, publish_at=None, sent_back=reason
        )
        if changed:
            audit.record(
                verb="press.schedule_refused", subject=text, now=now, label="schedule", reason=reason
            )


def _refuse_unready(text: StatementText, now: datetime) -> None:
    if text.is_public:
        raise Refused(_("This text is published already."))
    if text.state not in READY:
        raise Refused(_("Only an approved text can be published."))
    if text.embargo and text.publish_at and text.publish_at > now:
        raise Refused(_("This text is under embargo until %(time)s.") % {"time": _local(text.publish_at)})
    refuse_incomplete(text)
    if _verdict_moved(text.statement):
        raise Refused(_("The case has another verdict by now: edit the text and have it approved again."))


def _verdict_moved(statement: Statement) -> bool:
    case = statement.case
    if case is None or statement.first_published_at or not statement.answers_a_claim:
        return False
    return statement.verdict != case.verdict


def _former(text: StatementText) -> StatementText | None:
    """The version that ``text`` takes the place of. Raises `Refused` when that one was withdrawn."""
    former = (
        StatementText.objects.filter(statement=text.statement, lang=text.lang, version__lt=text.version)
        .order_by("-version")
        .first()
    )
    if former and former.state == State.WITHDRAWN:
        raise Refused(_("The text that this one corrects was withdrawn: publish a new statement instead."))
    return former


def _tell(text: StatementText, now: datetime) -> None:
    """The case learns that it is disclosed, the queue that the claim is answered."""
    statement = text.statement
    if not statement.first_published_at:
        statement.first_published_at = now
        statement.save(update_fields=["first_published_at"])
    _tell_case(statement, now)
    if statement.claim and statement.kind != Statement.Kind.HOLDING:
        _tell_queue(text, now)


def _tell_case(statement: Statement, now: datetime) -> None:
    case = statement.case
    if case is None:
        return
    if statement.kind == Statement.Kind.HOLDING:
        if case.held_at is None:
            cases.record_holding(case=case, now=now)
    elif case.verdict and case.disclosed_at is None:
        cases.record_disclosure(case=case, now=now)


def _tell_queue(text: StatementText, now: datetime) -> None:
    statement = text.statement
    claim = signals.add_claim(
        external_id=claim_id(text),
        origin=KnownClaim.Origin.STATEMENT,
        text=statement.claim,
        title=text.title,
        lang=text.lang,
        verdict=statement.verdict,
        url=text.link,
        reference=statement.reference,
        publisher=Institution.current().in_language(text.lang),
        reviewed_at=now,
        now=now,
    )
    if statement.case and statement.case.content.state != Content.State.ANSWERED:
        signals.answered(content=statement.case.content, claim=claim, now=now)


def claim_id(text: StatementText) -> str:
    """What the known claim of this text is called: the same for all its versions."""
    return f"{text.statement.reference}:{text.lang}"


def _local(at: datetime) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}"
