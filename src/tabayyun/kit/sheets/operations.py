"""From an uploaded file to rows, and back. Each operation is one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise
from tabayyun.kit.models import User
from tabayyun.kit.sheets.checking import Checked, Good, check
from tabayyun.kit.sheets.headings import (
    guessed,
    guessed_header,
    headings,
    remembered,
    signature,
    to_remember,
)
from tabayyun.kit.sheets.models import Import, ImportedRow, Memory
from tabayyun.kit.sheets.reading import Grid, read
from tabayyun.kit.sheets.tables import Known, Table, table
from tabayyun.kit.templatetags.tabayyun import plain

KEEP = timedelta(days=30)
"""How long a file, its refused lines and the way back are kept."""
BATCH = 500


def upload(*, table: Table, name: str, data: bytes, by: User, now: datetime) -> Import:
    """Keep a file that is to be imported into ``table``, with columns as remembered or guessed.

    It is read before the transaction begins, so that nobody waits for a large one. Raises Refused
    when it cannot be read.
    """
    grids = read(name, data)
    found = Import(
        table=table.key,
        name=plain(name)[-200:] or "-",
        sha256=hashlib.sha256(data).hexdigest(),
        content=data,
        uploaded_by=by,
        uploaded_at=now,
    )
    guesses = [(place, guessed_header(grid, table)) for place, grid in enumerate(grids)]
    columns = [_columns(grids[place], table, header) for place, header in guesses]
    best = max(range(len(grids)), key=lambda place: (len(columns[place]), -place))
    found.sheet, found.header, found.columns = best, guesses[best][1], columns[best]
    with transaction.atomic():
        found.save()
        audit.record(
            verb="sheets.uploaded", subject=found, actor=by, now=now, table=table.key, sha256=found.sha256
        )
    return found


@transaction.atomic
def choose_lines(*, source: Import, sheet: int, header: int) -> None:
    """Read another sheet, or take another line for the headings: the columns are guessed anew."""
    _hold(source, Import.State.PREPARED)
    grids = grids_of(source)
    if not 0 <= sheet < len(grids):
        raise Refused(_("The file has no such sheet."))
    source.sheet, source.header = sheet, header
    source.columns = _columns(grids[sheet], table(source.table), header)
    source.save(update_fields=["sheet", "header", "columns"])


@transaction.atomic
def choose_columns(*, source: Import, columns: Mapping[str, int]) -> None:
    """Say which column of the file is which; remembered for files with the same headings.

    ``columns``: column name → place (0 is A). Raises Refused when a required one is missing or a place
    is given twice.
    """
    _hold(source, Import.State.PREPARED)
    about = table(source.table)
    chosen = {column.name: columns[column.name] for column in about.columns if column.name in columns}
    missing = [str(c.label) for c in about.columns if c.required and c.name not in chosen]
    if missing:
        raise Refused(_("Say which column holds: %(columns)s.") % {"columns": " · ".join(missing)})
    if len(set(chosen.values())) < len(chosen):
        raise Refused(_("One column of the file is chosen twice."))
    source.columns = chosen
    source.save(update_fields=["columns"])
    found = headings(grid_of(source), source.header)
    Memory.objects.update_or_create(
        table=source.table,
        signature=signature(found),
        defaults={"columns": to_remember(found, chosen)},
    )


@transaction.atomic
def carry_out(*, source: Import, by: User, now: datetime) -> Import:
    """Keep every good line, all in this one transaction; the bad ones stay behind with their reasons.

    Raises Refused when the import was carried out already, or no line is good.
    """
    about = table(source.table)
    serialise(f"sheets {about.key}")
    _hold(source, Import.State.PREPARED)
    checked = checked_of(source)
    if not checked.good:
        raise Refused(_("No line of this file can be imported."))
    _keep(source, about, checked, by, now)
    source.state, source.done_at = Import.State.DONE, now
    source.bad = [line.as_json() for line in checked.bad]
    for name, count in checked.counts.items():
        setattr(source, name, count)
    source.save()
    audit.record(
        verb="sheets.imported",
        subject=source,
        actor=by,
        now=now,
        table=about.key,
        sha256=source.sha256,
        counts=checked.counts,
    )
    return source


@transaction.atomic
def undo(*, source: Import, by: User, now: datetime) -> None:
    """Take the import back: rows it created go, rows it changed become what they were.

    Raises Refused, and changes nothing, when a row was edited since, something depends on one, or the
    way back was forgotten.
    """
    about = table(source.table)
    serialise(f"sheets {about.key}")
    _hold(source, Import.State.DONE)
    if source.forgotten_at:
        raise Refused(_("This import is too old to be undone."))
    rows = list(source.rows.all())
    _refuse_edited(rows, about.store.by_pk([row.row_id for row in rows]))
    about.store.change([(row.row_id, row.before) for row in rows if row.before is not None], by=by, now=now)
    about.store.remove([row.row_id for row in rows if row.before is None])
    source.state, source.undone_at = Import.State.UNDONE, now
    source.save(update_fields=["state", "undone_at"])
    audit.record(verb="sheets.undone", subject=source, actor=by, now=now, table=about.key, rows=len(rows))


@transaction.atomic
def discard(*, source: Import, by: User, now: datetime) -> None:
    """Throw away a file that was not imported."""
    _hold(source, Import.State.PREPARED)
    audit.record(
        verb="sheets.discarded", subject=source, actor=by, now=now, table=source.table, sha256=source.sha256
    )
    source.delete()


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Forget files, refused lines and former values after 30 days; how many imports that were.

    Digests and counts stay. A file that was never imported goes whole.
    """
    old = Import.objects.filter(uploaded_at__lt=now - KEEP, forgotten_at=None)
    old.filter(state=Import.State.PREPARED).delete()
    done = list(old.values_list("pk", flat=True))
    ImportedRow.objects.filter(source__in=done).update(before=None)
    return Import.objects.filter(pk__in=done).update(content=None, bad=[], forgotten_at=now)


def grids_of(source: Import) -> list[Grid]:
    """The sheets of the uploaded file. Raises Refused when it was forgotten."""
    if source.content is None:
        raise Refused(_("The file is not kept any more. Upload it again."))
    return read(source.name, bytes(source.content))


def grid_of(source: Import) -> Grid:
    """The sheet that is imported."""
    return grids_of(source)[source.sheet]


def checked_of(source: Import) -> Checked:
    """Every line of the sheet that is imported, as things stand now."""
    return check(table(source.table), grid_of(source), header=source.header, columns=source.columns)


def _columns(grid: Grid, about: Table, header: int) -> dict[str, int]:
    found = headings(grid, header)
    memory = Memory.objects.filter(table=about.key, signature=signature(found)).first()
    if memory is not None:
        return remembered(found, memory.columns)
    return guessed(found, about)


def _hold(source: Import, state: str) -> None:
    source.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if source.state != state:
        raise Refused(_("This file is %(state)s.") % {"state": source.get_state_display()})


def _keep(source: Import, about: Table, checked: Checked, by: User, now: datetime) -> None:
    new = [row for row in checked.good if row.known is None]
    other = [row for row in checked.good if row.changes]
    made = about.store.create([row.fields for row in new], by=by, now=now)
    pairs = [(row.known.pk, {**row.known.values, **row.plain}) for row in other if row.known]
    about.store.change(pairs, by=by, now=now)
    _note(source, about, [*zip(new, made, strict=True), *zip(other, (pk for pk, _v in pairs), strict=True)])


def _note(source: Import, about: Table, kept: Sequence[tuple[Good, int]]) -> None:
    now_kept = about.store.by_pk([pk for _row, pk in kept])
    ImportedRow.objects.bulk_create(
        (
            ImportedRow(
                source=source,
                line=row.number,
                row_id=pk,
                before=row.known.values if row.known else None,
                after=_digest(now_kept[pk].values),
            )
            for row, pk in kept
        ),
        batch_size=BATCH,
    )


def _refuse_edited(rows: Collection[ImportedRow], kept: Mapping[int, Known]) -> None:
    """A created row that is gone needs no undo; any other difference is somebody's work."""
    for row in rows:
        found = kept.get(row.row_id)
        if found is None and row.before is None:
            continue
        if found is None or _digest(found.values) != row.after:
            raise Refused(
                _("What line %(line)s brought was edited since: this import cannot be undone.")
                % {"line": row.line}
            )


def _digest(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
