"""What people write about an examination and a piece of evidence."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.expertise.models import METHODS, Examination, Seen
from tabayyun.desk.expertise.operations import LIMITS, LINK, SENTENCE

MANUAL = [(code, name) for code, name in METHODS.items() if code.startswith("manual.")]


def _lines(direction: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "dir": direction})


class ExaminationForm(forms.Form):
    """One check by a person: how, what it found in each language, how sure, with which limits."""

    method = forms.ChoiceField(label=_("Method"), choices=MANUAL)
    finding_ar = forms.CharField(
        label=_("Finding in Arabic"), required=False, max_length=SENTENCE, widget=_lines("rtl")
    )
    finding_fr = forms.CharField(
        label=_("Finding in French"), required=False, max_length=SENTENCE, widget=_lines("ltr")
    )
    finding_en = forms.CharField(
        label=_("Finding in English"), required=False, max_length=SENTENCE, widget=_lines("ltr")
    )
    confidence = forms.ChoiceField(label=_("Confidence"), choices=Examination.Confidence.choices)
    limits = forms.CharField(label=_("Limits"), required=False, max_length=LIMITS, widget=_lines("auto"))
    link = forms.URLField(
        label=_("Address of what was found"),
        required=False,
        max_length=LINK,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )

    @property
    def finding(self) -> dict[str, str]:
        """Language → sentence, as typed."""
        return {lang: self.cleaned_data.get(f"finding_{lang}", "") for lang in ("ar", "fr", "en")}


class UploadForm(forms.Form):
    """A file to keep, and where it comes from."""

    file = forms.FileField(label=_("File"))
    source_url = forms.URLField(
        label=_("Address it comes from"),
        required=False,
        max_length=LINK,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )


class CaptureForm(forms.Form):
    """An address to keep what is there."""

    url = forms.URLField(
        label=_("Address of the page or file"),
        max_length=LINK,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )


class PurposeForm(forms.Form):
    """What a file is opened for: it is noted."""

    purpose = forms.CharField(label=_("Purpose"), max_length=200)


class ReasonForm(forms.Form):
    """Why a piece is held, released or erased."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class TagForm(forms.Form):
    """What is to be seen in a picture."""

    seen = forms.MultipleChoiceField(
        label=_("What is to be seen"), choices=Seen.choices, widget=forms.CheckboxSelectMultiple
    )
