from django.db import migrations


class Migration(migrations.Migration):
    """The names of files are in the rows of the files."""

    dependencies = [("mediadesk", "0006_mail_files")]
    operations = [migrations.RemoveField("mail", "attachments")]
