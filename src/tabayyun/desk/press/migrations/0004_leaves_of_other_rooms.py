import django.db.models.deletion
from django.db import migrations, models

from tabayyun.kit.guards import Rule, frozen, kept

FROZEN = frozen("press_logentry")
KEPT = kept("press_logentry")


class Migration(migrations.Migration):
    """The public log takes leaves that are no statements. Every row stays as it is."""

    dependencies = [("press", "0003_public_life")]
    operations = [
        # SQLite rebuilds the table and loses its triggers: take them off, put them back.
        migrations.RunPython(FROZEN[1], FROZEN[0]),
        migrations.RunPython(KEPT[1], KEPT[0]),
        migrations.AlterField(
            model_name="logentry",
            name="text",
            field=models.OneToOneField(
                help_text="empty for what another room signed: it points here",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="log_entry",
                to="press.statementtext",
            ),
        ),
        Rule(*FROZEN),
        Rule(*KEPT),
    ]
