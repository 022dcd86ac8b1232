"""Four eyes: what one person wrote, another one approves."""

from collections.abc import Collection
from typing import Protocol

from django.db import models
from django.utils.translation import gettext as _

from tabayyun.kit.errors import Refused


class Approved(Protocol):
    """What goes from draft over submission to approval."""

    state: str


def refuse_unless(thing: Approved, states: Collection[str], message: str) -> None:
    """Raise `Refused` with ``message`` while ``thing`` is in another state."""
    if thing.state not in states:
        raise Refused(message)


def refuse_unless_waiting(text: Approved) -> None:
    """Raise `Refused` when nobody asked to have ``text`` approved."""
    refuse_unless(text, {"submitted"}, _("This text does not wait for approval."))


def refuse_other(author_id: int | None, by_id: int | None) -> None:
    """Raise `Refused` when somebody else than the author takes a text back."""
    if author_id != by_id:
        raise Refused(_("Only its author takes a text back; an approver sends it back with a reason."))


def refuse_unread(seen: str | None, revision: str) -> None:
    """Raise `Refused` when ``seen`` is another revision: nobody approves a text they did not see."""
    if seen is not None and seen != revision:
        raise Refused(_("The text changed after you opened it: read it again before you approve it."))


def refuse_own(author_id: int | None, approver_id: int | None) -> None:
    """Raise `Refused` when both are the same person."""
    if author_id is not None and author_id == approver_id:
        raise Refused(_("You wrote this text: somebody else has to approve it."))


def four_eyes(name: str, author: str = "author", approver: str = "approver") -> models.CheckConstraint:
    """The same rule in the database. A NULL approver passes: nobody has approved yet."""
    return models.CheckConstraint(condition=~models.Q(**{approver: models.F(author)}), name=name)
