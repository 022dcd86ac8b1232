from django.db import migrations, models

from tabayyun.kit.guards import kept

PAGE = "cases:answer"
JOB = "tabayyun.desk.cases.jobs.send_letters"
SAME = [
    "key", "to", "subject", "body", "language", "created_at", "next_try_at", "attempts", "last_error", "sent_at",
]  # fmt: skip
guard, unguard = kept("cases_letter")


def move_out(apps, schema_editor):
    """Every letter of this room goes to the shared outbox as it stands: sent, waiting, or being tried."""
    shared = apps.get_model("kit", "Letter")
    shared.objects.bulk_create(
        (
            shared(
                link_page=PAGE if letter.inquiry_id else "",
                link_value=str(letter.inquiry_id or ""),
                **{name: getattr(letter, name) for name in SAME},
            )
            for letter in apps.get_model("cases", "Letter").objects.order_by("id").iterator()
        ),
        batch_size=500,
    )
    apps.get_model("django_q", "Schedule").objects.filter(name=JOB).delete()


def move_back(apps, schema_editor):
    """The letters of this room come back; those of other rooms stay where they are."""
    own, inquiries = apps.get_model("cases", "Letter"), apps.get_model("cases", "Inquiry")
    shared = apps.get_model("kit", "Letter").objects.filter(
        models.Q(key__startswith="inquiry-") | models.Q(key__startswith="case-")
    )
    for letter in shared.order_by("id").iterator():
        inquiry = int(letter.link_value) if letter.link_page == PAGE else None
        own.objects.create(inquiry_id=inquiry, **{name: getattr(letter, name) for name in SAME})
        inquiries.objects.filter(pk=inquiry, sent_at=None).update(sent_at=letter.sent_at)


class Migration(migrations.Migration):
    """The outbox of e-mails moves to the kit, where the other rooms use it too."""

    dependencies = [
        ("cases", "0005_clock_guard"),
        ("kit", "0004_letter"),
        ("django_q", "0018_task_success_index"),
    ]
    operations = [
        migrations.RunPython(move_out, move_back),
        migrations.RemoveField(model_name="inquiry", name="sent_at"),
        migrations.RunPython(unguard, guard),
        migrations.DeleteModel(name="Letter"),
    ]
