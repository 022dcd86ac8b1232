"""What people saw in pictures, and what a model made of it says of another one."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from tabayyun.desk.expertise.models import Evidence, ImageryModel, MediaTag
from tabayyun.engine.media import imagery
from tabayyun.kit import plugins
from tabayyun.plugins.imagery.base import ImageryError, Scorer

log = logging.getLogger(__name__)


def model_in_use() -> ImageryModel | None:
    """The model that sets priority and blur; None while there is none."""
    return ImageryModel.objects.filter(used_since__isnull=False).order_by("-used_since").first()


def violence(features: NDArray[np.float32], square: NDArray[np.uint8]) -> float | None:
    """What the model in use gives a picture, 0–1; None while there is none.

    One that an administrator put on this machine goes before the one that was made of tags.
    """
    if local := local_model():
        try:
            return local.score(square)
        except ImageryError as error:
            log.warning("violent imagery: %s", error)
            return None
    model = model_in_use()
    return imagery.from_bytes(bytes(model.data)).score(features) if model else None


def measured_error() -> float | None:
    """How often the model errs that sets priority and blur; None while there is none."""
    if local := local_model():
        return local.error
    model = model_in_use()
    return model.error if model else None


def local_model() -> Scorer | None:
    """The model that an administrator put on this machine; None without one that can be used."""
    folder = settings.IMAGERY_FOLDER
    return plugins.from_folder("imagery", "onnx", folder, ImageryError) if folder else None


def is_violent(seen: Sequence[str]) -> bool:
    """Whether what people saw counts as violent: the institution says which of it does."""
    return bool(set(seen) & set(settings.VIOLENT_TAGS))


def tags_of(evidence: Evidence) -> MediaTag | None:
    """What was seen last in a piece."""
    return MediaTag.objects.filter(evidence=evidence).select_related("by").first()


def tagged() -> list[tuple[NDArray[np.float32], bool]]:
    """The features of every tagged picture, and whether it is violent; the oldest first."""
    latest: dict[int, tuple[bytes, list[str]]] = {}
    rows = MediaTag.objects.filter(evidence__media_print__number__isnull=False).order_by("id")
    for pk, features, seen in rows.values_list("evidence", "evidence__media_print__features", "seen"):
        latest[pk] = bytes(features), seen
    return [(np.frombuffer(features, np.float32), is_violent(seen)) for features, seen in latest.values()]
