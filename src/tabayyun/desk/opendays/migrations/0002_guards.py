"""The database counts the places itself, and never gives one twice.

Whoever registers, cancels, offers, moves or changes a number, by whatever program: the triggers on
`opendays_registration` add to or take from ``opendays_slot.taken``; the constraint
``opendays_never_overbooked`` refuses one place too many; and a slot whose ``taken`` is not the sum of its
registrations is refused as well, so that a stale row written back cannot falsify the count.
"""

from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept

TABLE = "opendays_registration"
HOLDS_OLD = "OLD.state IN ('confirmed', 'offered')"
HOLDS_NEW = "NEW.state IN ('confirmed', 'offered')"
TAKE = f"UPDATE opendays_slot SET taken = taken + NEW.people WHERE id = NEW.slot_id AND {HOLDS_NEW};"
# One statement where the slot stays the same: a group that gives up two of thirty places in a full slot
# must never be asked to fit in twice on the way.
SHIFT = (
    "UPDATE opendays_slot SET taken = taken"
    f" + (CASE WHEN NEW.slot_id = opendays_slot.id AND {HOLDS_NEW} THEN NEW.people ELSE 0 END)"
    f" - (CASE WHEN OLD.slot_id = opendays_slot.id AND {HOLDS_OLD} THEN OLD.people ELSE 0 END)"
    " WHERE id IN (OLD.slot_id, NEW.slot_id);"
)
MOVED = "(OLD.state <> NEW.state OR OLD.people <> NEW.people OR OLD.slot_id <> NEW.slot_id)"
SUM = (
    "(SELECT COALESCE(SUM(people), 0) FROM opendays_registration"
    " WHERE slot_id = NEW.id AND state IN ('confirmed', 'offered'))"
)
COUNTING = {"INSERT": (TAKE, "1=1"), "UPDATE": (SHIFT, MOVED)}  # none is ever deleted: see `kept` below


def count(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for event, (statement, when) in COUNTING.items():
        name = f"{TABLE}_count_{event.lower()}"
        if sqlite:
            schema_editor.execute(
                f'CREATE TRIGGER "{name}" AFTER {event} ON "{TABLE}" WHEN {when} BEGIN {statement} END'
            )
            continue
        schema_editor.execute(
            f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
            f"$$ BEGIN {statement} RETURN NULL; END $$"
        )
        schema_editor.execute(
            f'CREATE TRIGGER "{name}" AFTER {event} ON "{TABLE}" FOR EACH ROW '
            f'WHEN ({when}) EXECUTE FUNCTION "{name}"()'
        )


def hold_count(apps, schema_editor):
    name = "opendays_slot_count_update"
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f'CREATE TRIGGER "{name}" AFTER UPDATE ON "opendays_slot" WHEN NEW.taken <> {SUM} '
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
        return
    schema_editor.execute(
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$$ BEGIN IF NEW.taken <> {SUM} THEN RAISE EXCEPTION '{name}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; END $$"
    )
    schema_editor.execute(
        f'CREATE TRIGGER "{name}" AFTER UPDATE ON "opendays_slot" FOR EACH ROW EXECUTE FUNCTION "{name}"()'
    )


def forget(apps, schema_editor):
    on = "" if schema_editor.connection.vendor == "sqlite" else ' ON "{}"'
    for table, events in {TABLE: COUNTING, "opendays_slot": ["UPDATE"]}.items():
        for event in events:
            name = f"{table}_count_{event.lower()}"
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on.format(table)}')


class Migration(migrations.Migration):
    dependencies = [("opendays", "0001_initial")]
    operations = [
        migrations.RunPython(count, forget),
        migrations.RunPython(hold_count, migrations.RunPython.noop),
        Rule(*frozen("opendays_admission")),
        Rule(*kept("opendays_admission")),
        Rule(*kept("opendays_registration")),
        Rule(*frozen_columns("opendays_registration", ["code", "digest", "once", "kind"])),
    ]
