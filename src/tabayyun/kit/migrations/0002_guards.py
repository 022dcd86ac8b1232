from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("kit", "0001_initial")]
    operations = [
        Rule(*frozen("kit_auditentry")),
        Rule(*kept("kit_auditentry")),
    ]
