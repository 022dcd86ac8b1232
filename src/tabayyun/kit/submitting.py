"""A form that comes back with what was typed, whether a field or a rule of the desk refused it."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import Form

from tabayyun.kit.errors import Refused


def done(form: Form, operate: Callable[[], object]) -> bool:
    """Whether ``form`` was right and ``operate`` went through; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        operate()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
