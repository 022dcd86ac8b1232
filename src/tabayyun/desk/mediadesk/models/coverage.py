"""What came out of it: one row for each piece that a media outlet published."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from tabayyun.desk.mediadesk.models.requests import MediaRequest, Outlet


class Coverage(models.Model):
    """One reportage, article or broadcast. The same address counts once, however it is written."""

    url = models.CharField(max_length=2000)
    key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the address as it is compared")
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="coverages")
    title = models.CharField(max_length=300, blank=True, default="")
    published_on = models.DateField()
    audience = models.PositiveBigIntegerField(
        null=True, help_text="readers, viewers or listeners, as the outlet gives them"
    )
    request = models.ForeignKey(MediaRequest, models.PROTECT, null=True, related_name="coverages")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-published_on", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["published_on"], name="mediadesk_published_on")
        ]

    def __str__(self) -> str:
        return self.url
