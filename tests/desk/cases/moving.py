"""Run as a program: an installation whose letters were the room's own, brought up to date and back."""

import os
import sys

os.environ["TABAYYUN_HOME"] = sys.argv[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "tabayyun.config.settings"

import django

django.setup()

from django.db import connection  # noqa: E402  (after Django is set up)
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

OLD = [("cases", "0005_clock_guard"), ("django_q", "0018_task_success_index")]
NEW = [("cases", "0006_shared_outbox")]


def state(targets):
    """The models at ``targets``, after migrating there."""
    executor = MigrationExecutor(connection)
    executor.migrate([(app, name) for app, name in targets])
    return MigrationExecutor(connection).loader.project_state(targets).apps


def write_old(apps):
    now = timezone.now()
    make = {
        model: apps.get_model("cases", model).objects.create
        for model in ("Case", "Unit", "Inquiry", "Letter")
    }
    user = apps.get_model("kit", "User").objects.create(username="officer")
    source = apps.get_model("watch", "Source").objects.create(
        slug="s", name="s", plugin="file", created_at=now
    )
    post = apps.get_model("watch", "Post").objects.create(
        source=source, external_id="1", text="x", posted_at=now, collected_at=now
    )
    content = apps.get_model("signals", "Content").objects.create(
        key="s:1", first_post=post, text="x", first_posted_at=now, last_posted_at=now, detected_at=now
    )
    moments = {"first_posted_at": now, "detected_at": now, "opened_at": now}
    case = make["Case"](reference="M-2026-0001", content=content, title="x", opened_by=user, **moments)
    unit = make["Unit"](name={"ar": "x"}, email="u@x.test")
    asked = make["Inquiry"](
        case=case, unit=unit, question="x", asked_by=user, asked_at=now, due_at=now, sent_at=now
    )
    letter = {"to": "u@x.test", "body": "x", "language": "ar", "created_at": now, "next_try_at": now}
    make["Letter"](key=f"inquiry-{asked.pk}-asked", subject="sent", inquiry=asked, sent_at=now, **letter)
    make["Letter"](key="case-1-near", subject="waiting", attempts=3, last_error="550", **letter)


def told(apps, label):
    fields = [
        "key",
        "subject",
        "attempts",
        "last_error",
        "sent_at",
        "created_at",
        "next_try_at",
        "body",
        "to",
    ]
    return list(apps.get_model(label, "Letter").objects.order_by("id").values_list(*fields))


apps = state(OLD)
write_old(apps)
before = told(apps, "cases")
apps = state(NEW)
assert told(apps, "kit") == before
links = list(apps.get_model("kit", "Letter").objects.order_by("id").values_list("link_page", "link_value"))
assert links == [("cases:answer", "1"), ("", "")], links
apps = state([("cases", "0005_clock_guard")])
assert told(apps, "cases") == before
assert apps.get_model("cases", "Inquiry").objects.get().sent_at == before[0][4]
assert apps.get_model("cases", "Letter").objects.order_by("id").first().inquiry_id == 1
sys.stdout.write("moved and back")
