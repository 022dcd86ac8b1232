"""Contents, why they deserve attention, and the claims that were already answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.watch.models import Post, Source


class Verdict(models.TextChoices):
    """What an examination of a claim can come to."""

    CONFIRMED = "confirmed", _("confirmed")
    FALSE = "false", _("false")
    OUT_OF_CONTEXT = "out_of_context", _("out of context")
    MANIPULATED = "manipulated", _("manipulated")
    MISLEADING = "misleading", _("misleading")
    SATIRE = "satire", _("satire")
    UNPROVEN = "unproven", _("unproven")


class KnownClaim(models.Model):
    """A claim that was already answered, by this desk or by a fact-checker whose feed was imported."""

    class Origin(models.TextChoices):
        STATEMENT = "statement", _("our statement")
        FEED = "feed", _("imported")

    origin = models.CharField(max_length=12, choices=Origin.choices)
    external_id = models.CharField(
        max_length=500, unique=True, help_text="statement reference and language, or review address"
    )
    text = models.TextField()
    title = models.TextField(blank=True, default="")
    lang = models.CharField(max_length=12, blank=True, default="")
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True, default="")
    rating = models.CharField(max_length=200, blank=True, default="", help_text="the reviewer's own word")
    publisher = models.CharField(max_length=200, blank=True, default="")
    url = models.CharField(max_length=2000, blank=True, default="")
    reference = models.CharField(max_length=40, blank=True, default="", help_text="of our statement")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveBigIntegerField(
        default=0, db_index=True, help_text="grows with every change: a running engine reads on from it"
    )

    def __str__(self) -> str:
        return self.reference or self.title or self.text[:60]


class Content(models.Model):
    """The claim, picture or clip itself, however many posts carry it.

    ``key`` is «source:id» of the first post seen, so replaying a stream gives the same contents.
    ``revision`` grows with every change and is what the live queue reads from.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to look at")
        CASE = "case", _("in a case")
        ANSWERED = "answered", _("answered")
        DISMISSED = "dismissed", _("dismissed")

    key = models.CharField(max_length=400, unique=True)
    first_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    text = models.TextField(help_text="of the first post")
    lang = models.CharField(max_length=12)
    first_posted_at = models.DateTimeField()
    last_posted_at = models.DateTimeField()
    detected_at = models.DateTimeField(help_text="when the engine first saw it")
    copies = models.PositiveIntegerField(default=1)
    shares = models.PositiveBigIntegerField(default=0)
    sources = models.PositiveIntegerField(default=1, help_text="how many sources carry it")
    rate = models.FloatField(default=0.0, help_text="copies an hour, decayed; as of last_posted_at")

    severity = models.FloatField(default=0.0)
    spread = models.FloatField(default=0.0)
    novelty = models.FloatField(default=1.0)
    priority = models.FloatField(default=0.0, help_text="severity × spread × novelty, as of last_posted_at")
    rank = models.FloatField(
        null=True, help_text="priority that fades with time, in a form that never needs refreshing"
    )
    pulse: Any = models.JSONField(default=list, help_text="copies over time: [minutes a bar, bar, bar, …]")
    folded = models.TextField(default="", help_text="the text, normalised for search")
    scores: Any = models.JSONField(
        default=dict, help_text="check_worthy, threat, offensive, violent_event: {value, words}"
    )

    known_claim = models.ForeignKey(
        KnownClaim, models.SET_NULL, null=True, blank=True, related_name="contents"
    )
    claim_score = models.FloatField(null=True, blank=True)
    claim_reason: Any = models.JSONField(default=dict, blank=True)

    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    answered_by = models.ForeignKey(KnownClaim, models.SET_NULL, null=True, blank=True, related_name="+")
    dismissed_reason = models.CharField(max_length=300, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="handling"
    )
    handled_at = models.DateTimeField(null=True, blank=True, help_text="since when somebody is on this")
    revision = models.PositiveBigIntegerField(default=0, db_index=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["last_posted_at"], name="signals_last_posted"),
            models.Index(fields=["state", "-rank"], name="signals_rank"),
            models.Index(fields=["-rank"], name="signals_rank_of_all"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Copy(models.Model):
    """That a post carries a content, and how alike its text is to the first one (0–1)."""

    content = models.ForeignKey(Content, models.CASCADE, related_name="copy_set")
    post = models.OneToOneField(Post, models.CASCADE, related_name="copy")
    similarity = models.FloatField(default=1.0)

    def __str__(self) -> str:
        return f"{self.post_id} → {self.content_id}"


class Fingerprint(models.Model):
    """A content's signature: with these rows the engine's state is restored after a stop."""

    content = models.OneToOneField(Content, models.CASCADE, primary_key=True, related_name="fingerprint")
    data = models.BinaryField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"fingerprint of {self.content_id}"


class Traffic(models.Model):
    """How many posts a source brought in one hour: what is usual, so that the unusual can be told."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="+")
    hour = models.DateTimeField(help_text="its beginning", db_index=True)
    posts = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "hour"], name="signals_traffic_once_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.hour:%Y-%m-%d %H}: {self.posts}"


class TrainedModel(models.Model):
    """A triage model trained on the desk's own decisions. A person decides whether it is used."""

    label = models.CharField(max_length=20)
    data = models.BinaryField(help_text="the model, as the engine writes it")
    card = models.TextField()
    examples = models.PositiveIntegerField()
    held_out = models.PositiveIntegerField(help_text="decisions it was measured on, and not trained on")
    figures: Any = models.JSONField(help_text="fresh and current: {macro_f1, average_precision}")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    used_since = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["label"],
                condition=models.Q(used_since__isnull=False),
                name="signals_one_model_in_use",
            )
        ]
        ordering: ClassVar[list[str]] = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.label} of {self.made_at:%Y-%m-%d}"


class MatchDecision(models.Model):
    """That a person said whether a content is a claim: it stands above the engine's match, and is a label."""

    content = models.ForeignKey(Content, models.CASCADE, related_name="match_decisions")
    claim = models.ForeignKey(KnownClaim, models.CASCADE, related_name="+")
    same = models.BooleanField(null=True, help_text="none once it was taken back")
    probability = models.FloatField(help_text="what the engine gave the match at that time")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    revision = models.PositiveBigIntegerField(db_index=True, help_text="a running engine reads on from it")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["content", "claim"], name="signals_one_decision_a_match")
        ]

    def __str__(self) -> str:
        return f"{self.content_id} {'=' if self.same else '≠'} {self.claim_id}"


class MatchThreshold(models.Model):
    """From which probability on a match is shown. The latest row is in force."""

    value = models.FloatField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(value__gte=0.5, value__lte=0.99), name="signals_threshold_in_range"
            )
        ]
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.value} since {self.at:%Y-%m-%d}"


class Signal(models.Model):
    """Why a content deserves attention."""

    class Kind(models.TextChoices):
        VIOLENCE = "violence", _("violence")
        THREAT = "threat", _("threat")
        RUMOUR = "rumour", _("rumour")
        SPREAD = "spread", _("spread")
        KNOWN_CLAIM = "known_claim", _("known claim")
        KNOWN_MEDIA = "known_media", _("known media")
        IMAGERY = "imagery", _("violent imagery")

    content = models.ForeignKey(Content, models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    score = models.FloatField()
    reason: Any = models.JSONField(default=dict, help_text="what the wording of the reason is filled with")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["content", "kind"], name="signals_one_of_a_kind")
        ]
        ordering: ClassVar[list[str]] = ["-score"]

    def __str__(self) -> str:
        return f"{self.kind} {self.score:.2f}"


class Checkpoint(models.Model):
    """How far the engine has read. Saved in the transaction that saves what it found."""

    name = models.CharField(max_length=40, primary_key=True)
    post_cursor = models.PositiveBigIntegerField(default=0)
    revision = models.PositiveBigIntegerField(default=0)
    posts = models.PositiveBigIntegerField(default=0)
    problem = models.TextField(default="", help_text="why claims are matched by their words alone, if so")
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.post_cursor}"
