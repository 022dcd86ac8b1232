"""Write down what is done with a piece of evidence."""

from __future__ import annotations

from datetime import datetime

from tabayyun.desk.expertise.models import CustodyEntry, Evidence
from tabayyun.desk.expertise.models.evidence import as_text
from tabayyun.engine.evidence import custody
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User


def note(
    *, evidence: Evidence, action: CustodyEntry.Action, by: User | None, now: datetime, detail: str = ""
) -> CustodyEntry:
    """Append one entry to the chain of ``evidence``. Runs inside the caller's transaction."""
    serialise(f"custody {evidence.pk}")
    last = evidence.custody.order_by("-id").values_list("digest", flat=True).first() or ""
    row = {
        "at": as_text(now),
        "actor": by.display_name if by else "tabayyun",
        "action": action.value,
        "detail": detail[:300],
        "previous": last,
    }
    return CustodyEntry.objects.create(
        evidence=evidence,
        at=now,
        actor=by,
        actor_label=row["actor"],
        action=action,
        detail=row["detail"],
        previous=last,
        digest=custody.digest(evidence.sha256, row),
    )
