"""What every room shares: who works here, which institution this is, and the audit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person of the desk may do. See `kit.roles` for what each one opens."""

    OFFICER = "officer", _("Watch officer")
    EXPERT = "expert", _("Expert")
    PRESS = "press", _("Press officer")
    SPOKESPERSON = "spokesperson", _("Spokesperson")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")


class User(AbstractUser):
    """A person of the desk."""

    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.OFFICER)
    language = models.CharField(_("language"), max_length=5, blank=True, default="")

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username


class Institution(models.Model):
    """The institution that runs this desk: one row."""

    name = models.JSONField(_("name"), default=dict, help_text="language → name")
    tagline = models.JSONField(_("tagline"), default=dict, blank=True)
    press_contact = models.JSONField(_("press contact"), default=dict, blank=True)
    press_email = models.EmailField(_("press e-mail"), blank=True)
    press_phone = models.CharField(_("press telephone"), max_length=40, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(pk=1), name="kit_one_institution")
        ]

    def __str__(self) -> str:
        return self.in_language(get_language() or "ar")

    def in_language(self, language: str) -> str:
        """The name in ``language``, else in Arabic, else in any language there is."""
        names: dict[str, str] = self.name
        return names.get(language) or names.get("ar") or next(iter(names.values()), "")

    @classmethod
    def current(cls) -> Institution:
        """The institution; an unnamed one is made when there is none yet."""
        return cls.objects.get_or_create(pk=1)[0]


class AuditEntry(models.Model):
    """One thing that happened. Append-only: database triggers refuse to change or delete a row.

    ``digest`` is SHA-256 over the previous entry's digest and this row's canonical JSON, so a row
    that somebody changes behind the database's back breaks the chain from there on.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    actor_label = models.CharField(max_length=150, help_text="name at that time, or the process")
    verb = models.CharField(max_length=60, db_index=True)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    data: Any = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="kit_audit_subject")
        ]

    def __str__(self) -> str:
        return (
            f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.verb} {self.subject_type}:{self.subject_id}"
        )


class Taken(models.Model):
    """How often one address, of which only a keyed hash is kept, used something within an hour."""

    key = models.CharField(max_length=80)
    hour = models.DateTimeField(db_index=True, help_text="when it began")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "hour"], name="kit_one_count_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.hour:%H}:00 × {self.count}"


class Counter(models.Model):
    """The last number given out for a series of references, such as ``BH-2026``."""

    series = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


class Letter(models.Model):
    """One e-mail to one address: the row is the outbox, so a mail failure or a kill loses nothing.

    ``key`` says what it tells to whom, once: «inquiry-12-asked», «case-3-disclosure-missed-7».
    ``next_try_at`` is also the lease of the process that is sending it.
    """

    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField(blank=True, help_text="empty once it was erased")
    reply_to = models.EmailField(blank=True, default="")
    subject = models.CharField(max_length=300)
    body = models.TextField()
    language = models.CharField(max_length=5)
    link_page = models.CharField(
        max_length=60, blank=True, default="", help_text="the page of the signed link it ends with"
    )
    link_value = models.CharField(max_length=60, blank=True, default="", help_text="what that link is for")
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["link_page", "link_value"], name="kit_letter_link")
        ]

    def __str__(self) -> str:
        return self.key
