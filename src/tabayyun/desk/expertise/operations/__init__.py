"""Everything that changes in the expertise room."""

from tabayyun.desk.expertise.operations.anchoring import anchor_custody
from tabayyun.desk.expertise.operations.capturing import capture, run_capture
from tabayyun.desk.expertise.operations.evidence import erase, hold, opened, receive, release, stamp_due
from tabayyun.desk.expertise.operations.examining import LIMITS, LINK, SENTENCE, record
from tabayyun.desk.expertise.operations.exporting import export
from tabayyun.desk.expertise.operations.illustrating import prepared
from tabayyun.desk.expertise.operations.previews import shown
from tabayyun.desk.expertise.operations.recognising import judge_match
from tabayyun.desk.expertise.operations.reels import take_in
from tabayyun.desk.expertise.operations.revealing import hide, purge_reveals, reveal
from tabayyun.desk.expertise.operations.running import examine, examine_soon, run_examiners
from tabayyun.desk.expertise.operations.streaming import look_through
from tabayyun.desk.expertise.operations.tagging import tag
from tabayyun.desk.expertise.operations.training import train_imagery, use_imagery

__all__ = [
    "LIMITS",
    "LINK",
    "SENTENCE",
    "anchor_custody",
    "capture",
    "erase",
    "examine",
    "examine_soon",
    "export",
    "hide",
    "hold",
    "judge_match",
    "look_through",
    "opened",
    "prepared",
    "purge_reveals",
    "receive",
    "record",
    "release",
    "reveal",
    "run_capture",
    "run_examiners",
    "shown",
    "stamp_due",
    "tag",
    "take_in",
    "train_imagery",
    "use_imagery",
]
