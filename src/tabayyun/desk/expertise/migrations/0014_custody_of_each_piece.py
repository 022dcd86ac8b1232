from django.db import migrations, models

from tabayyun.kit.guards import Rule, frozen, kept

GUARDS = frozen("expertise_custodyentry"), kept("expertise_custodyentry")


class Migration(migrations.Migration):
    """The same bytes may be received on two contents at once: their chains begin alike.

    SQLite makes the table anew and forgets its triggers; so they are taken off before and put back after.
    """

    dependencies = [("expertise", "0013_reels")]
    operations = [
        *(Rule(off, on) for on, off in GUARDS),
        migrations.AlterField("custodyentry", "digest", models.CharField(max_length=64)),
        migrations.AddConstraint(
            "custodyentry",
            models.UniqueConstraint(fields=("evidence", "digest"), name="expertise_custody_once_a_piece"),
        ),
        *(Rule(on, off) for on, off in GUARDS),
    ]
