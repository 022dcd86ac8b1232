"""What changes contents, signals and known claims."""

from tabayyun.desk.signals.operations.claims import Imported, add_claim, import_reviews, withdraw_claim
from tabayyun.desk.signals.operations.corrections import correct_match, set_threshold, take_back
from tabayyun.desk.signals.operations.decisions import (
    answer,
    answered,
    dismiss,
    handle,
    release,
    release_expired,
    reopen,
    take_into_case,
)
from tabayyun.desk.signals.operations.forgetting import forget_traffic
from tabayyun.desk.signals.operations.marking import mark, unmark
from tabayyun.desk.signals.operations.pumping import Pumped, forget, pump
from tabayyun.desk.signals.operations.training import train_model, use_model, use_packaged

__all__ = [
    "Imported",
    "Pumped",
    "add_claim",
    "answer",
    "answered",
    "correct_match",
    "dismiss",
    "forget",
    "forget_traffic",
    "handle",
    "import_reviews",
    "mark",
    "pump",
    "release",
    "release_expired",
    "reopen",
    "set_threshold",
    "take_back",
    "take_into_case",
    "train_model",
    "unmark",
    "use_model",
    "use_packaged",
    "withdraw_claim",
]
