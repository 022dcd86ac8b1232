"""What the expertise room does by itself: have its evidence captured, stamped, examined and recognised."""

import logging

from django.utils import timezone

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.models import Capture, Evidence
from tabayyun.kit.errors import Refused
from tabayyun.kit.jobs import every
from tabayyun.kit.models import User
from tabayyun.plugins.examiners.base import UnexaminableError
from tabayyun.plugins.media.decoding import UndecodableError

log = logging.getLogger(__name__)


def schedule() -> None:
    """Declare the jobs of this room."""
    every(1, "tabayyun.desk.expertise.jobs.stamp")
    every(1, "tabayyun.desk.expertise.jobs.look_through")
    every(24 * 60, "tabayyun.desk.expertise.jobs.anchor")
    every(24 * 60, "tabayyun.desk.expertise.jobs.purge_reveals")


def stamp() -> int:
    """Have what was received stamped; how many pieces were."""
    return operations.stamp_due(now=timezone.now())


def anchor() -> None:
    """Have the public log hold where every chain of custody stands; say which is not what it held before."""
    for fault in queries.custody_faults():
        log.error("custody: %s", fault)
    operations.anchor_custody(now=timezone.now())


def purge_reveals() -> int:
    """Forget who lifted which veil long ago; how many times. Harmless when it runs twice."""
    return operations.purge_reveals(now=timezone.now())


def capture(capture_id: int) -> None:
    """Keep what is at an address that somebody gave."""
    operations.run_capture(capture=Capture.objects.get(pk=capture_id), clock=timezone.now)


def look_through() -> int:
    """Look at the pictures of new posts; how many matches are new."""
    return len(operations.look_through(now=timezone.now()))


def take_in(evidence_id: int) -> int:
    """Make the preview of a piece, and find where it was seen before; how many matches are new."""
    evidence = Evidence.objects.select_related("content").get(pk=evidence_id)
    try:
        return len(operations.take_in(evidence=evidence, now=timezone.now()))
    except (Refused, UnexaminableError, UndecodableError) as error:
        log.info("evidence %s is not shown: %s", evidence.sha256, error)
        return 0


def examine(evidence_id: int, by_id: int) -> int:
    """Run the examiners on a piece of evidence; how many findings are new."""
    evidence = Evidence.objects.select_related("content").get(pk=evidence_id)
    try:
        return len(operations.examine(evidence=evidence, by=User.objects.get(pk=by_id), now=timezone.now()))
    except Refused:
        return 0
