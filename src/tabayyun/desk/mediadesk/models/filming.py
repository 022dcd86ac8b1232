"""Film support: shooting days, and the equipment, premises and security cover given for them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.mediadesk.models.decisions import in_language
from tabayyun.desk.mediadesk.models.requests import MediaRequest
from tabayyun.desk.outreach.models import Activity, Region


class Resource(models.Model):
    """Something that can be lent: so many of it at one time (``capacity``)."""

    class Kind(models.TextChoices):
        EQUIPMENT = "equipment", _("equipment")
        PREMISES = "premises", _("premises")
        SECURITY = "security", _("security cover")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name: Any = models.JSONField(help_text="language → name")
    capacity = models.PositiveIntegerField(default=1)
    retired_at = models.DateTimeField(null=True, help_text="since when it is not lent any more")

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "id"]

    def __str__(self) -> str:
        return in_language(self.name, "ar")

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name, get_language() or "ar")


class Shoot(models.Model):
    """One shooting day, or part of one. Its time never changes: one that moves is called off and set anew."""

    request = models.ForeignKey(MediaRequest, models.PROTECT, related_name="shoots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    support = models.ForeignKey(
        Activity, models.SET_NULL, null=True, related_name="+", help_text="the outreach record made of it"
    )
    counted_at = models.DateTimeField(null=True, help_text="when it was made: it is made once")

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="mediadesk_shoot_takes_time"
            ),
            models.UniqueConstraint(
                fields=["support"],
                condition=Q(support__isnull=False),
                name="mediadesk_support_of_one_shoot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.starts_at:%Y-%m-%d}"


class Booking(models.Model):
    """So many of a resource for one shoot. A trigger refuses what would exceed the capacity at any moment."""

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="bookings")
    shoot = models.ForeignKey(Shoot, models.PROTECT, related_name="bookings")
    quantity = models.PositiveIntegerField(default=1)
    starts_at = models.DateTimeField(help_text="of the shoot")
    ends_at = models.DateTimeField(help_text="of the shoot")
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["resource", "starts_at"], name="mediadesk_booked")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="mediadesk_books_something"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="mediadesk_booking_takes_time"
            ),
            models.UniqueConstraint(
                fields=["resource", "shoot"],
                condition=Q(released_at__isnull=True),
                name="mediadesk_booked_once_a_shoot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} × {self.quantity}"


class Document(models.Model):
    """An agreement or other file of a request, stored under the SHA-256 of its bytes."""

    request = models.ForeignKey(MediaRequest, models.PROTECT, related_name="documents")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100, help_text="media type, found from the bytes")
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["request", "digest"], name="mediadesk_same_file_once")
        ]

    def __str__(self) -> str:
        return self.name
