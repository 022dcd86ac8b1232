"""Record what was checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.expertise.models import Evidence, Examination
from tabayyun.desk.expertise.operations.illustrating import Prepared, illustrate
from tabayyun.desk.signals.models import Content
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

SENTENCE = 1_000
LIMITS = 4_000
LINK = 2_000


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
    evidence: Evidence | None = None,
    illustrations: Sequence[Prepared] = (),
    by: User | None,
    now: datetime,
) -> Examination:
    """Keep one examination of ``content``, or of the ``evidence`` that was kept on it.

    ``by`` is None when an examiner plugin found it by itself; ``finding``: language → one sentence that can
    be quoted. Raises Refused when there is no sentence, when one is too long, or when the link is not a web
    address.
    """
    worded = _sentences(finding)
    _refuse_unfit(method, confidence, limits, link)
    with transaction.atomic():
        examination = Examination.objects.create(
            content=content,
            evidence=evidence,
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
        illustrate(examination=examination, pictures=illustrations)
        audit.record(
            verb="expertise.examined",
            subject=content,
            actor=by,
            now=now,
            examination=examination.pk,
            method=method,
        )
    return examination


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
