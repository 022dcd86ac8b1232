from django.db import migrations

from tabayyun.kit.guards import frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("watch", "0001_initial")]
    operations = [
        migrations.RunPython(*frozen("watch_post")),
    ]
