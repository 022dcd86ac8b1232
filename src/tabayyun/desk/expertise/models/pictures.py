"""Pictures that the desk made itself, to look at instead of what was received; and who looked."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.expertise.models.evidence import Evidence
from tabayyun.desk.expertise.models.examinations import Examination
from tabayyun.desk.signals.models import Content


class Picture(models.Model):
    """A picture in the vault, and its veil: the few grey points that are shown until somebody reveals it.

    Frozen by trigger, but for its key and its veil: both are forgotten when its evidence is erased.
    """

    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    wrapped_key = models.BinaryField(null=True, help_text="reads the picture; None when it was erased")
    veil = models.BinaryField(null=True, help_text="PNG of at most 24 × 24 grey points")

    class Meta:
        abstract = True


class Preview(Picture):
    """What a piece of evidence looks like: decoded and written again, so that nothing else rides along."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="preview")

    def __str__(self) -> str:
        return f"preview of {self.evidence_id}"


class Illustration(Picture):
    """A picture that an examiner made to show what it found."""

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="illustrations")
    name = models.SlugField(max_length=60)
    caption: Any = models.JSONField(help_text="language → words")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["examination", "name"], name="expertise_illustration_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.examination_id} {self.name}"

    def in_language(self, language: str) -> str:
        """The caption in ``language``, else in Arabic, else in any language there is."""
        wordings: dict[str, str] = self.caption
        return wordings.get(language) or wordings.get("ar") or next(iter(wordings.values()), "")

    @property
    def worded(self) -> str:
        """The caption in the reader's language."""
        return self.in_language(get_language() or "ar")


class Reveal(models.Model):
    """Somebody looked at what is veiled: a piece of evidence, or what examiners made of a content.

    It holds until that person hides it again or the shift ends; every press is one row.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    shift = models.DateTimeField(_("shift"), help_text="when the shift began")
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["by", "shift"])]

    def __str__(self) -> str:
        return f"{self.by_id} {self.content_id}"
