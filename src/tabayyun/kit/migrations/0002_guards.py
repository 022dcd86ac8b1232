from django.db import migrations

from tabayyun.kit.guards import frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("kit", "0001_initial")]
    operations = [
        migrations.RunPython(*frozen("kit_auditentry")),
        migrations.RunPython(*kept("kit_auditentry")),
    ]
