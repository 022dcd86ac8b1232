import django.db.models.deletion
from django.db import migrations, models


def name_what_was_left(apps, schema_editor):
    """Mails that came before: their files stayed in the mailbox, and only their names are known."""
    files = apps.get_model("mediadesk", "MailFile").objects
    for mail in apps.get_model("mediadesk", "Mail").objects.exclude(attachments=[]).iterator():
        files.bulk_create(
            [files.model(mail=mail, name=name[:200], trouble="left") for name in mail.attachments]
        )


class Migration(migrations.Migration):
    """Files that come by mail are kept."""

    dependencies = [
        ('mediadesk', '0005_capacity_guard'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('trouble', models.CharField(blank=True, choices=[('left', 'in the mailbox'), ('too_large', 'too large to keep: in the mailbox'), ('damaged', 'damaged on the way: in the mailbox')], default='', max_length=12)),
                ('size', models.PositiveIntegerField(null=True)),
                ('sha256', models.CharField(blank=True, default='', max_length=64)),
                ('wrapped_key', models.BinaryField(help_text='opens the file in the vault', null=True)),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='mediadesk.mail')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('wrapped_key__isnull', True), models.Q(('trouble', ''), _negated=True)), models.Q(('size__isnull', False), ('trouble', ''), ('wrapped_key__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='mediadesk_kept_or_why_not')],
            },
        ),
        migrations.RunPython(name_what_was_left, migrations.RunPython.noop),
    ]
