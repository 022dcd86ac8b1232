from django.db import migrations

from tabayyun.kit.guards import Rule, frozen_columns, kept


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong: a reading never changes, it is only superseded."""

    dependencies = [("audience", "0001_initial")]
    operations = [
        Rule(
            *frozen_columns(
                "audience_reading",
                [
                    "account_id", "day", "version", "followers", "posts_total", "views_total", "posts", "views",
                    "reach", "origin", "source", "correction", "taken_at", "taken_by_id",
                ],
            )
        ),
        Rule(*kept("audience_reading")),
        Rule(*kept("audience_account")),
    ]
