"""What people who registered are told, each ending with their signed link."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from tabayyun.desk.opendays.models import Registration
from tabayyun.desk.opendays.queries.links import link_of
from tabayyun.kit import letters

LANGUAGES = ("ar", "fr", "en")
"""In which letters are worded; who registered in another language is written to in Arabic."""


def write(registration: Registration, what: str, now: datetime) -> None:
    """Queue the letter ``opendays/mail/<what>.txt``; nothing when there is no e-mail address."""
    if not registration.email:
        return
    slot = registration.slot
    letters.queue(
        key=f"opendays-{registration.pk}-{what}-{now:%Y%m%d%H%M%S%f}",
        to=registration.email,
        language=registration.language if registration.language in LANGUAGES else "ar",
        template=f"opendays/mail/{what}.txt",
        context={
            "registration": registration,
            "edition": slot.edition,
            "starts_at": timezone.localtime(slot.starts_at),
            "until": registration.offered_until and timezone.localtime(registration.offered_until),
        },
        link=link_of(registration),
        now=now,
    )
