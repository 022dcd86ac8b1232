from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept

ORDERED = ["content_id", "url", "requested_by_id", "requested_at"]


class Migration(migrations.Migration):
    """What was ordered stays as it was; what the public log holds never changes."""

    dependencies = [("expertise", "0008_captures")]
    operations = [
        Rule(*frozen_columns("expertise_capture", ORDERED)),
        Rule(*kept("expertise_capture")),
        Rule(*frozen("expertise_custodycheckpoint")),
        Rule(*kept("expertise_custodycheckpoint")),
    ]
