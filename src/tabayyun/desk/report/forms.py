"""What people fill in for the report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.report.models import ChapterText, Erratum
from tabayyun.desk.report.operations.errata import LONGEST as LONGEST_REASON
from tabayyun.desk.report.operations.writing import FIRST_YEAR, LAST_YEAR, LONGEST, TITLE
from tabayyun.desk.report.phrases import refuse_unfit
from tabayyun.kit.errors import Refused
from tabayyun.kit.templatetags.tabayyun import direction

MOMENT = "%Y-%m-%dT%H:%M"


class BeginForm(forms.Form):
    """Which year to report on."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


class TextForm(forms.Form):
    """A chapter in one language."""

    title = forms.CharField(label=_("Title"), max_length=TITLE)
    source = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 26, "spellcheck": "true"}),
        help_text=_("A blank line begins a paragraph, ## a heading. Figures stand in {{double braces}}."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, text: ChapterText, seen: str) -> None:
        super().__init__(data, initial={"title": text.title, "source": text.source, "seen": seen})
        for name in ("title", "source"):
            self.fields[name].widget.attrs |= {"dir": direction(text.lang), "lang": text.lang}

    def clean_source(self) -> str:
        """The text, when every figure exists and no number is typed by hand."""
        source: str = self.cleaned_data["source"]
        try:
            refuse_unfit(source)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return source


class ScheduleForm(forms.Form):
    """When to publish. The time is the institution's own."""

    publish_at = forms.DateTimeField(
        label=_("Publish at"),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local", "dir": "ltr"}),
    )
    embargo = forms.BooleanField(label=_("Embargo: nobody can publish it earlier"), required=False)


class ErratumForm(forms.Form):
    """Why a figure is not what was published, in both languages."""

    ar = forms.CharField(
        label=_("Reason in Arabic"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "rtl", "lang": "ar"}),
    )
    fr = forms.CharField(
        label=_("Reason in French"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "lang": "fr"}),
    )

    def __init__(self, data: QueryDict | None = None, *, erratum: Erratum | None = None) -> None:
        written: dict[str, Any] = erratum.reason if erratum else {}
        super().__init__(data, initial=written)
