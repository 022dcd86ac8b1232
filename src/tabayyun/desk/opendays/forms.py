"""The forms of the desk: an edition, what it holds, its slots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.opendays.models import Edition, ProgrammeItem
from tabayyun.desk.opendays.operations.slots import LARGEST
from tabayyun.desk.opendays.operations.standing import NAME, TEXT
from tabayyun.desk.outreach.models import Region

LANGUAGES = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
"""The languages in which an edition is described, with their direction."""


class WordedForm(forms.Form):
    """A form with fields that are filled in Arabic, French and English."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            language = name.rpartition("_")[2]
            if language in LANGUAGES:
                field.widget.attrs.update(dir=LANGUAGES[language], lang=language)

    def words(self, name: str) -> dict[str, str]:
        """Language → what was typed for ``name``."""
        return {lang: self.cleaned_data[f"{name}_{lang}"] for lang in LANGUAGES}


def _worded(row: Edition | ProgrammeItem, *names: str) -> dict[str, Any]:
    """The fields of ``row`` that have words in several languages, as a form takes them."""
    return {f"{name}_{lang}": text for name in names for lang, text in getattr(row, name).items()}


def _line(label: Any, *, required: bool = False, most: int = NAME) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=most)


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def _places() -> forms.IntegerField:
    return forms.IntegerField(label=_("Places"), min_value=1, max_value=LARGEST)


if TYPE_CHECKING:
    RegionField = forms.ModelChoiceField[Region]
else:  # Django's own field is generic in its stubs only
    RegionField = forms.ModelChoiceField


class NamedRegion(RegionField):
    """A region, by its name in the reader's language."""

    def label_from_instance(self, obj: Region) -> str:
        return obj.local_name


class EditionForm(WordedForm):
    number = forms.IntegerField(label=_("Number of the edition"), min_value=1, max_value=999)
    city_ar = _line(_("City in Arabic"), required=True)
    city_fr = _line(_("City in French"))
    city_en = _line(_("City in English"))
    first_day = _day(_("First day"))
    last_day = _day(_("Last day"))
    region = NamedRegion(label=_("Region"), queryset=Region.objects.all(), required=False)
    venue_ar = _line(_("Venue in Arabic"))
    venue_fr = _line(_("Venue in French"))
    venue_en = _line(_("Venue in English"))
    intro_ar = _text(_("Introduction in Arabic"))
    intro_fr = _text(_("Introduction in French"))
    intro_en = _text(_("Introduction in English"))

    @classmethod
    def of(cls, edition: Edition) -> EditionForm:
        """The form filled with ``edition``."""
        initial = _worded(edition, "city", "venue", "intro")
        plain = {name: getattr(edition, name) for name in ("number", "first_day", "last_day", "region")}
        return cls(initial={**initial, **plain})

    def values(self) -> dict[str, Any]:
        """What the operations `create` and `edit` take."""
        said = {name: self.words(name) for name in ("city", "venue", "intro")}
        return {**said, **{name: self.cleaned_data[name] for name in ("first_day", "last_day", "region")}}


class ItemForm(WordedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=ProgrammeItem.Kind.choices)
    title_ar = _line(_("Title in Arabic"), required=True)
    title_fr = _line(_("Title in French"))
    title_en = _line(_("Title in English"))
    place_ar = _line(_("Place in Arabic"))
    place_fr = _line(_("Place in French"))
    place_en = _line(_("Place in English"))
    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))

    @classmethod
    def of(cls, item: ProgrammeItem) -> ItemForm:
        """The form filled with ``item``."""
        plain = {name: getattr(item, name) for name in ("kind", "starts_at", "ends_at")}
        return cls(initial={**_worded(item, "title", "place"), **plain})

    def values(self) -> dict[str, Any]:
        """What the operations `add_item` and `edit_item` take."""
        plain = {name: self.cleaned_data[name] for name in ("kind", "starts_at", "ends_at")}
        return {**plain, "title": self.words("title"), "place": self.words("place")}


class PartnerForm(WordedForm):
    name_ar = _line(_("Name in Arabic"), required=True)
    name_fr = _line(_("Name in French"))
    name_en = _line(_("Name in English"))
    url = forms.URLField(
        label=_("Link"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )

    def values(self) -> dict[str, Any]:
        """What the operation `add_partner` takes."""
        return {"name": self.words("name"), "url": self.cleaned_data["url"]}


class SlotForm(forms.Form):
    starts_at = _moment(_("Begins"))
    ends_at = _moment(_("Ends"))
    capacity = _places()

    def values(self) -> dict[str, Any]:
        """What the operation `add_slot` takes."""
        return dict(self.cleaned_data)


class CapacityForm(forms.Form):
    capacity = _places()
