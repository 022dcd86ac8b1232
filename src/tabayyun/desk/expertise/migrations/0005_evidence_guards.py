from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept

RECEIVED = [
    "content_id", "name", "media_type", "sha256", "sha512", "size", "origin", "source_url",
    "received_by_id", "received_at", "receipt",
]  # fmt: skip


class Migration(migrations.Migration):
    """What was received, and who had it, never changes."""

    dependencies = [("expertise", "0004_evidence")]
    operations = [
        Rule(*frozen_columns("expertise_evidence", RECEIVED)),
        Rule(*kept("expertise_evidence")),
        Rule(*frozen("expertise_custodyentry")),
        Rule(*kept("expertise_custodyentry")),
    ]
