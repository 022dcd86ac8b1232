"""Everything that happened around a case, from the audit, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases.models import Case, Inquiry, Reminder
from tabayyun.desk.expertise import queries as expertise
from tabayyun.desk.expertise.models import Examination
from tabayyun.desk.signals.models import Verdict
from tabayyun.kit import audit
from tabayyun.kit.models import AuditEntry

WORDS: dict[str, str | Promise] = {
    "cases.opened": _("opened the case"),
    "cases.assigned": _("assigned the case"),
    "cases.unassigned": _("left the case without an assignee"),
    "cases.locked": _("is on the case"),
    "cases.taken_over": _("took over the case"),
    "cases.unlocked": _("left the case"),
    "cases.noted": _("wrote a note"),
    "cases.asked": _("asked a unit"),
    "cases.answered": _("answered an inquiry"),
    "cases.unit_reminded": _("reminded a unit"),
    "cases.escalated": _("escalated an inquiry"),
    "cases.target_near": _("warned that a target is near"),
    "cases.target_missed": _("said that a target was missed"),
    "cases.decided": _("gave the verdict"),
    "cases.held": _("published a holding notice"),
    "cases.approved": _("approved the statement"),
    "cases.disclosed": _("told the public"),
    "cases.closed": _("closed the case without disclosure"),
    "expertise.capture_ordered": _("had an address captured"),
    "expertise.examined": _("recorded an examination"),
    "expertise.examiner_failed": _("an examiner failed"),
    "signals.taken_into_case": _("took the content into a case"),
    "signals.dismissed": _("dismissed the content"),
    "signals.answered": _("answered the content"),
    "signals.reopened": _("put the content back into the queue"),
    "press.created": _("drafted a statement"),
    "press.drafted_again": _("drafted a statement again"),
    "press.language_added": _("added a language to a statement"),
    "press.edited": _("edited a statement"),
    "press.submitted": _("submitted a statement for approval"),
    "press.taken_back": _("took a statement back"),
    "press.sent_back": _("sent a statement back"),
    "press.approved": _("approved a statement"),
    "press.scheduled": _("scheduled a statement"),
    "press.schedule_refused": _("a scheduled statement could not be published"),
    "press.published": _("published a statement"),
    "press.delivered": _("delivered a statement"),
    "press.delivery_retried": _("tried a delivery again"),
    "press.correction_begun": _("began a correction"),
    "press.corrected": _("corrected a statement"),
    "press.withdrawn": _("withdrew a statement"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline. ``detail`` is somebody's own text, in whatever language it was written."""

    at: datetime
    who: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Sources:
    """The rows that audit entries point at, by id."""

    notes: dict[int, str]
    inquiries: dict[int, Inquiry]
    examinations: dict[int, Examination]


def timeline(case: Case) -> list[Event]:
    """Everything that happened, oldest first: from the first post to what was told to the public."""
    sources = _Sources(
        notes=dict(case.notes.values_list("id", "text")),
        inquiries={inquiry.pk: inquiry for inquiry in case.inquiries.select_related("unit")},
        examinations={found.pk: found for found in expertise.of(case.content)},
    )
    events = [
        Event(case.first_posted_at, "", say("First post")),
        Event(case.detected_at, "", say("Detection")),
        *(_event(entry, sources) for entry in _entries(case)),
    ]
    return sorted(events, key=lambda event: event.at)


def _entries(case: Case) -> Iterable[AuditEntry]:
    """What happened to the case, to its content, and to the rows that other rooms hang on the case."""
    return chain(audit.of(case), audit.of(case.content), _of_others(case))


def _of_others(case: Case) -> QuerySet[AuditEntry]:
    hanging = Q(pk__in=[])
    for model, path in _hanging(Case):
        ids = model._default_manager.filter(**{path: case}).values_list("pk", flat=True)
        hanging |= Q(subject_type=model._meta.label_lower, subject_id__in=[str(pk) for pk in ids])
    return AuditEntry.objects.filter(hanging).order_by("id")


def _hanging(model: type[Model], path: str = "", depth: int = 3) -> Iterator[tuple[type[Model], str]]:
    """The models of the rooms above that point at ``model``, through each other too, and along which fields.

    Read from the foreign keys, so that this room need not know who they are.
    """
    for relation in model._meta.related_objects:
        above = relation.related_model
        if not isinstance(above, type) or above._meta.app_label == Case._meta.app_label:
            continue
        fields = f"{relation.field.name}__{path}" if path else relation.field.name
        yield above, fields
        if depth > 1:
            yield from _hanging(above, fields, depth - 1)


def _event(entry: AuditEntry, sources: _Sources) -> Event:
    what = str(WORDS.get(entry.verb, entry.verb))
    return Event(entry.at, entry.actor_label, what, _detail(entry.data, sources))


def _detail(data: dict[str, Any], sources: _Sources) -> str:
    """What the entry is about: the row it names, or the words it carries."""
    if "note" in data:
        return sources.notes.get(data["note"], "")
    if "inquiry" in data:
        return _inquiry(sources.inquiries.get(data["inquiry"]), answered="answer" in data)
    if "examination" in data:
        found = sources.examinations.get(data["examination"])
        return f"{found.method_name}: {found.worded}" if found else ""
    if "verdict" in data:
        return f"{_label(Verdict, data['verdict'])}: {data.get('grounds', '')}"
    if "target" in data:
        return _label(Reminder.Target, data["target"])
    return str(next((data[key] for key in ("reason", "to", "channel", "error") if data.get(key)), ""))


def _inquiry(inquiry: Inquiry | None, *, answered: bool) -> str:
    if inquiry is None:
        return ""
    return f"{inquiry.unit.local_name}: {inquiry.answer if answered else inquiry.question}"


def _label(choices: Any, value: str) -> str:
    return str(dict(choices.choices).get(value, value))
