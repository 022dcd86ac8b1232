from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("expertise", "0002_initial")]
    operations = [
        Rule(*frozen("expertise_examination")),
        Rule(*kept("expertise_examination")),
    ]
