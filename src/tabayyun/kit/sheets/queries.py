"""Questions about imports."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tabayyun.kit.sheets.models import Import, ImportedRow


def imports(table: str) -> QuerySet[Import]:
    """The imports into a table, newest first, without their files."""
    return Import.objects.filter(table=table).select_related("uploaded_by").defer("content", "bad", "columns")


def origin(table: str, row_id: int) -> ImportedRow | None:
    """The line that brought a row of ``table``, or changed it last; None when it was typed."""
    return (
        ImportedRow.objects.filter(Q(source__table=table, row_id=row_id), source__state=Import.State.DONE)
        .select_related("source", "source__uploaded_by")
        .defer("source__content", "source__bad")
        .last()
    )
