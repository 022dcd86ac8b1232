"""Numbers people quote: «BH-2026-0041». They begin with letters so that they read well right-to-left."""

from django.db import transaction
from django.db.models import F

from tabayyun.kit.locks import serialise
from tabayyun.kit.models import Counter


def next_reference(prefix: str, year: int) -> str:
    """The next reference of a series, without gaps: the number is taken in the caller's transaction."""
    series = f"{prefix}-{year}"
    with transaction.atomic():
        serialise(f"reference {series}")
        Counter.objects.get_or_create(series=series)
        Counter.objects.filter(series=series).update(last=F("last") + 1)
        return f"{series}-{Counter.objects.get(series=series).last:04d}"
