"""Look closely at a piece of evidence and lay it over a reference: previews only, the evidence is not "
"touched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import Evidence, Examination, Preview
from tabayyun.desk.expertise.operations import previews
from tabayyun.desk.expertise.operations.examining import record
from tabayyun.desk.expertise.operations.illustrating import prepared
from tabayyun.desk.expertise.queries import wording
from tabayyun.kit import vault
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.plugins.examiners import comparing
from tabayyun.plugins.examiners.base import UnexaminableError

VERSION = "1"
ENOUGH = 12
"""Places that agree from which on it is the same scene."""


def keep_view(
    *,
    evidence: Evidence,
    finding: Mapping[str, str],
    confidence: str,
    view: Mapping[str, float],
    by: User,
    now: datetime,
) -> Examination:
    """Keep what somebody saw, with the settings of the enhanced view. Raises `Refused`."""
    limits = wording.in_languages(_view_limits)
    return record(
        content=evidence.content,
        evidence=evidence,
        method="manual.viewing",
        finding=finding,
        confidence=confidence,
        limits=limits["ar"],
        version=VERSION,
        parameters={"view": dict(view), "limits": limits},
        by=by,
        now=now,
    )


def compare(*, evidence: Evidence, reference: Evidence, by: User, now: datetime) -> Examination:
    """Lay ``evidence`` over a reference picture of the same content, and keep what agrees.

    Starts a child: to be called outside of a transaction. Raises `Refused` when one of them is no picture.
    """
    asked, known = _preview(evidence), _preview(reference)
    try:
        found = comparing.compare(previews.shown(asked), previews.shown(known), _captions())
        pictures = prepared(found.illustrations)
    except (UnexaminableError, vault.VaultError) as error:
        raise Refused(_("The pictures cannot be compared: %(reason)s") % {"reason": error}) from None
    limits = wording.in_languages(_comparison_limits)
    places = int(found.change["places"])
    return record(
        content=evidence.content,
        evidence=evidence,
        method="place.comparison",
        finding=wording.in_languages(lambda: _compared(reference, places)),
        confidence=Examination.Confidence.MEDIUM if places >= ENOUGH else Examination.Confidence.LOW,
        limits=limits["ar"],
        version=VERSION,
        parameters={**found.change, "reference": reference.sha256, "limits": limits},
        illustrations=pictures,
        by=by,
        now=now,
    )


def _preview(evidence: Evidence) -> Preview:
    found = Preview.objects.filter(evidence=evidence, wrapped_key__isnull=False).first()
    if found is None:
        raise Refused(_("There is no preview of «%(name)s» to look at.") % {"name": evidence.name})
    return found


def _compared(reference: Evidence, places: int) -> str:
    words: dict[str, Any] = {"name": reference.name, "digest": reference.sha256[:12], "n": places}
    laid = _("Laid over the reference «%(name)s» (SHA-256 %(digest)s…)") % words
    if places >= ENOUGH:
        return laid + _(", places that agree by themselves: %(n)s.") % words
    return laid + _(", too few places agree by themselves.")


def _captions() -> dict[str, dict[str, str]]:
    return queries.comparison_captions() | {
        "known": wording.in_languages(lambda: _("the reference, laid as it lies in the picture"))
    }


def _view_limits() -> str:
    return _(
        "Seen on a preview of reduced size, with the settings noted; the evidence itself was not changed."
    )


def _comparison_limits() -> str:
    return _(
        "A place seen from elsewhere, at another time of day or much later shares few points with its "
        "reference: that few agree does not say that it is another place. That many agree says that both "
        "show the same surfaces, not when."
    )
