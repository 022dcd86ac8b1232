"""What the desk enters into its calendar: school years, vacations, holidays as they were announced."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class CalendarEntry(models.Model):
    """Days from the first to the last of which something holds."""

    class Kind(models.TextChoices):
        SCHOOL_YEAR = "year", _("school year")
        VACATION = "vacation", _("school vacation")
        HOLIDAY = "holiday", _("holiday as announced")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=100)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-first_day", "id"]
        verbose_name_plural = "calendar entries"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="expertise_calendar_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["kind", "first_day", "last_day"], name="expertise_calendar_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_day} {self.name}"
