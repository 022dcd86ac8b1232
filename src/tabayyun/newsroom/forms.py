"""What the public sends: a rumour, a text to be recognised, or a journalist's request.

Only a request asks for personal data: somebody has to be answered.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.mediadesk.forms import AskedForm

LONGEST_TEXT = 5_000
LONGEST_PASTE = 20_000
LONGEST_ADDRESS = 2_000


class TrappedForm(forms.Form):
    """A form with a field that only machines fill in."""

    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("dir", "auto")

    @property
    def is_trapped(self) -> bool:
        """A machine wrote this."""
        return bool(self.data.get("website"))


def _text(label: Any, help_text: Any, longest: int) -> forms.CharField:
    """A text of many lines. A single NUL or control character is dropped, not refused."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Please write something here."),
            "max_length": _("This is too long: at most %(limit_value)d characters."),
            "null_characters_not_allowed": _("This holds characters that no text has."),
        },
    )


class ReportForm(TrappedForm):
    """A rumour somebody saw."""

    text = _text(_("What did you see, read or hear?"), _("Copy it word for word if you can."), LONGEST_TEXT)
    url = forms.CharField(
        label=_("Where? (link)"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"max_length": _("This is too long: at most %(limit_value)d characters.")},
    )


class OursForm(TrappedForm):
    """A communiqué somebody received."""

    text = _text(
        _("Text, reference, QR content or signature"),
        _("For example the whole message as you received it."),
        LONGEST_PASTE,
    )


class MediaForm(TrappedForm, AskedForm):
    """What a journalist or a production company asks for."""

    form_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class WriteForm(TrappedForm):
    """A message on the page of a request."""

    text = _text(_("Write to us"), "", LONGEST_TEXT)


class PleaForm(TrappedForm):
    """Why a refusal should be looked at again."""

    text = _text(_("Why should the decision be looked at again?"), "", LONGEST_TEXT)
