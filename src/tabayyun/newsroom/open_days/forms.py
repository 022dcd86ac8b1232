"""What visitors fill in: as little as lets them in and reaches one adult."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.opendays.models import Registration, Slot
from tabayyun.newsroom.forms import TrappedForm

TELEPHONE = re.compile(r"\+?[0-9][0-9 ().-]{5,18}")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
LONG = {"max_length": _("This is too long: at most %(limit_value)d characters.")}
NEEDED = {"required": _("Please write something here.")}
NUMBER = {"required": _("Please write a number."), "invalid": _("Please write a number.")}


class TelephoneField(forms.CharField):
    """A telephone number, in whatever digits it was typed."""

    def clean(self, value: Any) -> str:
        number = str(super().clean(value)).translate(DIGITS).strip()
        if number and not TELEPHONE.fullmatch(number):
            raise forms.ValidationError(_("This is not a telephone number."))
        return number


class OnceField(forms.UUIDField):
    """What tells two forms apart. A broken one is a new form, not the visitor's fault."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return uuid4()


class RegistrationForm(TrappedForm):
    """One registration. ``once`` makes that sending it twice registers once."""

    slot = forms.TypedChoiceField(label=_("Time"), coerce=int)
    kind = forms.ChoiceField(
        label=_("Who comes"), choices=Registration.Kind.choices, widget=forms.RadioSelect
    )
    people = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        max_value=9_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=NUMBER,
    )
    organisation = forms.CharField(
        label=_("School or group"),
        required=False,
        max_length=160,
        help_text=_("Only when a school, an association or a group comes."),
        error_messages=LONG,
    )
    name = forms.CharField(
        label=_("Name of an adult"),
        max_length=120,
        help_text=_("One adult whom we can reach. Never give the names of pupils."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages=LONG | NEEDED,
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The ticket is sent there. A school or group needs one."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an e-mail address.")},
    )
    phone = TelephoneField(
        label=_("Telephone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages=LONG,
    )
    once = OnceField(initial=uuid4)

    def __init__(self, *args: Any, slots: Iterable[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(slot.pk, slot_words(slot)) for slot in slots]  # type: ignore[attr-defined]
        for name in ("email", "phone"):
            self.fields[name].widget.attrs["dir"] = "ltr"

    def values(self) -> dict[str, Any]:
        """What the operation `register` takes, without the slot."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"slot", "website"}}


class ChangeForm(forms.Form):
    """Another number, or another time."""

    slot = forms.TypedChoiceField(label=_("Time"), coerce=int)
    people = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        max_value=9_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=NUMBER,
    )

    def __init__(self, *args: Any, slots: Iterable[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(slot.pk, slot_words(slot)) for slot in slots]  # type: ignore[attr-defined]


def slot_words(slot: Slot) -> str:
    """«14 May, 10:00 · 12 places», as a choice shows it."""
    comma = "،" if get_language() == "ar" else ","
    when = date_format(localtime(slot.starts_at), f"j F{comma} H:i")
    return f"{when} · {room_words(slot)}"


def room_words(slot: Slot) -> str:
    """How many places a slot still has."""
    if slot.free <= 0:
        return say("full; groups can wait")
    return ngettext("%(free)s place", "%(free)s places", slot.free) % {"free": slot.free}


def open_slots(slots: Iterable[Slot], now: datetime) -> list[Slot]:
    """Those that have not begun."""
    return [slot for slot in slots if slot.starts_at > now]
