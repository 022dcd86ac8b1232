from django.db import migrations

from tabayyun.kit.guards import frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("expertise", "0002_initial")]
    operations = [
        migrations.RunPython(*frozen("expertise_examination")),
        migrations.RunPython(*kept("expertise_examination")),
    ]
