"""Run the examiners that are installed: on a content at once, on each of its files by a job."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import CustodyEntry, Evidence, Examination
from tabayyun.desk.expertise.operations.custody import note
from tabayyun.desk.expertise.operations.evidence import opened
from tabayyun.desk.expertise.operations.examining import record
from tabayyun.desk.expertise.operations.illustrating import Prepared, prepared
from tabayyun.desk.signals.models import Content
from tabayyun.kit import audit, jobs, plugins
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.plugins.examiners.base import ExaminerPlugin, File, Finding, Subject, UnexaminableError
from tabayyun.plugins.sources import options

Found = tuple[Finding, list[Prepared]]
Outcome = Found | str | None
"""What was found and how it is shown, why it could not be looked at, or nothing."""
log = logging.getLogger(__name__)


def run_examiners(*, content: Content, by: User, now: datetime) -> list[Examination]:
    """Run every examiner that takes a content, keep what is new, and have each file examined by a job.

    An examiner that fails leaves an audit entry and does not stop the others; one that finds word for
    word what it found last time adds nothing.
    """
    outcomes = _outcomes(content, queries.subject_with_words(content), by, now)
    with transaction.atomic():
        for evidence in queries.evidence_of(content).filter(erased_at__isnull=True):
            examine_soon(evidence=evidence, by=by)
        return _kept(content, None, outcomes, by, now)


def examine_soon(*, evidence: Evidence, by: User) -> None:
    """Have a file examined as soon as a worker is free. Raises `Refused` when it was erased."""
    if evidence.erased_at:
        raise Refused(_("This piece of evidence was erased."))
    job = "tabayyun.desk.expertise.jobs.examine"
    jobs.soon(job, evidence.pk, by.pk)


def examine(*, evidence: Evidence, by: User, now: datetime) -> list[Examination]:
    """Run every examiner that takes a file on ``evidence`` and keep what is new.

    What each of them came to stands in its custody. Raises `Refused` when it was erased.
    """
    content = evidence.content
    with opened(evidence=evidence, by=by, purpose="examiners", now=now) as path:
        file = File(path, evidence.media_type, evidence.sha256)
        outcomes = _outcomes(content, replace(queries.subject(content), file=file), by, now)
    with transaction.atomic():
        came_to = "; ".join(f"{name}: {_in_short(outcome)}" for name, outcome in outcomes.items())
        note(evidence=evidence, action=CustodyEntry.Action.EXAMINED, by=by, now=now, detail=came_to)
        return _kept(content, evidence, outcomes, by, now)


def _outcomes(content: Content, subject: Subject, by: User, now: datetime) -> dict[str, Outcome]:
    """What each examiner came to that takes what ``subject`` is: a file, or a content."""
    outcomes: dict[str, Outcome] = {}
    for name in plugins.names("examiners"):
        try:
            examiner = _examiner(name)
            if (examiner.takes == "file") == (subject.file is not None):
                found = examiner.examine(subject)
                outcomes[name] = (found, prepared(found.illustrations)) if found else None
        except Exception as error:  # a plugin's own failure, of whatever kind, concerns that plugin only
            log.exception("examiner %s failed on content %s", name, content.pk)
            known = isinstance(error, UnexaminableError)
            outcomes[name] = str(error) if known else type(error).__name__
            audit.record(
                verb="expertise.examiner_failed",
                subject=content,
                actor=by,
                now=now,
                method=name,
                error=outcomes[name],
            )
    return outcomes


def _examiner(name: str) -> ExaminerPlugin:
    """The examiner, with what the administrator set for it."""
    kind, given = plugins.load("examiners", name), settings.EXAMINER_OPTIONS.get(name)
    examiner: ExaminerPlugin = kind(options.read(kind.options_type, given)) if given else kind()
    return examiner


def _in_short(outcome: Outcome) -> str:
    return "✓" if isinstance(outcome, tuple) else outcome or "–"


def _kept(
    content: Content,
    evidence: Evidence | None,
    outcomes: Mapping[str, Outcome],
    by: User,
    now: datetime,
) -> list[Examination]:
    return [
        _recorded(content, evidence, (name, *found), by, now)
        for name, found in outcomes.items()
        if isinstance(found, tuple) and not _is_repeated(content, evidence, name, dict(found[0].finding))
    ]


def _recorded(
    content: Content,
    evidence: Evidence | None,
    found: tuple[str, Finding, list[Prepared]],
    by: User,
    now: datetime,
) -> Examination:
    name, finding, pictures = found
    return record(
        content=content,
        evidence=evidence,
        method=name,
        finding=finding.finding,
        confidence=finding.confidence,
        limits=finding.limits,
        version=finding.version,
        parameters=finding.parameters,
        illustrations=pictures,
        by=by,
        now=now,
    )


def _is_repeated(content: Content, evidence: Evidence | None, method: str, finding: dict[str, str]) -> bool:
    last = queries.of(content).filter(method=method, evidence=evidence).last()
    return last is not None and last.finding == finding
