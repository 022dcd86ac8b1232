"""The current row of a text, held until the end of the transaction."""

from tabayyun.desk.press.models import StatementText
from tabayyun.kit.locks import serialise


def locked(text: StatementText) -> StatementText:
    """``text`` as it stands now. Whoever comes second waits, and then sees what the first one did."""
    serialise(f"statement {text.statement_id}")
    return StatementText.objects.select_related("statement__case").get(pk=text.pk)
