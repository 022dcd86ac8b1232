"""What the media ask for, who asks, and what is said about it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases.models import Unit
from tabayyun.desk.mediadesk.models.decisions import Decision

LANGUAGES = [("ar", _("Arabic")), ("fr", _("French")), ("en", _("English"))]


class Outlet(models.Model):
    """A newspaper, station, agency or production company; an organisation, never a person."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True, help_text="the name as it is compared")

    def __str__(self) -> str:
        return self.name


class MediaRequest(models.Model):
    """A journalist's or producer's request, from its arrival to what was decided.

    Open while no decision stands (``current``) and it was not closed. A restriction that ends takes the
    decision away again. Who asked is in `Contact`, which is purged; figures never look there.
    """

    class Kind(models.TextChoices):
        REPORTAGE = "reportage", _("reportage")
        INTERVIEW = "interview", _("interview")
        FOOTAGE = "footage", _("footage or pictures")
        FILMING = "filming", _("filming")
        DATA = "data", _("data or figures")

    class Asker(models.TextChoices):
        OUTLET = "outlet", _("media outlet")
        PRODUCTION = "production", _("production company")
        FREELANCE = "freelance", _("freelance journalist")

    class Way(models.TextChoices):
        FORM = "form", _("public form")
        MAIL = "mail", _("e-mail")
        DESK = "desk", _("taken down by the desk")

    reference = models.CharField(max_length=40, unique=True)
    form_key = models.CharField(
        max_length=64, unique=True, null=True, help_text="of one filled-in form, so that it counts once"
    )
    way = models.CharField(max_length=8, choices=Way.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    asker = models.CharField(max_length=12, choices=Asker.choices)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, related_name="requests")
    language = models.CharField(max_length=5, choices=LANGUAGES)
    subject = models.CharField(max_length=200)
    details = models.TextField(blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    first_answered_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True, help_text="when a restriction on it ended last")
    closed_at = models.DateTimeField(null=True, help_text="without a decision, with a reason")
    closing_reason = models.CharField(max_length=300, blank=True, default="")
    late_told_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True, help_text="when personal data were taken out")
    current = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="standing_of")

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="media_requests")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="media_requests"
    )
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-received_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["received_at"], name="mediadesk_received")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(closing_reason=""),
                name="mediadesk_closed_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(current__isnull=True),
                name="mediadesk_closed_or_decided",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="mediadesk_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.current_id is None and self.closed_at is None


class Contact(models.Model):
    """The person who asked: everything personal, in a row that the purge deletes."""

    request = models.OneToOneField(MediaRequest, models.CASCADE, primary_key=True, related_name="contact")
    name = models.CharField(max_length=200)
    press_card = models.CharField(max_length=60, blank=True, default="")
    email = models.EmailField()
    phone = models.CharField(max_length=40, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """One thing said about a request. Never changed; emptied when personal data are purged."""

    class Direction(models.TextChoices):
        IN = "in", _("from the journalist")
        OUT = "out", _("to the journalist")
        UNIT = "unit", _("from a unit")
        NOTE = "note", _("note among colleagues")

    request = models.ForeignKey(MediaRequest, models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=5, choices=Direction.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sender = models.CharField(max_length=254, blank=True, default="", help_text="address of an e-mail")
    text = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_public(self) -> bool:
        """The journalist sees it too."""
        return self.direction in {self.Direction.IN, self.Direction.OUT}


class Mail(models.Model):
    """One e-mail that arrived. In the triage box until it belongs to a request or was set aside."""

    key = models.CharField(max_length=300, unique=True, help_text="of the mail, so that it counts once")
    sender = models.CharField(max_length=254, blank=True, default="")
    text = models.TextField(help_text="subject, empty line, words; of an unreadable mail, its bytes")
    trouble = models.CharField(max_length=300, blank=True, default="", help_text="why it is unreadable")
    sent_at = models.DateTimeField(null=True, help_text="as the mail says")
    received_at = models.DateTimeField()
    message = models.OneToOneField(Message, models.PROTECT, null=True, related_name="mail")
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_aside_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["received_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True) | (~Q(set_aside_reason="") & Q(message__isnull=True)),
                name="mediadesk_set_aside_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """Its first line."""
        return self.text.strip().partition("\n")[0][:200]


class MailFile(models.Model):
    """A file attached to an e-mail: in the vault, or only its name. Deleted with the mail's words."""

    class Trouble(models.TextChoices):
        LEFT = "left", _("in the mailbox")
        TOO_LARGE = "too_large", _("too large to keep: in the mailbox")
        DAMAGED = "damaged", _("damaged on the way: in the mailbox")

    mail = models.ForeignKey(Mail, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True, default="")
    size = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    wrapped_key = models.BinaryField(null=True, help_text="opens the file in the vault")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(Q(wrapped_key__isnull=True) & ~Q(trouble=""))
                | (Q(wrapped_key__isnull=False, size__isnull=False, trouble="") & ~Q(sha256="")),
                name="mediadesk_kept_or_why_not",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mailbox(models.Model):
    """How far the inbound mailbox was read: one row."""

    cursor = models.TextField(blank=True, default="")
    read_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(pk=1), name="mediadesk_one_mailbox")
        ]

    def __str__(self) -> str:
        return self.cursor
