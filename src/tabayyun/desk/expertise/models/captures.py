"""Addresses that were captured, and the checkpoints on which custody hangs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.expertise.models.evidence import Evidence
from tabayyun.desk.signals.models import Content

FAILURES: dict[str, str | Promise] = {
    "address": _("This is no address of a web page or a file."),
    "private": _(
        "The address leads into a private network. "
        "An administrator can allow a server of your own institution."
    ),
    "unknown_host": _("There is no server of that name."),
    "unreachable": _("The server cannot be reached."),
    "broken": _("The connection broke off, or the encryption of the server is not to be trusted."),
    "redirects": _("The address leads in a circle."),
    "too_large": _("The file is too large to be fetched: download it, and add it as a file."),
    "too_long": _("The server took too long to answer."),
    "encoding": _("The answer of the server cannot be unpacked."),
    "broke_off": _("The capture broke off. Start it again."),
}
UNSEEN: dict[str, str | Promise] = {
    "no_page": _("a file: it has no screenshot"),
    "no_browser": _("no screenshot: Chromium is not installed on this machine"),
    "failed": _("no screenshot: the browser could not show the page"),
}


class Capture(models.Model):
    """One order to keep what is at an address: its pieces of evidence belong together.

    A piece whose bytes were kept before, on the same content, belongs to both captures.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being captured")
        DONE = "done", _("captured")
        FAILED = "failed", _("not captured")

    content = models.ForeignKey(Content, models.PROTECT, related_name="captures")
    url = models.CharField(_("address"), max_length=2000)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    failure = models.CharField(max_length=16, blank=True, default="")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    facts: Any = models.JSONField(default=dict, help_text="what the server answered, and how it was kept")
    pieces: models.ManyToManyField[Evidence, Any] = models.ManyToManyField(Evidence, related_name="captures")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
                name="expertise_capture_fails_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.url} {self.state}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {self.State.DONE, self.State.FAILED}

    @property
    def failure_worded(self) -> str:
        """Why there is nothing, in the reader's language."""
        return str(FAILURES.get(self.failure, self.failure))

    @property
    def unseen_worded(self) -> str:
        """Why there is no screenshot, in the reader's language; empty when there is one."""
        return str(UNSEEN.get(self.facts.get("unseen", ""), ""))


class CustodyCheckpoint(models.Model):
    """The heads of all chains of custody at one moment, under one root that the public log holds.

    Frozen by trigger. ``heads`` has those that moved since the checkpoint before: number of the piece →
    its SHA-256, how many entries, the digest of the last. With those before it they give the root, so an
    entry that was rewritten or taken out since then can be named.
    """

    at = models.DateTimeField()
    heads: Any = models.JSONField()
    chains = models.PositiveIntegerField()
    root = models.CharField(max_length=64, help_text="RFC 6962 over all heads, by number of the piece; hex")
    logged: Any = models.JSONField(help_text="signature over the root, and the proof that the log holds it")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.chains} {self.root[:12]}"
