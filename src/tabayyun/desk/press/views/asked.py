"""What every view of this room takes from the request."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from tabayyun.desk.press.models import StatementText
from tabayyun.kit.models import User


def person(request: HttpRequest) -> User:
    """Who asks; the guard of the view has let them in."""
    return cast("User", request.user)


def text_or_404(pk: int) -> StatementText:
    """The text with what its pages show."""
    texts = StatementText.objects.select_related("statement__case__content", "author", "approver")
    return get_object_or_404(texts, pk=pk)


def to_statement(text: StatementText) -> HttpResponse:
    """Back to the statement, at the language that was worked on."""
    return redirect(reverse("press:statement", args=[text.statement.reference]) + f"#text-{text.lang}")
