from django.db import migrations

from tabayyun.kit.guards import Rule, frozen, frozen_columns, kept

PUBLISHED = "OLD.published_at IS NOT NULL"


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong: what was published stays as it was."""

    dependencies = [("magazine", "0001_initial")]
    operations = [
        Rule(
            *frozen_columns(
                "magazine_issue", ["number", "title", "day", "state", "approver_id", "published_at"], when=PUBLISHED
            )
        ),
        Rule(*kept("magazine_issue")),
        Rule(
            *frozen_columns("magazine_article", ["issue_id", "section_id", "place", "published_at"], when=PUBLISHED)
        ),
        Rule(*kept("magazine_article", when=PUBLISHED)),
        Rule(
            *frozen_columns(
                "magazine_articletext",
                [
                    "article_id", "lang", "version", "title", "standfirst", "body", "byline", "correction",
                    "author_id", "approver_id", "approved_at", "published_at",
                ],
                when=PUBLISHED,
            )
        ),
        Rule(*kept("magazine_articletext", when=PUBLISHED)),
        Rule(
            *frozen_columns(
                "magazine_picture",
                ["text_id", "place", "sha256", "width", "height", "credit", "alt", "caption", "published_at"],
                when=PUBLISHED,
            )
        ),
        Rule(*kept("magazine_picture", when=PUBLISHED)),
        Rule(*frozen("magazine_print")),
        Rule(*kept("magazine_print")),
    ]
