"""Technical checks of a content, and what they found."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.expertise.models.evidence import Evidence
from tabayyun.desk.signals.models import Content

METHODS: dict[str, str | Promise] = {
    "manual.contact": _("checked with those concerned"),
    "manual.records": _("own records and registers"),
    "manual.reverse": _("reverse image or video search"),
    "manual.place": _("place and time of the picture"),
    "manual.metadata": _("metadata"),
    "manual.forensics": _("traces of manipulation"),
    "manual.archive": _("archives and earlier publications"),
    "manual.weather": _("weather at that time and place"),
    "manual.viewing": _("close look at the picture"),
    "manual.other": _("other check"),
    "appearances": _("earliest appearance and copies"),
    "metadata": _("metadata"),
    "text_in_picture": _("text in the picture"),
    "content_credentials": _("content credentials"),
    "traces": _("traces of saving again and of screenshots"),
    "place.sun": _("position of the sun and shadows"),
    "place.calendar": _("holidays and calendars"),
    "place.map": _("place on the map"),
    "place.comparison": _("comparison with a reference picture"),
    "known_media": _("seen before"),
    "key_frames": _("key frames and scenes"),
    "sound": _("sound of the clip"),
    "own_statements": _("what we already said"),
}


class Examination(models.Model):
    """One technical check of a content and its finding.

    A trigger refuses any change: a second look is a new row.
    """

    class Confidence(models.TextChoices):
        HIGH = "high", _("high")
        MEDIUM = "medium", _("medium")
        LOW = "low", _("low")

    content = models.ForeignKey(Content, models.PROTECT, related_name="examinations")
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="examinations",
        help_text="what was examined",
    )
    method = models.CharField(_("method"), max_length=60, help_text="an examiner plugin, or «manual.<what>»")
    version = models.CharField(max_length=20, blank=True, default="")
    parameters: Any = models.JSONField(default=dict, blank=True)
    finding: Any = models.JSONField(
        _("finding"), help_text="language → one sentence a press officer can quote"
    )
    limits = models.TextField(_("limits"), blank=True, default="")
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence.choices)
    link = models.CharField(_("address of what was found"), max_length=2000, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.method}: {self.in_language('ar')}"

    def in_language(self, language: str) -> str:
        """The finding in ``language``, else in Arabic, else in any language there is."""
        wordings: dict[str, str] = self.finding
        return wordings.get(language) or wordings.get("ar") or next(iter(wordings.values()), "")

    @property
    def worded(self) -> str:
        """The finding in the reader's language."""
        return self.in_language(get_language() or "ar")

    @property
    def limits_worded(self) -> str:
        """The limits in the reader's language when the examiner gave them so, else as they were written."""
        worded: dict[str, str] = self.parameters.get("limits", {})
        return worded.get(get_language() or "ar", self.limits)

    @property
    def method_name(self) -> str:
        """What the method is called in the reader's language; its code when it has no name."""
        return str(METHODS.get(self.method, self.method))
