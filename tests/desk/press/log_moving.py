"""Run as a program: a public log begun before it took leaves of other rooms, brought up to date and read."""

import os
import sys

os.environ["TABAYYUN_HOME"] = sys.argv[1]
os.environ["TABAYYUN_DATABASE_URL"] = ""
os.environ["DJANGO_SETTINGS_MODULE"] = "tabayyun.config.settings"

import django

django.setup()

from django.conf import settings  # noqa: E402  (after Django is set up)
from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

from tabayyun.desk.press import operations, queries  # noqa: E402
from tabayyun.desk.press.models import LogCheckpoint, LogEntry, StatementText  # noqa: E402
from tabayyun.engine.signing import jws, log, note  # noqa: E402
from tabayyun.engine.signing.bundle import check_bundle  # noqa: E402
from tabayyun.kit import signing as keys  # noqa: E402

OLD = [("press", "0003_public_life")]
ORIGIN = settings.ORIGIN.split("://", 1)[-1] + "/log"
TEXTS = ["الأول", "Le deuxième", "third"]
NAMES = ("Statement", "StatementText", "LogEntry", "LogCheckpoint")
NOW = timezone.now()


def write_old():
    """A log of three statements as the code of that time wrote it, each head signed."""
    MigrationExecutor(connection).migrate(OLD)
    apps = MigrationExecutor(connection).loader.project_state(OLD).apps
    make = {name: apps.get_model("press", name).objects.create for name in NAMES}
    user, chief = (apps.get_model("kit", "User").objects.create(username=name) for name in ("w", "c"))
    leaves = []
    for index, title in enumerate(TEXTS):
        reference = f"TK-2026-{index:04d}"
        statement = make["Statement"](
            reference=reference, kind="denial", created_by=user, created_at=NOW, first_published_at=NOW
        )
        token = jws.sign(claims(reference, title), keys.private_key())
        text = make["StatementText"](
            statement=statement, lang="ar", title=title, body="x", author=user, edited_at=NOW,
            state="published", published_at=NOW, approver=chief, approved_at=NOW, jws=token,
        )  # fmt: skip
        leaves.append(log.leaf_hash(token.encode()))
        make["LogEntry"](index=index, leaf=token, leaf_hash=leaves[-1].hex(), text=text, at=NOW)
        root = log.root(leaves)
        head = note.sign_checkpoint(ORIGIN, len(leaves), root, keys.private_key(), ORIGIN)
        make["LogCheckpoint"](size=len(leaves), root=root.hex(), note=head, at=NOW)


def claims(reference, title):
    return jws.StatementClaims(
        issuer=settings.ORIGIN, reference=reference, lang="ar", version=1, kind="denial", title=title,
        date=NOW.isoformat(timespec="seconds"), digest=jws.text_digest(title, "x", []),
    )  # fmt: skip


def rows():
    with connection.cursor() as cursor:
        cursor.execute('SELECT "index", leaf, leaf_hash, text_id, at FROM press_logentry ORDER BY "index"')
        entries = cursor.fetchall()
        cursor.execute("SELECT size, root, note, at FROM press_logcheckpoint ORDER BY size")
        return entries, cursor.fetchall()


def all_valid():
    published = StatementText.objects.select_related("statement").exclude(published_at=None)
    results = [check_bundle(queries.bundle(text), queries.verification_keys()) for text in published]
    return len(results) == len(TEXTS) and all(result.valid for result in results)


def refused(act):
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


write_old()
before = rows()
assert len(before[0]) == len(before[1]) == len(TEXTS)
call_command("migrate", verbosity=0)
assert rows() == before
assert all_valid()
operations.sign_and_log(claims=claims("TQ-2022-06", "chapter"), now=NOW)
assert all_valid()
assert rows()[0][:3] == before[0]
first, last = LogCheckpoint.objects.order_by("size")[0], queries.log_head()
proof = queries.consistency(1, 4)
assert log.verify_consistency(1, 4, bytes.fromhex(first.root), bytes.fromhex(last.root), proof)
assert refused(lambda: LogEntry.objects.filter(index=0).update(leaf="x"))
assert refused(lambda: LogEntry.objects.filter(index=0).delete())
sys.stdout.write("moved and valid")
