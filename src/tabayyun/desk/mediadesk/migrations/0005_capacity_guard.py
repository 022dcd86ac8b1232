from django.db import migrations

from tabayyun.kit.guards import Rule, never

# What is booked is most at the beginning of a booking. Days that are over do not hold a capacity up.
TOO_FEW = """EXISTS (
  SELECT 1 FROM mediadesk_booking p
  WHERE p.resource_id = NEW.id AND p.released_at IS NULL AND p.ends_at > CURRENT_TIMESTAMP
    AND (
      SELECT SUM(q.quantity) FROM mediadesk_booking q
      WHERE q.resource_id = NEW.id AND q.released_at IS NULL
        AND q.starts_at <= p.starts_at AND q.ends_at > p.starts_at
    ) > NEW.capacity
)"""


class Migration(migrations.Migration):
    """There is never less of a resource than is booked for a moment to come."""

    dependencies = [("mediadesk", "0004_film_support")]
    operations = [Rule(*never("mediadesk_resource", "too_few", "UPDATE", TOO_FEW))]
