from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("press", "0001_initial")]
    operations = [
        Rule(
            *frozen_columns(
                "press_statementtext",
                [
                    "statement_id", "lang", "version", "title", "body", "checked", "correction",
                    "author_id", "approver_id", "approved_at", "published_at", "jws",
                ],
                when="OLD.published_at IS NOT NULL",
            )
        ),
        Rule(*kept("press_statementtext")),
        Rule(*frozen("press_logentry")),
        Rule(*kept("press_logentry")),
        Rule(*frozen_columns("press_logcheckpoint", ["size", "root", "note", "at"])),
        Rule(*kept("press_logcheckpoint")),
    ]
