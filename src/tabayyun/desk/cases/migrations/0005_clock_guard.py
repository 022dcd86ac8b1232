from django.db import migrations

from tabayyun.kit.guards import Rule, frozen_columns, kept

CLOCK = ["reference", "content_id", "first_posted_at", "detected_at", "opened_at", "opened_by_id"]
OUTCOME = ["held_at", "decided_at", "decided_by_id", "disclosed_at", "closed_at", "verdict", "grounds"]


class Migration(migrations.Migration):
    """What was told to the public, and how long it took, is not rewritten afterwards."""

    dependencies = [("cases", "0004_letter")]
    operations = [
        Rule(
            *frozen_columns("cases_case", CLOCK + OUTCOME, when="OLD.disclosed_at IS NOT NULL")
        ),
        Rule(*kept("cases_note")),
        Rule(*kept("cases_letter")),
    ]
