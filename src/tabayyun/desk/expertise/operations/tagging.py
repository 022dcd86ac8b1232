"""What people see in pictures: it sets what is looked at first and under which veil, and teaches a model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import Evidence, MediaPrint, MediaTag, Seen
from tabayyun.desk.signals import operations as signals
from tabayyun.desk.signals.models import Content, Signal
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

SURE = 0.5
"""What a model gives a picture from which on it counts as violent."""


@transaction.atomic
def tag(*, evidence: Evidence, seen: Sequence[str], by: User, now: datetime) -> MediaTag:
    """Keep what somebody saw in a piece, in place of what was said before.

    Raises `Refused` for an unknown word, for none, or for «none of these» together with others.
    """
    chosen = sorted(set(seen))
    if not chosen or not set(chosen) <= set(Seen.values):
        raise Refused(_("Choose what is to be seen in it."))
    if Seen.NONE in chosen and len(chosen) > 1:
        raise Refused(_("«None of these» stands alone."))
    kept = MediaTag.objects.create(evidence=evidence, seen=chosen, by=by, at=now)
    audit.record(verb="expertise.tagged", subject=evidence.content, actor=by, now=now, seen=chosen)
    weigh(content=evidence.content, now=now)
    return kept


def weigh(*, content: Content, now: datetime) -> None:
    """Tell the queue of a violent picture: what people saw counts, else what a model says.

    Runs inside the caller's transaction.
    """
    found = [_of(piece) for piece in MediaPrint.objects.filter(content=content).select_related("evidence")]
    score, reason = max(found, key=lambda one: one[0], default=(0.0, {}))
    if score >= SURE:
        signals.mark(content=content, kind=Signal.Kind.IMAGERY, score=score, reason=reason, now=now)
    else:
        signals.unmark(content=content, kind=Signal.Kind.IMAGERY, now=now)


def _of(piece: MediaPrint) -> tuple[float, dict[str, object]]:
    tagged = queries.tags_of(piece.evidence) if piece.evidence else None
    if tagged:
        return float(queries.is_violent(tagged.seen)), {"seen": tagged.seen}
    error = queries.measured_error()
    return piece.violence or 0.0, {} if error is None else {"error": error}
