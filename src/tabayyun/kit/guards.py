"""Rules that must hold even when code is wrong: triggers, for SQLite and PostgreSQL.

Used in migrations: ``Rule(*frozen("kit_auditentry"))``.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

Step = Callable[[Any, Any], None]


class Rule(RunPython):
    """A step that looks at no model, so that none is built for it: that would be a third of `migrate`."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Put the trigger there."""
        self.code(StateApps([], {}), schema_editor)


def frozen(table: str) -> tuple[Step, Step]:
    """No row of ``table`` is ever changed or deleted."""
    return _guard(table, "frozen", "UPDATE", "1=1"), _unguard(table, "frozen", "UPDATE")


def kept(table: str, when: str = "1=1") -> tuple[Step, Step]:
    """No row of ``table`` for which ``when`` holds (SQL over OLD) is ever deleted."""
    return _guard(table, "kept", "DELETE", when), _unguard(table, "kept", "DELETE")


def frozen_columns(table: str, columns: Sequence[str], when: str = "1=1") -> tuple[Step, Step]:
    """The named columns of a row for which ``when`` holds (SQL over OLD) never change."""
    changed = " OR ".join(f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in columns)
    condition = f"({when}) AND ({changed})"
    return _guard(table, "columns", "UPDATE", condition), _unguard(table, "columns", "UPDATE")


def never(table: str, rule: str, event: str, condition: str, *, locking: str = "") -> tuple[Step, Step]:
    """After ``event`` (INSERT or UPDATE) no row of ``table`` is left for which ``condition`` holds.

    ``condition`` is SQL over NEW and any table, the changed row already in it. Where it looks at rows that
    another transaction may be adding, ``locking`` names the row that both have to hold: «other_table:NEW.id».
    SQLite has one writer at a time and needs no such lock.
    """
    return _forbid(table, rule, event, condition, locking), _unguard(table, rule, event)


def _forbid(table: str, rule: str, event: str, condition: str, locking: str) -> Step:
    name = _name(table, rule, event)
    row, _, key = locking.partition(":")
    lock = f'PERFORM 1 FROM "{row}" WHERE id = {key} FOR UPDATE;' if locking else ""

    def forwards(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            plain = condition.replace("IS DISTINCT FROM", "IS NOT")
            schema_editor.execute(
                f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" WHEN {plain} '
                f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )
            return
        schema_editor.execute(
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {lock} '
            f"IF {condition} THEN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN NULL; END $$"
        )
        schema_editor.execute(
            f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()'
        )

    return forwards


def _name(table: str, rule: str, event: str) -> str:
    return f"{table}_{rule}_{event.lower()}"


def _guard(table: str, rule: str, event: str, condition: str) -> Step:
    def forwards(apps: Any, schema_editor: Any) -> None:
        name = _name(table, rule, event)
        if schema_editor.connection.vendor == "sqlite":
            plain = condition.replace("IS DISTINCT FROM", "IS NOT")
            schema_editor.execute(
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {plain} '
                f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )
            return
        schema_editor.execute(
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$$ BEGIN RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        schema_editor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW '
            f'WHEN ({condition}) EXECUTE FUNCTION "{name}"()'
        )

    return forwards


def _unguard(table: str, rule: str, event: str) -> Step:
    def backwards(apps: Any, schema_editor: Any) -> None:
        name = _name(table, rule, event)
        target = "" if schema_editor.connection.vendor == "sqlite" else f' ON "{table}"'
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "{name}"{target}')

    return backwards
