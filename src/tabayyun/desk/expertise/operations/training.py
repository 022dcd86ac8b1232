"""Make a model of violent imagery from what the institution's own people saw in pictures."""

from __future__ import annotations

import hashlib
from datetime import datetime

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.expertise import queries
from tabayyun.desk.expertise.models import ImageryModel, MediaPrint
from tabayyun.engine.media import imagery
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


def train_imagery(*, by: User | None, now: datetime) -> ImageryModel:
    """Train on every tagged picture; its error is measured by cross-validation. It is not used yet.

    Raises `Refused` when there are too few pictures of either kind, and says how many there are.
    """
    pictures = queries.tagged()
    try:
        model, measured = imagery.train(pictures)
    except imagery.TooFewTagsError as error:
        message = _("Too few tagged pictures: at least %(n)s violent ones and %(n)s others (%(found)s).")
        raise Refused(message % {"n": imagery.LEAST, "found": error}) from error
    digest = hashlib.sha256(b"".join(features.tobytes() for features, _violent in pictures)).hexdigest()
    with transaction.atomic():
        saved = ImageryModel.objects.create(
            data=imagery.to_bytes(model),
            card=_card(measured, digest),
            error=measured.error,
            examples=measured.pictures,
            made_at=now,
            made_by=by,
        )
        audit.record(
            verb="expertise.imagery_trained", subject=saved, actor=by, now=now, error=round(measured.error, 3)
        )
    return saved


@transaction.atomic
def use_imagery(*, model: ImageryModel, by: User | None, now: datetime) -> int:
    """Let ``model`` set priority and blur from now on; how many pictures it scored."""
    ImageryModel.objects.filter(used_since__isnull=False).update(used_since=None)
    ImageryModel.objects.filter(pk=model.pk).update(used_since=now)
    audit.record(verb="expertise.imagery_chosen", subject=model, actor=by, now=now)
    scorer = imagery.from_bytes(bytes(model.data))
    prints = list(MediaPrint.objects.filter(number__isnull=False).only("features"))
    for one in prints:
        one.violence = scorer.score(np.frombuffer(bytes(one.features), np.float32))
    MediaPrint.objects.bulk_update(prints, ["violence"], batch_size=500)
    return len(prints)


def _card(measured: imagery.Measured, digest: str) -> str:
    """What the model says of itself, in Markdown."""
    low, high = measured.error_interval
    bottom, top = measured.average_precision_interval
    other = measured.pictures - measured.violent
    return f"""# violent_imagery

From 0 to 1: whether a picture shows what counts as violent here ({", ".join(settings.VIOLENT_TAGS)}).
It sets what is looked at first and how it is veiled. It is no verdict, and it hides nothing from anybody.

| | |
|---|---|
| data | pictures tagged at this desk |
| SHA-256 of their features | `{digest}` |
| examples | {measured.pictures}: {measured.violent} violent, {other} others |
| method | logistic regression over colours, edges and where they lie (`engine/media/features.py`) |

## Measured by five-fold cross-validation on these pictures

| figure | value | 95 % interval (bootstrap) |
|---|---|---|
| wrong answers at 0.5 | {measured.error:.3f} | {low:.3f} – {high:.3f} |
| violent pictures taken for harmless | {measured.missed:.3f} | – |
| average precision | {measured.average_precision:.3f} | {bottom:.3f} – {top:.3f} |

Saying «harmless» to everything would be wrong for {measured.violent / measured.pictures:.3f} of them.

## Limits

- It sees colours and edges, not what they mean: a red carpet is like blood to it.
- It was measured on the pictures of this desk. Copies of one picture among them flatter it.
- A person who has seen the picture is right against it, always.
"""
