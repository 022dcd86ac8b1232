"""Record what was checked: by a person, or by the examiners that are installed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import Examination
from tabayyun.desk.signals.models import Content
from tabayyun.kit import audit, plugins
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

SENTENCE = 1_000
LIMITS = 4_000
LINK = 2_000
log = logging.getLogger(__name__)


def record(
    *,
    content: Content,
    method: str,
    finding: Mapping[str, str],
    confidence: str,
    limits: str = "",
    link: str = "",
    version: str = "",
    parameters: Mapping[str, Any] | None = None,
    by: User | None,
    now: datetime,
) -> Examination:
    """Keep one examination of ``content``. ``by`` is None when an examiner plugin found it by itself.

    ``finding``: language → one sentence that can be quoted. Raises Refused when there is no sentence, when
    one is too long, or when the link is not a web address.
    """
    worded = _sentences(finding)
    _refuse_unfit(method, confidence, limits, link)
    with transaction.atomic():
        examination = Examination.objects.create(
            content=content,
            method=method,
            finding=worded,
            confidence=confidence,
            limits=limits.strip(),
            link=link.strip(),
            version=version,
            parameters=dict(parameters or {}),
            by=by,
            at=now,
        )
        audit.record(
            verb="expertise.examined",
            subject=content,
            actor=by,
            now=now,
            examination=examination.pk,
            method=method,
        )
    return examination


def run_examiners(*, content: Content, by: User, now: datetime) -> list[Examination]:
    """Run every installed examiner on ``content`` and keep what is new.

    An examiner that fails leaves an audit entry and does not stop the others; one that finds word for
    word what it found last time adds nothing.
    """
    subject, kept = queries.subject(content), []
    for name in plugins.names("examiners"):
        try:
            found = plugins.load("examiners", name)().examine(subject)
        except Exception as error:  # a plugin's own failure, of whatever kind, concerns that plugin only
            log.exception("examiner %s failed on content %s", name, content.pk)
            audit.record(
                verb="expertise.examiner_failed",
                subject=content,
                actor=by,
                now=now,
                method=name,
                error=type(error).__name__,
            )
            continue
        if found is None or _is_repeated(content, name, dict(found.finding)):
            continue
        kept.append(
            record(
                content=content,
                method=name,
                finding=found.finding,
                confidence=found.confidence,
                limits=found.limits,
                version=found.version,
                parameters=found.parameters,
                by=by,
                now=now,
            )
        )
    return kept


def _is_repeated(content: Content, method: str, finding: dict[str, str]) -> bool:
    last = queries.of(content).filter(method=method).last()
    return last is not None and last.finding == finding


def _sentences(finding: Mapping[str, str]) -> dict[str, str]:
    """The sentences that say something, each within its length and in a language of the desk."""
    known = dict(settings.LANGUAGES)
    worded = {lang: text.strip() for lang, text in finding.items() if lang in known and text.strip()}
    if not worded:
        raise Refused(_("Write the finding in at least one language."))
    if max(map(len, worded.values())) > SENTENCE:
        raise Refused(
            _("A finding is one sentence that can be quoted: %(n)s characters at most.") % {"n": SENTENCE}
        )
    return worded


def _refuse_unfit(method: str, confidence: str, limits: str, link: str) -> None:
    if not method or len(method) > 60:  # noqa: PLR2004  (as wide as the column)
        raise Refused(_("Choose how it was examined."))
    if confidence not in Examination.Confidence.values:
        raise Refused(_("Choose how sure the finding is."))
    if len(limits) > LIMITS:
        raise Refused(_("The limits are too long: %(n)s characters at most.") % {"n": LIMITS})
    if link and (urlsplit(link.strip()).scheme not in {"http", "https"} or len(link) > LINK):
        raise Refused(_("The link is not a web address."))
