"""One press from the findings on a case to what its statement says was checked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tabayyun.desk.press.models import StatementText
from tabayyun.desk.press.operations.editing import edit
from tabayyun.desk.press.operations.templates import findings
from tabayyun.kit.models import User


@transaction.atomic
def quote_findings(*, text: StatementText, by: User, now: datetime) -> int:
    """Add every finding that stands, and is not there yet, to what ``text`` says was checked; how many.

    What was approved becomes a draft again. Raises `Refused` when the text is no draft.
    """
    case = text.statement.case
    if case is None:
        return 0
    found = findings(case, text.lang)
    new = [sentence for sentence in found if sentence and sentence not in text.checked]
    if new:
        edit(text=text, title=text.title, body=text.body, checked=[*text.checked, *new], by=by, now=now)
    return len(new)
