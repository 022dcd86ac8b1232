"""What every template may use."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tabayyun.kit.models import Institution


def institution(request: HttpRequest) -> dict[str, Any]:
    """The institution, read from the database only by pages that show it."""
    return {"institution": SimpleLazyObject(Institution.current)}
