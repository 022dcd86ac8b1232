"""Pictures that the desk has seen, which of them come back, and what people saw in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.expertise.models.evidence import Evidence
from tabayyun.desk.expertise.models.examinations import Examination
from tabayyun.desk.signals.models import Content


class MediaPrint(models.Model):
    """A picture, clip or sound that was fingerprinted: of a picture what it looks like in numbers, too.

    It outlives the posts it came with: most of what circulates has been there before.
    """

    number = models.PositiveIntegerField(
        null=True, db_index=True, help_text="in the desk's bank; none of a clip or sound"
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.ForeignKey(Content, models.SET_NULL, null=True, blank=True, related_name="+")
    evidence = models.OneToOneField(
        Evidence, models.PROTECT, null=True, blank=True, related_name="media_print"
    )
    seen_at = models.DateTimeField(help_text="when its content first appeared")
    features = models.BinaryField(default=b"", help_text="float32: see engine.media.features")
    violence = models.FloatField(null=True, help_text="what the model in use gave it, 0–1")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["content", "sha256"],
                condition=models.Q(evidence__isnull=True),
                name="expertise_printed_once_a_content",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.sha256[:12]}"


class MediaMatch(models.Model):
    """A picture of a content shows one that was known before. A person may say that this is wrong."""

    content = models.ForeignKey(Content, models.CASCADE, related_name="media_matches")
    asked = models.ForeignKey(MediaPrint, models.CASCADE, related_name="matches")
    known = models.ForeignKey(MediaPrint, models.CASCADE, null=True, blank=True, related_name="+")
    bank = models.CharField(max_length=60, help_text="«desk», or the name of an imported bank")
    name = models.CharField(max_length=300, help_text="of the picture in that bank")
    by = models.CharField(max_length=10, help_text="bytes, hash, parts or sound")
    score = models.FloatField(help_text="0–1; no probability")
    change: Any = models.JSONField(default=dict, help_text="what was done to it")
    examination = models.ForeignKey(
        Examination, models.PROTECT, null=True, blank=True, related_name="media_matches"
    )
    at = models.DateTimeField()
    wrong_at = models.DateTimeField(null=True, blank=True)
    wrong_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-score", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["asked", "bank", "name"], name="expertise_matched_once")
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} = {self.bank}/{self.name}"


class Seen(models.TextChoices):
    """What people say is in a picture."""

    BLOOD = "blood", _("blood")
    BODY = "body", _("a body")
    WEAPON = "weapon", _("a weapon")
    FIRE = "fire", _("fire or an explosion")
    CROWD = "crowd", _("a crowd")
    CHILD = "child", _("a child")
    NONE = "none", _("none of these")


class MediaTag(models.Model):
    """What a person saw in a piece of evidence. The latest row of a piece counts."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="tags")
    seen: Any = models.JSONField(help_text="values of Seen")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.evidence_id}: {', '.join(self.seen)}"

    @property
    def worded(self) -> list[str]:
        """What was seen, in the reader's language."""
        names = dict(Seen.choices)
        return [str(names[value]) for value in self.seen if value in names]


class ImageryModel(models.Model):
    """A model of violent imagery made from the tags. The latest that is in use sets priority and blur."""

    data = models.BinaryField(help_text="the model, as the engine writes it")
    card = models.TextField()
    error = models.FloatField(help_text="share of wrong answers in cross-validation")
    examples = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    used_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"of {self.examples} pictures, {self.made_at:%Y-%m-%d}"


class Progress(models.Model):
    """How far the copies of contents were looked through for their pictures."""

    name = models.CharField(max_length=40, primary_key=True)
    copy = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "progress"

    def __str__(self) -> str:
        return f"{self.name} at {self.copy}"
