"""The triage models: those that come with Tabayyun, and those the desk trained and chose instead."""

from __future__ import annotations

from datetime import datetime

from tabayyun.desk.signals.models import Content, TrainedModel
from tabayyun.engine.triage import Model, from_bytes
from tabayyun.kit import plugins

MOST = 6000
"""Decisions that are learnt from, the latest."""
WORTH = (Content.State.CASE, Content.State.ANSWERED)


def in_use() -> dict[str, Model]:
    """Label → the model that scores it. Raises UnreadableModelError for one of another version."""
    packaged = {model.label: model for model in plugins.load("models", "packaged")()}
    chosen = TrainedModel.objects.filter(used_since__isnull=False).values_list("label", "data")
    return packaged | {label: from_bytes(bytes(data)) for label, data in chosen}


def version() -> tuple[tuple[int, datetime | None], ...]:
    """Changes whenever somebody chose another model."""
    chosen = TrainedModel.objects.filter(used_since__isnull=False)
    return tuple(chosen.order_by("id").values_list("id", "used_since"))


def trained() -> list[TrainedModel]:
    """The models the desk trained, the latest first, without their weights."""
    return list(TrainedModel.objects.select_related("made_by", "used_by").defer("data")[:20])


def decisions() -> list[tuple[str, int]]:
    """Text and whether it was worth checking, as people decided, the oldest first.

    What became a case or was answered was; what was dismissed was not.
    """
    decided = Content.objects.filter(
        state__in=[*WORTH, Content.State.DISMISSED], decided_at__isnull=False
    ).order_by("-decided_at", "-id")
    rows = list(decided.values_list("text", "state")[:MOST])
    return [(text, int(state in WORTH)) for text, state in reversed(rows)]
