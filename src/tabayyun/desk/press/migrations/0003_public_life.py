import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from tabayyun.kit.guards import Rule, frozen_columns, kept

FROZEN_TEXT = frozen_columns(
    "press_statementtext",
    [
        "statement_id", "lang", "version", "title", "body", "checked", "correction",
        "author_id", "approver_id", "approved_at", "published_at", "jws",
    ],
    when="OLD.published_at IS NOT NULL",
)
KEPT_TEXT = kept("press_statementtext")
FROZEN_STATEMENT = frozen_columns(
    "press_statement",
    ["reference", "kind", "topic", "case_id", "claim", "verdict", "first_published_at"],
    when="OLD.first_published_at IS NOT NULL",
)


class Migration(migrations.Migration):
    """What is public stays as it is: claim and verdict too, and a published text never turns into a draft."""

    dependencies = [("press", "0002_guards")]
    operations = [
        # Nullable, so that SQLite adds the column in place.
        migrations.AddField(
            model_name="statement",
            name="first_published_at",
            field=models.DateTimeField(
                blank=True,
                help_text="in any language; from then on claim and verdict are frozen",
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.CharField(db_index=True, max_length=60)),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="3 in the title, 2 in the claim, 1 elsewhere"
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_terms",
                        to="press.statementtext",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("text", "term"), name="press_one_row_a_term")
                ]
            },
        ),
        # SQLite rebuilds the table for a constraint and loses its triggers: take them off, put them back.
        migrations.RunPython(FROZEN_TEXT[1], FROZEN_TEXT[0]),
        migrations.RunPython(KEPT_TEXT[1], KEPT_TEXT[0]),
        migrations.AddConstraint(
            model_name="statementtext",
            constraint=models.CheckConstraint(
                condition=Q(published_at__isnull=True, state__in=["draft", "submitted", "approved", "scheduled"])
                | Q(published_at__isnull=False, state__in=["published", "corrected", "withdrawn"]),
                name="press_published_says_so",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementtext",
            constraint=models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at__isnull=True)),
                name="press_withdrawn_says_so",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementtext",
            constraint=models.UniqueConstraint(
                condition=Q(state__in=["published", "withdrawn"]),
                fields=("statement", "lang"),
                name="press_one_current_version",
            ),
        ),
        Rule(*FROZEN_TEXT),
        Rule(*KEPT_TEXT),
        Rule(*FROZEN_STATEMENT),
        Rule(*kept("press_statement")),
    ]
