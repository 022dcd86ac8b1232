"""What the expertise room does by itself: have its evidence captured, stamped and examined."""

import logging

from django.utils import timezone

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.models import Capture, Evidence
from tabayyun.kit.errors import Refused
from tabayyun.kit.jobs import every
from tabayyun.kit.models import User

log = logging.getLogger(__name__)


def schedule() -> None:
    """Declare the jobs of this room."""
    every(1, "tabayyun.desk.expertise.jobs.stamp")
    every(24 * 60, "tabayyun.desk.expertise.jobs.anchor")


def stamp() -> int:
    """Have what was received stamped; how many pieces were."""
    return operations.stamp_due(now=timezone.now())


def anchor() -> None:
    """Have the public log hold where every chain of custody stands; say which is not what it held before."""
    for fault in queries.custody_faults():
        log.error("custody: %s", fault)
    operations.anchor_custody(now=timezone.now())


def capture(capture_id: int) -> None:
    """Keep what is at an address that somebody gave."""
    operations.run_capture(capture=Capture.objects.get(pk=capture_id), clock=timezone.now)


def examine(evidence_id: int, by_id: int) -> int:
    """Run the examiners on a piece of evidence; how many findings are new."""
    evidence = Evidence.objects.select_related("content").get(pk=evidence_id)
    try:
        return len(operations.examine(evidence=evidence, by=User.objects.get(pk=by_id), now=timezone.now()))
    except Refused:
        return 0
