from django.db import migrations

from tabayyun.kit.guards import Rule, frozen


class Migration(migrations.Migration):
    """What somebody saw in a picture stays as it was said; a later word is a new row."""

    dependencies = [("expertise", "0010_media")]
    operations = [Rule(*frozen("expertise_mediatag"))]
