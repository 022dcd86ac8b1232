from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("watch", "0001_initial")]
    operations = [
        Rule(*frozen("watch_post")),
    ]
