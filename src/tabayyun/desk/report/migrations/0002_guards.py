from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """What was published stays as it was, even when code is wrong."""

    dependencies = [("report", "0001_initial")]
    operations = [
        Rule(*frozen("report_frozenfigure")),
        Rule(*kept("report_frozenfigure")),
        Rule(*frozen("report_release")),
        Rule(*kept("report_release")),
        Rule(
            *frozen_columns(
                "report_chapter",
                [
                    "report_id", "key", "number", "state", "author_id", "edited_at", "approver_id", "approved_at",
                    "approved_revision", "published_at",
                ],
                when="OLD.published_at IS NOT NULL",
            )
        ),
        Rule(*kept("report_chapter")),
        Rule(
            *frozen_columns(
                "report_erratum",
                ["chapter_id", "number", "figure", "reason", "author_id", "approver_id", "published_at"],
                when="OLD.published_at IS NOT NULL",
            )
        ),
    ]
