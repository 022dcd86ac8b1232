"""Twelve statements for `newsroom.py`, through the desk's own operations. Prints the last reference."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import django

django.setup()

from tabayyun.desk.press import operations as press  # noqa: E402
from tabayyun.desk.press.models import StatementText  # noqa: E402
from tabayyun.kit.models import Institution, Role, User  # noqa: E402

BODY = "تنفي المصالح المختصة ما يُتداول حول إلغاء التظاهرة، وتؤكد أن البرنامج المعلن قائم.\n\n" * 4
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def main() -> None:
    institution = Institution.current()
    institution.name = {"ar": "المديرية النموذجية", "fr": "Direction modèle"}
    institution.save()
    author = User.objects.create_user("press", role=Role.PRESS)
    approver = User.objects.create_user("spokesperson", role=Role.SPOKESPERSON)
    for number in range(12):
        now = NOW + timedelta(hours=number)
        statement = press.create(
            kind="truth", topic="events", langs=["ar", "fr"], claim="تم إلغاء أيام الأبواب المفتوحة",
            verdict="false", by=author, now=now,
        )  # fmt: skip
        for text in statement.texts.all():
            _publish(text, author, approver, now, number)
    print(statement.reference)


def _publish(text: StatementText, author: User, approver: User, now: datetime, number: int) -> None:
    checked = ["اتصلنا بلجنة التنظيم.", "الصورة المتداولة تعود إلى سنة 2019."]
    title = f"لا صحة لإلغاء أيام الأبواب المفتوحة ({number})"
    text = press.edit(text=text, title=title, body=BODY, checked=checked, by=author, now=now)
    text = press.submit(text=text, by=author, now=now)
    text = press.approve(text=text, by=approver, now=now)
    press.publish(text=text, by=approver, now=now)


main()
