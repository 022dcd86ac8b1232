from django.db import migrations

from tabayyun.kit.guards import Rule, frozen_columns, kept, never

DECISION = [
    "request_id", "outcome", "text", "restriction_id", "legal_reference", "wording", "expires_on",
    "decided_by_id", "decided_at",
]  # fmt: skip
BOOKED = ["resource_id", "shoot_id", "quantity", "starts_at", "ends_at", "booked_by_id", "booked_at"]

# The bookings of a resource are most at the beginning of one of them. So it is enough to look there, and
# only at beginnings within the new booking: elsewhere nothing became more.
OVERBOOKED = """EXISTS (
  SELECT 1 FROM mediadesk_booking p
  WHERE p.resource_id = NEW.resource_id AND p.released_at IS NULL
    AND p.starts_at < NEW.ends_at AND p.ends_at > NEW.starts_at
    AND (
      SELECT SUM(q.quantity) FROM mediadesk_booking q
      WHERE q.resource_id = NEW.resource_id AND q.released_at IS NULL
        AND q.starts_at <= CASE WHEN p.starts_at > NEW.starts_at THEN p.starts_at ELSE NEW.starts_at END
        AND q.ends_at > CASE WHEN p.starts_at > NEW.starts_at THEN p.starts_at ELSE NEW.starts_at END
    ) > (SELECT capacity FROM mediadesk_resource r WHERE r.id = NEW.resource_id)
)"""
OTHER_TIME = """EXISTS (
  SELECT 1 FROM mediadesk_shoot s
  WHERE s.id = NEW.shoot_id AND (s.starts_at <> NEW.starts_at OR s.ends_at <> NEW.ends_at)
)"""
OTHER_REFUSER = (
    "(SELECT d.decided_by_id FROM mediadesk_decision d WHERE d.id = NEW.decision_id) <> NEW.refused_by_id"
)
OTHER_REQUEST = (
    "NEW.current_id IS NOT NULL"
    " AND (SELECT d.request_id FROM mediadesk_decision d WHERE d.id = NEW.current_id) <> NEW.id"
)
REWRITTEN = """OLD.request_id <> NEW.request_id OR OLD.direction <> NEW.direction OR OLD.at <> NEW.at
  OR (OLD.text <> NEW.text AND NEW.text <> '')"""


class Migration(migrations.Migration):
    """Rules that hold even when code is wrong."""

    dependencies = [("mediadesk", "0001_initial")]
    operations = [
        Rule(*kept("mediadesk_mediarequest")),
        Rule(*never("mediadesk_mediarequest", "own_decision", "UPDATE", OTHER_REQUEST)),
        Rule(*frozen_columns("mediadesk_mediarequest", ["reference", "received_at", "way"])),
        Rule(*kept("mediadesk_decision")),
        Rule(*frozen_columns("mediadesk_decision", DECISION)),
        Rule(*kept("mediadesk_review")),
        Rule(*never("mediadesk_review", "refuser", "INSERT", OTHER_REFUSER)),
        Rule(*frozen_columns("mediadesk_review", ["decision_id", "refused_by_id", "asked_at"])),
        Rule(*kept("mediadesk_message")),
        Rule(*never("mediadesk_message", "rewritten", "UPDATE", REWRITTEN)),
        Rule(*kept("mediadesk_mail")),
        Rule(*kept("mediadesk_restriction")),
        Rule(*kept("mediadesk_booking")),
        Rule(*frozen_columns("mediadesk_booking", BOOKED)),
        Rule(
            *never("mediadesk_booking", "overbooked", "INSERT", OVERBOOKED, locking="mediadesk_resource:NEW.resource_id")
        ),
        Rule(
            *never("mediadesk_booking", "overbooked", "UPDATE", f"NEW.released_at IS NULL AND {OVERBOOKED}", locking="mediadesk_resource:NEW.resource_id")
        ),
        Rule(*never("mediadesk_booking", "shoot", "INSERT", OTHER_TIME)),
        Rule(
            *frozen_columns("mediadesk_shoot", ["request_id", "starts_at", "ends_at", "place"])
        ),
    ]
