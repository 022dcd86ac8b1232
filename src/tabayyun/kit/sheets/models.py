"""Imports, what each one did, and how columns were understood before."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Import(models.Model):
    """One spreadsheet somebody uploaded. The file's digest and the counts stay; the file is forgotten."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("not imported yet")
        DONE = "done", pgettext_lazy("file", "imported")
        UNDONE = "undone", _("undone")

    table = models.CharField(max_length=60, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True, help_text="the file, until it is forgotten")
    sheet = models.PositiveSmallIntegerField(default=0, help_text="which sheet of the file, counted from 0")
    header = models.PositiveIntegerField(default=1, help_text="the line of the headings; 0: there is none")
    columns: Any = models.JSONField(default=dict, help_text="column name → place in the sheet")

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    bad: Any = models.JSONField(default=list, help_text="the refused lines: number, cells, faults")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="prepared", done_at=None, undone_at=None)
                | Q(state="done", done_at__isnull=False, undone_at=None)
                | Q(state="undone", done_at__isnull=False, undone_at__isnull=False),
                name="sheets_state_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.name}"

    @property
    def is_prepared(self) -> bool:
        return self.state == self.State.PREPARED

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE


class ImportedRow(models.Model):
    """What an import did to one row: made it, or changed it from ``before``.

    ``after`` is a digest of the row as the import left it, so that an undo notices later edits.
    """

    source = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    row_id = models.BigIntegerField(help_text="primary key in the table of the import")
    before: Any = models.JSONField(null=True, help_text="null: the import created the row")
    after = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "row_id"], name="sheets_row_once_an_import")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["row_id"], name="sheets_row_origin")]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.line} → {self.row_id}"


class Memory(models.Model):
    """How the columns of files with these headings were understood the last time."""

    table = models.CharField(max_length=60)
    signature = models.CharField(max_length=64)
    columns: Any = models.JSONField(help_text="column name → heading")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["table", "signature"], name="sheets_one_memory")
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.signature[:8]}"
