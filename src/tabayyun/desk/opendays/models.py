"""Open Days: an edition with its programme, its slots, who registered, and who came in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.outreach.models import Activity, Region


def in_words(words: dict[str, str], language: str) -> str:
    """One of ``language → words``: in ``language``, else in Arabic, else in any language there is."""
    return words.get(language) or words.get("ar") or next(iter(words.values()), "")


def local(words: dict[str, str]) -> str:
    """The same, in the reader's language."""
    return in_words(words, get_language() or "ar")


class Edition(models.Model):
    """One year's Open Days, in one city."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        PUBLIC = "public", _("announced")
        OVER = "over", _("ended")

    number = models.PositiveSmallIntegerField(unique=True)
    city: Any = models.JSONField(help_text="language → name")
    venue: Any = models.JSONField(default=dict, blank=True)
    intro: Any = models.JSONField(default=dict, blank=True)
    first_day = models.DateField(null=True, blank=True, help_text="unknown for some old ones")
    last_day = models.DateField(null=True, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    activity = models.OneToOneField(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="its record in outreach, once it is over",
    )
    published_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(
        null=True, blank=True, help_text="when names and addresses were forgotten"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(first_day__isnull=True, last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="opendays_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="public") | Q(first_day__isnull=False), name="opendays_public_has_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {in_words(self.city, 'ar')}"

    @property
    def is_public(self) -> bool:
        """Whether the public may see it."""
        return self.state != self.State.DRAFT

    @property
    def local_city(self) -> str:
        return local(self.city)

    @property
    def local_venue(self) -> str:
        return local(self.venue)

    @property
    def local_intro(self) -> str:
        return local(self.intro)


class ProgrammeItem(models.Model):
    """One thing to see, at its hour and place."""

    class Kind(models.TextChoices):
        CEREMONY = "ceremony", _("ceremony")
        SHOW = "show", _("show")
        DEMONSTRATION = "demonstration", _("demonstration")
        EXHIBITION = "exhibition", _("exhibition")
        WORKSHOP = "workshop", _("workshop")
        TALK = "talk", _("talk")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="programme")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title: Any = models.JSONField(help_text="language → words")
    place: Any = models.JSONField(default=dict, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="opendays_item_lasts")
        ]

    def __str__(self) -> str:
        return in_words(self.title, "ar")

    @property
    def local_title(self) -> str:
        return local(self.title)

    @property
    def local_place(self) -> str:
        return local(self.place)


class Partner(models.Model):
    """Who helps to hold an edition."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="partners")
    name: Any = models.JSONField(help_text="language → name")
    url = models.URLField(blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return in_words(self.name, "ar")

    @property
    def local_name(self) -> str:
        return local(self.name)


class Slot(models.Model):
    """A time to come in, with so many places.

    ``taken`` is kept by the database itself: triggers on the registrations count, and a constraint refuses
    one place too many, whatever process asks.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="opendays_slot_lasts"),
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="opendays_never_overbooked"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def free(self) -> int:
        return self.capacity - self.taken


class Registration(models.Model):
    """People who want to come at one time, through one adult who can be reached.

    Of a school or group the name of the school and one adult is kept, never that of a pupil.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person or family")
        SCHOOL = "school", _("school")
        GROUP = "group", _("association or group")

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("place confirmed")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("place offered")
        CANCELLED = "cancelled", _("cancelled")
        LAPSED = "lapsed", _("offer not taken")
        UNSERVED = "unserved", _("no place became free")

    HOLDING = (State.CONFIRMED, State.OFFERED)
    """States in which it takes places."""
    ALIVE = (State.CONFIRMED, State.OFFERED, State.WAITING)

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="registrations")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    people = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=160, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=5, default="ar")

    code = models.CharField(max_length=8, unique=True, help_text="what is typed at the gate")
    digest = models.CharField(max_length=64, unique=True, help_text="how a phone at the gate knows it")
    issue = models.PositiveSmallIntegerField(default=1, help_text="a changed ticket replaces the one before")
    once = models.UUIDField(
        unique=True, help_text="the form it came from: sent twice, it is one registration"
    )

    registered_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True, blank=True, help_text="its place in the waiting list")
    offered_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="cancelled, lapsed or unserved")

    class Meta:
        ordering: ClassVar[list[str]] = ["registered_at", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["slot", "state", "queued_at"], name="opendays_queue")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(people__gte=1), name="opendays_somebody_comes"),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | (~Q(state="offered") & Q(offered_until__isnull=True)),
                name="opendays_offer_ends",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(queued_at__isnull=False, kind__in=("school", "group")),
                name="opendays_groups_wait",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_alive(self) -> bool:
        return self.state in self.ALIVE

    @property
    def is_group(self) -> bool:
        return self.kind != self.Kind.PERSON

    def offer_stands(self, now: datetime) -> bool:
        """Whether a place is offered that can still be taken."""
        return self.offered_until is not None and now < self.offered_until


class Admission(models.Model):
    """That one phone let a ticket in. Two phones that did so offline give two rows; the first counts."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="admissions")
    device = models.CharField(max_length=36)
    at = models.DateTimeField()
    people = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["registration", "device"], name="opendays_once_a_phone")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.at:%H:%M}"
