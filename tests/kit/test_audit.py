"""The audit is append-only, and a change behind its back is found."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tabayyun.kit import audit
from tabayyun.kit.models import AuditEntry, Institution, User

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def three_entries() -> list[AuditEntry]:
    subject = Institution.current()
    user = User.objects.create(username="officer")
    return [audit.record(verb=f"kit.step{n}", subject=subject, now=NOW, actor=user, n=n) for n in range(3)]


def test_entries_form_a_chain():
    first, second, third = three_entries()
    assert first.previous == ""
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert audit.first_break() is None
    assert list(audit.of(Institution.current())) == [first, second, third]


@pytest.mark.parametrize("statement", ["UPDATE kit_auditentry SET verb = 'x'", "DELETE FROM kit_auditentry"])
def test_the_database_refuses_to_change_or_delete_an_entry(statement):
    three_entries()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.count() == 3


def test_an_entry_changed_behind_the_trigger_is_named():
    _first, second, _third = three_entries()
    with connection.cursor() as cursor:
        table = " ON kit_auditentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER kit_auditentry_frozen_update{table}")
        cursor.execute("UPDATE kit_auditentry SET data = '{\"n\": 9}' WHERE id = %s", [second.pk])
    broken = audit.first_break()
    assert broken is not None
    assert broken.pk == second.pk


def test_an_operation_that_fails_leaves_no_entry():
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record(verb="kit.tried", subject=Institution.current(), now=NOW)
        raise RuntimeError
    assert not AuditEntry.objects.exists()
