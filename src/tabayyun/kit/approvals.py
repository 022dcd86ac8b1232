"""Four eyes: what one person wrote, another one approves."""

from django.db import models
from django.utils.translation import gettext as _

from tabayyun.kit.errors import Refused


def refuse_own(author_id: int | None, approver_id: int | None) -> None:
    """Raise `Refused` when both are the same person."""
    if author_id is not None and author_id == approver_id:
        raise Refused(_("You wrote this text: somebody else has to approve it."))


def four_eyes(name: str, author: str = "author", approver: str = "approver") -> models.CheckConstraint:
    """The same rule in the database. A NULL approver passes: nobody has approved yet."""
    return models.CheckConstraint(condition=~models.Q(**{approver: models.F(author)}), name=name)
