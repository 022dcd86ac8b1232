"""A form that comes back with what was typed, whether a field or a rule of the desk refused it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.forms import Form
from django.http import HttpRequest

from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User


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


def me(request: HttpRequest) -> User:
    """Who asks; the view has made sure that somebody is logged in."""
    return cast("User", request.user)
