"""What the operations of this room need before they may change anything."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tabayyun.desk.opendays.models import Edition, Registration, Slot
from tabayyun.desk.press.operations.tidying import tidy
from tabayyun.kit.errors import Refused

NAME = 160
TEXT = 5_000


def hold_slots(*ids: int) -> dict[int, Slot]:
    """The slots, kept from others until the transaction ends; always taken in the same order."""
    return {slot.pk: slot for slot in Slot.objects.select_for_update().filter(pk__in=ids).order_by("pk")}


def hold(registration: Registration) -> Slot:
    """Read ``registration`` afresh while its slot is kept from others; the slot."""
    registration.refresh_from_db()
    slot = hold_slots(registration.slot_id)[registration.slot_id]
    registration.refresh_from_db(from_queryset=Registration.objects.select_for_update())
    if registration.slot_id != slot.pk:  # it moved to another time in between
        return hold(registration)
    registration.slot = slot
    return slot


def refuse_over(edition: Edition) -> None:
    """Raise Refused when ``edition`` is over: what was is not rewritten."""
    if edition.state == Edition.State.OVER:
        raise Refused(_("This edition is over."))


def words(given: Mapping[str, str], empty: str = "", most: int = NAME) -> dict[str, str]:
    """``language → words`` tidied, without languages that say nothing.

    Raises Refused with ``empty`` when it is given and nothing is left, or when one is too long.
    """
    tidied = {lang: tidy(text) for lang, text in given.items()}
    kept = {lang: text for lang, text in tidied.items() if text}
    if empty and not kept:
        raise Refused(empty)
    for text in kept.values():
        refuse_long(text, most)
    return kept


def line(text: str, most: int = NAME) -> str:
    """``text`` tidied, on one line. Raises Refused when it is too long."""
    kept = " ".join(tidy(text).split())
    refuse_long(kept, most)
    return kept


def refuse_long(text: str, most: int) -> None:
    if len(text) > most:
        raise Refused(
            _("The text is too long: %(length)s characters of %(most)s.")
            % {"length": len(text), "most": most}
        )
