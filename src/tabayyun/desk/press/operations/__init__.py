"""Everything the press room decides: draft, edit, approve, publish, deliver, correct, withdraw."""

from tabayyun.desk.press.operations.after import correct, withdraw
from tabayyun.desk.press.operations.approving import approve, send_back, submit, take_back
from tabayyun.desk.press.operations.drafting import add_language, create, draft_again
from tabayyun.desk.press.operations.editing import EditConflict, edit
from tabayyun.desk.press.operations.outbox import deliver_due, retry
from tabayyun.desk.press.operations.publiclog import keep_digest, sign_and_log
from tabayyun.desk.press.operations.publishing import publish, publish_due
from tabayyun.desk.press.operations.quoting import quote_findings
from tabayyun.desk.press.operations.scheduling import schedule, unschedule
from tabayyun.desk.press.operations.signing import signing_key
from tabayyun.desk.press.operations.stamping import stamp_checkpoints

__all__ = [
    "EditConflict",
    "add_language",
    "approve",
    "correct",
    "create",
    "deliver_due",
    "draft_again",
    "edit",
    "keep_digest",
    "publish",
    "publish_due",
    "quote_findings",
    "retry",
    "schedule",
    "send_back",
    "sign_and_log",
    "signing_key",
    "stamp_checkpoints",
    "submit",
    "take_back",
    "unschedule",
    "withdraw",
]
