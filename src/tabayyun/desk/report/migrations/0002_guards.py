from django.db import migrations

from tabayyun.kit.guards import frozen, frozen_columns, kept


class Migration(migrations.Migration):
    """What was published stays as it was, even when code is wrong."""

    dependencies = [("report", "0001_initial")]
    operations = [
        migrations.RunPython(*frozen("report_frozenfigure")),
        migrations.RunPython(*kept("report_frozenfigure")),
        migrations.RunPython(*frozen("report_release")),
        migrations.RunPython(*kept("report_release")),
        migrations.RunPython(
            *frozen_columns(
                "report_chapter",
                [
                    "report_id", "key", "number", "state", "author_id", "edited_at", "approver_id", "approved_at",
                    "approved_revision", "published_at",
                ],
                when="OLD.published_at IS NOT NULL",
            )
        ),
        migrations.RunPython(*kept("report_chapter")),
        migrations.RunPython(
            *frozen_columns(
                "report_erratum",
                ["chapter_id", "number", "figure", "reason", "author_id", "approver_id", "published_at"],
                when="OLD.published_at IS NOT NULL",
            )
        ),
    ]
