"""What a text is worth looking at for: checking, threat, offence, violence. A rank, never a verdict."""

from .model import Model, UnreadableModelError, from_bytes, to_bytes
from .scoring import LABELS, RUMOUR, Triage

__all__ = ["LABELS", "RUMOUR", "Model", "Triage", "UnreadableModelError", "from_bytes", "to_bytes"]
