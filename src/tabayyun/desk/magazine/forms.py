"""What people of the magazine fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.magazine import queries
from tabayyun.desk.magazine.models import LANGS, ArticleText, Issue, Section
from tabayyun.desk.magazine.operations.tidying import FIELDS
from tabayyun.kit.pictures import LARGEST_FILE
from tabayyun.kit.templatetags.tabayyun import direction

DAY = "%Y-%m-%d"


class IssueForm(forms.Form):
    """An issue: its number, its titles, the date on its cover."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=100_000)
    title_ar = forms.CharField(
        label=_("Title in Arabic"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "rtl", "lang": "ar"}),
    )
    title_fr = forms.CharField(
        label=_("Title in French"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"dir": "ltr", "lang": "fr"}),
    )
    day = forms.DateField(
        label=_("Date on the cover"),
        input_formats=[DAY],
        widget=forms.DateInput(format=DAY, attrs={"type": "date", "dir": "ltr"}),
    )

    @classmethod
    def of(cls, issue: Issue, data: QueryDict | None = None) -> IssueForm:
        """The form of an issue that is there: its number stays."""
        titles = {f"title_{lang}": issue.title.get(lang, "") for lang in LANGS}
        form = cls(data, initial={"day": issue.day, **titles})
        del form.fields["number"]
        return form

    def wording(self) -> dict[str, Any]:
        """What the operations take."""
        written = dict(self.cleaned_data)
        written["title"] = {lang: written.pop(f"title_{lang}") for lang in LANGS}
        return written


class ArticleForm(forms.Form):
    """A new article."""

    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.none(), empty_label=None)
    lang = forms.ChoiceField(label=_("Language"), choices=list(LANGS.items()))
    title = forms.CharField(
        label=_("Title"), max_length=FIELDS["title"][1], widget=forms.TextInput({"dir": "auto"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section = self.fields["section"]
        assert isinstance(section, forms.ModelChoiceField)  # noqa: S101
        section.queryset = queries.sections()


class TextForm(forms.Form):
    """The wording of one text."""

    title = forms.CharField(label=_("Title"), max_length=FIELDS["title"][1])
    standfirst = forms.CharField(
        label=_("Introduction"),
        max_length=FIELDS["standfirst"][1],
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Two or three sentences under the title and in the contents."),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=FIELDS["body"][1],
        required=False,
        widget=forms.Textarea({"rows": 18}),
        help_text=_(
            "An empty line between paragraphs. A line that begins with # is a heading, with > a quotation."
        ),
    )
    byline = forms.CharField(label=_("Signed by"), max_length=FIELDS["byline"][1], required=False)
    correction = forms.CharField(
        label=_("What was corrected, and why"),
        max_length=FIELDS["correction"][1],
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The public reads it beside the new version."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, text: ArticleText) -> None:
        names = ("title", "standfirst", "body", "byline", "correction")
        super().__init__(
            data, initial={name: getattr(text, name) for name in names} | {"seen": queries.revision(text)}
        )
        for name in names:
            self.fields[name].widget.attrs |= {"dir": direction(text.lang), "lang": text.lang}
        if text.version == 1:
            del self.fields["correction"]


class DescriptionForm(forms.Form):
    """Who made a picture, what it shows, what stands below it. Missing ones are asked for at submission."""

    credit = forms.CharField(label=_("Credit"), max_length=FIELDS["credit"][1], required=False)
    alt = forms.CharField(
        label=_("Alternative text"),
        max_length=FIELDS["alt"][1],
        required=False,
        help_text=_("What it shows, for those who do not see it. Never name a private person."),
    )
    caption = forms.CharField(label=_("Caption"), max_length=FIELDS["caption"][1], required=False)

    def __init__(self, *args: Any, lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("credit", "alt", "caption"):
            self.fields[name].widget.attrs |= {"dir": direction(lang), "lang": lang}


class PictureForm(DescriptionForm):
    """A picture to add."""

    file = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP. Place and camera are taken out of the file."),
    )
    field_order = ("file", "credit", "alt", "caption")

    def clean_file(self) -> Any:
        """Said before it is read; what is in it is looked at by the operation."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            limit = {"limit": LARGEST_FILE // 1024**2}
            raise forms.ValidationError(_("The picture is larger than %(limit)s MB."), params=limit)
        return file


class SectionForm(forms.Form):
    """A section of the magazine."""

    name_ar = forms.CharField(
        label=_("Name in Arabic"), max_length=60, widget=forms.TextInput({"dir": "rtl", "lang": "ar"})
    )
    name_fr = forms.CharField(
        label=_("Name in French"), max_length=60, widget=forms.TextInput({"dir": "ltr", "lang": "fr"})
    )
    colour = forms.CharField(label=_("Colour"), initial="#0b5c48", widget=forms.TextInput({"type": "color"}))
    retired = forms.BooleanField(label=_("is offered no longer"), required=False)

    @classmethod
    def of(cls, section: Section) -> SectionForm:
        """What is known of a section."""
        names = {f"name_{lang}": section.name.get(lang, "") for lang in LANGS}
        return cls(initial=names | {"colour": section.colour, "retired": section.retired_at is not None})

    def wording(self) -> dict[str, Any]:
        """What the operations take."""
        written = dict(self.cleaned_data)
        written["name"] = {lang: written.pop(f"name_{lang}") for lang in LANGS}
        return written
