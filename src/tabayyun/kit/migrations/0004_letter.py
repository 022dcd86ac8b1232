from django.db import migrations, models

from tabayyun.kit.guards import Rule, kept


class Migration(migrations.Migration):
    """The outbox of e-mails, shared by the rooms."""

    dependencies = [("kit", "0003_limits")]
    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("to", models.EmailField(blank=True, help_text="empty once it was erased", max_length=254)),
                ("reply_to", models.EmailField(blank=True, default="", max_length=254)),
                ("subject", models.CharField(max_length=300)),
                ("body", models.TextField()),
                ("language", models.CharField(max_length=5)),
                ("link_page", models.CharField(blank=True, default="", help_text="the page of the signed link it ends with", max_length=60)),
                ("link_value", models.CharField(blank=True, default="", help_text="what that link is for", max_length=60)),
                ("created_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField(db_index=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, default="", max_length=300)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["link_page", "link_value"], name="kit_letter_link")],
            },
        ),
        Rule(*kept("kit_letter")),
    ]
