"""Learning from the desk's own decisions. A person compares, and a person switches."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.signals.models import TrainedModel
from tabayyun.desk.signals.queries.models_in_use import decisions, in_use
from tabayyun.engine.text import normalise
from tabayyun.engine.triage import Model, Triage, metrics, to_bytes
from tabayyun.engine.triage.training import LEAST, TooLittleDataError, train
from tabayyun.kit import plugins
from tabayyun.kit.audit import record
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.plugins.models.card import Data, card

LEARNT = "check_worthy"
"""What the desk's decisions tell: worth checking or not."""
HELD_OUT = 0.2
"""Share of the decisions, the latest, that both models are measured on."""

Decisions = Sequence[tuple[str, int]]


def train_model(*, by: User | None, now: datetime) -> TrainedModel:
    """Train on all but the latest decisions, measure on those beside the model in use. It is not used yet.

    Raises Refused when there are too few decisions of either kind.
    """
    found = decisions()
    cut = round(len(found) * (1 - HELD_OUT))
    seen, held = found[:cut], found[cut:]
    current = in_use()[LEARNT]
    packaged = next(m for m in plugins.load("models", "packaged")() if m.label == LEARNT)
    try:
        model, report = train(
            LEARNT, [text for text, _said in seen], [said for _text, said in seen], packaged
        )
    except TooLittleDataError as error:
        message = _("Too few decisions: at least %(n)s contents of each kind, dismissed and not.")
        raise Refused(message % {"n": LEAST}) from error
    if len({said for _text, said in held}) < 2:  # noqa: PLR2004  (both kinds)
        raise Refused(_("The latest decisions are all of one kind: nothing can be compared on them."))
    figures = {"fresh": _worth(model, held), "current": _worth(current, held)}
    data = Data("decisions of the desk", json.dumps(seen).encode(), "the institution's own")
    return _save(
        model,
        by=by,
        now=now,
        card=card(LEARNT, data, report, upon="that comes with Tabayyun"),
        examples=len(seen),
        held_out=len(held),
        figures=figures,
    )


@transaction.atomic
def use_model(*, model: TrainedModel, by: User, now: datetime) -> None:
    """Let ``model`` score from now on, in place of the one in use."""
    _stop(model.label)
    TrainedModel.objects.filter(pk=model.pk).update(used_since=now, used_by=by)
    record(verb="signals.model_chosen", subject=model, actor=by, now=now, label=model.label)


@transaction.atomic
def use_packaged(*, by: User, now: datetime) -> None:
    """Go back to the model that comes with Tabayyun. Raises Refused when it is in use already."""
    used = TrainedModel.objects.filter(label=LEARNT, used_since__isnull=False).first()
    if used is None:
        raise Refused(_("The model that comes with Tabayyun is in use already."))
    _stop(LEARNT)
    record(verb="signals.model_left", subject=used, actor=by, now=now, label=LEARNT)


def _stop(label: str) -> None:
    TrainedModel.objects.filter(label=label, used_since__isnull=False).update(used_since=None, used_by=None)


@transaction.atomic
def _save(model: Model, *, by: User | None, now: datetime, **values: Any) -> TrainedModel:
    saved = TrainedModel.objects.create(
        label=model.label, data=to_bytes(model), made_by=by, made_at=now, **values
    )
    figures = values["figures"]
    record(verb="signals.model_trained", subject=saved, actor=by, now=now, label=model.label, figures=figures)
    return saved


def _worth(model: Model, held: Decisions) -> dict[str, float]:
    texts = [text for text, _said in held]
    labels = np.array([said for _text, said in held], dtype=float)
    found = Triage([model]).score_normal([normalise(text) for text in texts], texts)
    scores = np.array([one[model.label].value for one in found])
    return {
        "macro_f1": round(metrics.macro_f1(labels, scores), 3),
        "average_precision": round(metrics.average_precision(labels, scores), 3),
    }
