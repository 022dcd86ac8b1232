"""A folder of models: ``LABEL.model``, and ``LABEL.md`` with the model's card."""

from __future__ import annotations

from pathlib import Path

from tabayyun.engine.triage import LABELS, Model, UnreadableModelError, from_bytes, to_bytes

__all__ = ["NoModelError", "read", "write"]


class NoModelError(Exception):
    """A folder without a model, or with one that cannot be read."""


def read(folder: Path) -> list[Model]:
    """Return the models in ``folder``. Raises NoModelError."""
    found = [_model(path) for path in sorted(folder.glob("*.model")) if path.stem in LABELS]
    if not found:
        raise NoModelError(f"{folder}: no model is here")
    return found


def write(folder: Path, model: Model, card: str) -> Path:
    """Save ``model`` and its ``card``; an earlier one of the same label is replaced. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{model.label}.md").write_text(card, encoding="utf-8")
    path, fresh = folder / f"{model.label}.model", folder / f".{model.label}.model.new"
    fresh.write_bytes(to_bytes(model))
    return fresh.replace(path)


def _model(path: Path) -> Model:
    try:
        return from_bytes(path.read_bytes())
    except (OSError, UnreadableModelError) as error:
        raise NoModelError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
