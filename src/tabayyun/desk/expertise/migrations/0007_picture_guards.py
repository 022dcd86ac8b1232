from django.db import migrations

from tabayyun.kit.guards import Rule, frozen_columns, kept

MADE = ["media_type", "width", "height", "sha256", "size"]


class Migration(migrations.Migration):
    """What was shown never changes; it can only be forgotten. Who looked is not rewritten."""

    dependencies = [("expertise", "0006_pictures")]
    operations = [
        Rule(*frozen_columns("expertise_illustration", [*MADE, "examination_id", "name", "caption"])),
        Rule(*kept("expertise_illustration")),
        Rule(*frozen_columns("expertise_preview", [*MADE, "evidence_id"])),
        Rule(*kept("expertise_preview")),
        Rule(*frozen_columns("expertise_reveal", ["by_id", "content_id", "evidence_id", "at", "shift"])),
    ]
