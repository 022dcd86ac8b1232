from django.db import migrations

from tabayyun.kit.guards import frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("press", "0001_initial")]
    operations = [
        migrations.RunPython(
            *frozen_columns(
                "press_statementtext",
                [
                    "statement_id", "lang", "version", "title", "body", "checked", "correction",
                    "author_id", "approver_id", "approved_at", "published_at", "jws",
                ],
                when="OLD.published_at IS NOT NULL",
            )
        ),
        migrations.RunPython(*kept("press_statementtext")),
        migrations.RunPython(*frozen("press_logentry")),
        migrations.RunPython(*kept("press_logentry")),
        migrations.RunPython(*frozen_columns("press_logcheckpoint", ["size", "root", "note", "at"])),
        migrations.RunPython(*kept("press_logcheckpoint")),
    ]
