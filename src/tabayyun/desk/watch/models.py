"""Places that are watched, and posts as they were collected."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A place that is watched: a feed, an account, a hashtag, a form, a file.

    ``plugin`` names an entry point of ``tabayyun.sources``; ``options`` and ``cursor`` are that plugin's.
    The cursor is saved in the transaction that saves the posts it stands for.
    """

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    plugin = models.CharField(_("kind"), max_length=40)
    options: Any = models.JSONField(_("options"), default=dict, blank=True)
    cursor = models.TextField(blank=True, default="")
    active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField()

    polled_at = models.DateTimeField(null=True, blank=True)
    last_post_at = models.DateTimeField(null=True, blank=True, help_text="when its newest post was published")
    last_collected_at = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True, help_text="not before then, after errors")
    errors_in_a_row = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    posts_total = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """One thing somebody published, as collected. A trigger refuses any change after that.

    ``id`` is the order of arrival: rooms above read posts from such a cursor. ``author`` is a keyed
    hash (see `watch.operations`), never a name.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="posts")
    external_id = models.CharField(max_length=300)
    text = models.TextField()
    posted_at = models.DateTimeField(null=True, help_text="as the source says; unknown when it does not")
    collected_at = models.DateTimeField(db_index=True)
    lang = models.CharField(max_length=12, blank=True, default="", help_text="as the source says")
    url = models.CharField(max_length=2000, blank=True, default="")
    author = models.CharField(max_length=32, blank=True, default="")
    media: Any = models.JSONField(default=list)
    shares = models.PositiveBigIntegerField(default=0)
    likes = models.PositiveBigIntegerField(default=0)
    replies_to = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "external_id"], name="watch_post_once")
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def link(self) -> str:
        """The address when a browser may follow it, else nothing: it comes from strangers."""
        return self.url if self.url.startswith(("https://", "http://")) else ""


class QuarantinedLine(models.Model):
    """Something that could not become a post, kept whole with the reason, until it is replayed.

    A line above 1 MB is kept as ``HOME/quarantine/<sha256>`` and ``raw`` holds its first bytes.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="quarantined")
    origin = models.CharField(max_length=500, help_text="file name or address")
    line_number = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=40, help_text="code, worded by watch.reasons")
    detail = models.CharField(max_length=500, blank=True, default="")
    raw = models.BinaryField()
    header = models.BinaryField(null=True, help_text="heading line of the table it stood in")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    replayed_at = models.DateTimeField(null=True, blank=True, help_text="when it became a post")
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["source", "origin", "line_number", "sha256"], name="watch_quarantined_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.origin}:{self.line_number} {self.reason}"
