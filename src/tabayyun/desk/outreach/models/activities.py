"""One outreach record, whatever its kind."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tabayyun.desk.cases.models import Unit
from tabayyun.desk.outreach.models.directories import Association, Company, Province, Region, School, Union


class Kind(models.TextChoices):
    """What was done. Each kind has fields of its own: see `Activity.Meta.constraints`."""

    SCHOOL = "school", _("school session")
    MEETING = "meeting", _("meeting with an association")
    UNION = "union", _("union reception")
    CHILD = "child", _("child’s visit")
    FILM = "film", _("film support")
    OPEN_DAYS = "open_days", pgettext_lazy("activity", "Open Days")


class Topic(models.TextChoices):
    """What was talked about."""

    ROAD = "road", _("road safety")
    DRUGS = "drugs", _("drug prevention")
    VIOLENCE = "violence", _("violence at school and in stadiums")
    DIGITAL = "digital", _("safety online")
    CITIZENSHIP = "citizenship", _("citizenship")
    WOMEN_CHILDREN = "women_children", _("women and children in distress")
    TRAVEL = "travel", _("identity and travel documents")
    WORK = "work", _("working conditions and careers")
    OTHER = "other", pgettext_lazy("topic", "other")


class Level(models.TextChoices):
    """The level of a school session."""

    PRESCHOOL = "preschool", _("preschool")
    PRIMARY = "primary", _("primary")
    MIDDLE = "middle", _("lower secondary")
    HIGH = "high", _("upper secondary")
    VOCATIONAL = "vocational", _("vocational training")
    HIGHER = "higher", _("higher education")


class Phase(models.IntegerChoices):
    """A school year's campaign has two phases."""

    FIRST = 1, _("first phase")
    SECOND = 2, _("second phase")


def _only(kind: Kind, holds: Q, otherwise: Q, name: str) -> models.CheckConstraint:
    """An activity of ``kind`` has its fields; one of another kind has none of them."""
    return models.CheckConstraint(
        condition=(Q(kind=kind) & holds) | (~Q(kind=kind) & otherwise), name=f"outreach_{name}"
    )


class Activity(models.Model):
    """One activity. A school session, a meeting, a reception, the visit of one child, a support, an event.

    ``participants``: the pupils of a session, the people at a meeting or an event. Of a child there
    are a first name or initials and an age, until they are purged; the consent is kept without them.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    key = models.CharField(
        max_length=64, unique=True, help_text="what makes it this activity: see operations.identity"
    )
    held_on = models.DateField(_("date"))
    topic = models.CharField(_("topic"), max_length=16, choices=Topic.choices, blank=True, default="")
    region = models.ForeignKey(Region, models.PROTECT, related_name="activities")
    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True, related_name="activities")
    place = models.CharField(_("place"), max_length=200, blank=True, default="")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    label = models.CharField(_("class, group or session"), max_length=80, blank=True, default="")
    notes = models.TextField(_("notes"), blank=True, default="")

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="sessions")
    school_year = models.CharField(_("school year"), max_length=9, blank=True, default="")
    phase = models.PositiveSmallIntegerField(_("phase"), choices=Phase.choices, null=True, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, blank=True, default="")

    association = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    union = models.ForeignKey(Union, models.PROTECT, null=True, blank=True, related_name="receptions")
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="supports")

    child_name = models.CharField(_("first name or initials"), max_length=40, blank=True, default="")
    child_age = models.PositiveSmallIntegerField(_("age"), null=True, blank=True)
    consent_on = models.DateField(_("consent signed on"), null=True, blank=True)
    consent_reference = models.CharField(_("number of the consent"), max_length=60, blank=True, default="")
    purged_at = models.DateTimeField(null=True, blank=True, help_text="when the child was forgotten")

    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-held_on", "-id"]
        verbose_name_plural = "activities"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "held_on"], name="outreach_kind_day"),
            models.Index(fields=["school_year", "phase"], name="outreach_year_phase"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="outreach_known_kind"),
            _only(
                Kind.SCHOOL,
                Q(school__isnull=False, phase__isnull=False, participants__isnull=False)
                & Q(phase__in=Phase.values)
                & ~Q(school_year=""),
                Q(school=None, school_year="", phase=None, level=""),
                "school_session",
            ),
            _only(Kind.MEETING, Q(association__isnull=False), Q(association=None), "meeting"),
            _only(Kind.UNION, Q(union__isnull=False), Q(union=None), "union_reception"),
            _only(Kind.FILM, Q(company__isnull=False), Q(company=None), "film_support"),
            _only(
                Kind.CHILD,
                Q(consent_on__isnull=False, consent_on__lte=F("held_on")) & ~Q(consent_reference=""),
                Q(child_name="", child_age=None, consent_on=None, consent_reference="", purged_at=None),
                "child_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(purged_at=None) | Q(child_name="", child_age=None),
                name="outreach_purged_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on:%Y-%m-%d}"

    @property
    def subject(self) -> School | Association | Union | Company | None:
        """With whom: the school, the association, the union or the company."""
        return self.school or self.association or self.union or self.company
