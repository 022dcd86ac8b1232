from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("cases", "0002_initial")]
    operations = [
        Rule(
            *frozen_columns(
                "cases_inquiry", ["answer", "answered_name", "answered_at"], when="OLD.answered_at IS NOT NULL"
            )
        ),
        Rule(*kept("cases_inquiry")),
        Rule(*kept("cases_case")),
    ]
