"""What people write about an examination and a piece of evidence."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.expertise.models import METHODS, CalendarEntry, Evidence, Examination, Seen
from tabayyun.desk.expertise.operations import LIMITS, LINK, SENTENCE, placing
from tabayyun.desk.expertise.queries import sky
from tabayyun.engine.place import coordinates
from tabayyun.engine.place.sun import Measured

MANUAL = [(code, name) for code, name in METHODS.items() if code.startswith("manual.")]
EARLIEST, LATEST = date(1950, 1, 1), date(2050, 12, 31)
RATIO_ERROR, DIRECTION_ERROR = 0.1, 10.0
"""What a measure in a picture misses by when nobody says: a tenth of the length, ten degrees."""


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


class PlaceField(forms.CharField):
    """A place as people write it: decimals, degrees and minutes, Arabic digits, or the link of a map."""

    def __init__(self, **options: Any) -> None:
        hint = _("33.5731, -7.5898, or 33°34'N 7°35'W, or the link of a map")
        given = {"label": _("Place"), "help_text": hint, "max_length": coordinates.MOST, **options}
        super().__init__(widget=forms.TextInput(attrs={"dir": "ltr"}), **given)

    def clean(self, value: Any) -> coordinates.Place | None:
        """The place. Raises ValidationError."""
        written = super().clean(value)
        try:
            return coordinates.read(written) if written else None
        except ValueError:
            raise forms.ValidationError(
                _("This is no place on the earth: write latitude and longitude, or paste the link of a map.")
            ) from None


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"label": _("Day"), "widget": widget, **options})

    def clean(self, value: Any) -> Any:
        """The day, within a century of the present. Raises ValidationError."""
        day = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Choose a day between 1950 and 2050."))
        return day


class SunForm(forms.Form):
    """Where and when the sun is asked for, and a shadow that was measured."""

    place = PlaceField()
    day = DayField()
    time = forms.TimeField(
        label=_("Time of day"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        required=False,
        help_text=_("Africa/Casablanca, Europe/Paris, Asia/Gaza …"),
        widget=forms.TextInput(attrs={"dir": "ltr", "list": "zones"}),
    )
    ratio = forms.FloatField(
        label=_("Length of the shadow, divided by the height of its object"),
        required=False,
        min_value=0.01,
        max_value=20,
    )
    ratio_error = forms.FloatField(
        label=_("Error of that, more or less"), required=False, min_value=0.01, max_value=5
    )
    direction = forms.FloatField(
        label=_("Direction the shadow points to, degrees from north"),
        required=False,
        min_value=0,
        max_value=360,
    )
    direction_error = forms.FloatField(
        label=_("Error of that, degrees"), required=False, min_value=1, max_value=90
    )

    def clean_zone(self) -> ZoneInfo:
        """The zone; without one that of the institution. Raises ValidationError."""
        try:
            return ZoneInfo(self.cleaned_data["zone"] or settings.TIME_ZONE)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise forms.ValidationError(_("There is no such time zone.")) from None

    @property
    def asked(self) -> sky.Asked:
        """What is asked; a shadow only when its length or direction was measured."""
        data = self.cleaned_data
        measured = None
        if data["ratio"] is not None or data["direction"] is not None:
            measured = Measured(
                data["ratio"],
                data["ratio_error"] or (data["ratio"] or 0) * RATIO_ERROR,
                data["direction"],
                data["direction_error"] or DIRECTION_ERROR,
            )
        return sky.Asked(data["place"], data["day"], data["zone"], data["time"], measured)


class MapForm(forms.Form):
    """A place to be looked at."""

    place = PlaceField()


class DayForm(forms.Form):
    """A day that is asked about."""

    day = DayField()


class CalendarForm(forms.Form):
    """A school year, a vacation or an announced holiday."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CalendarEntry.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=100)
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))


class WeatherForm(forms.Form):
    """What a weather record says of a place and day."""

    place = PlaceField()
    day = DayField()
    source = forms.CharField(label=_("Who recorded it"), max_length=150)
    link = forms.URLField(
        label=_("Address of the record"),
        required=False,
        max_length=LINK,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    sky = forms.ChoiceField(label=_("Sky"), choices=placing.SKIES.items())
    temperature = forms.FloatField(label=_("Temperature, °C"), required=False, min_value=-60, max_value=60)
    wind = forms.FloatField(label=_("Wind, km/h"), required=False, min_value=0, max_value=400)
    rain = forms.FloatField(label=_("Rain of that day, mm"), required=False, min_value=0, max_value=2000)
    compared = forms.ChoiceField(label=_("What the content shows"), choices=placing.COMPARED.items())

    @property
    def weather(self) -> placing.Weather:
        """As it is kept."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "link"}
        return placing.Weather(**data)


class ViewForm(forms.Form):
    """What was seen in an enhanced view, and how it was set."""

    finding_ar = forms.CharField(
        label=_("Finding in Arabic"), required=False, max_length=SENTENCE, widget=_lines("rtl")
    )
    finding_fr = forms.CharField(
        label=_("Finding in French"), required=False, max_length=SENTENCE, widget=_lines("ltr")
    )
    confidence = forms.ChoiceField(
        label=_("Confidence"), choices=Examination.Confidence.choices, initial="medium"
    )
    zoom = forms.FloatField(required=False, min_value=1, max_value=8, widget=forms.HiddenInput)
    turn = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    brightness = forms.FloatField(required=False, min_value=0.2, max_value=4, widget=forms.HiddenInput)
    contrast = forms.FloatField(required=False, min_value=0.2, max_value=4, widget=forms.HiddenInput)
    inverted = forms.FloatField(required=False, min_value=0, max_value=1, widget=forms.HiddenInput)

    @property
    def finding(self) -> dict[str, str]:
        """Language → sentence, as typed."""
        return {lang: self.cleaned_data[f"finding_{lang}"] for lang in ("ar", "fr")}

    @property
    def view(self) -> dict[str, float]:
        """The settings that were not left as they were."""
        names = ("zoom", "turn", "brightness", "contrast", "inverted")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name] is not None}


class ReferenceForm(forms.Form):
    """Another picture of the same content."""

    reference = forms.ModelChoiceField(
        label=_("Reference picture"), queryset=Evidence.objects.none(), empty_label=None
    )

    def __init__(self, *given: Any, evidence: Evidence, **named: Any) -> None:
        super().__init__(*given, **named)
        pictures = Evidence.objects.filter(content=evidence.content_id, preview__wrapped_key__isnull=False)
        self.others = pictures.exclude(pk=evidence.pk).order_by("-id")
        cast("forms.ModelChoiceField[Evidence]", self.fields["reference"]).queryset = self.others
