"""What people of the press room fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases.models import Case
from tabayyun.desk.press.models import Statement, StatementText
from tabayyun.desk.press.queries.wording import revision
from tabayyun.desk.signals.models import Verdict
from tabayyun.kit.templatetags.tabayyun import direction

MOMENT = "%Y-%m-%dT%H:%M"


class FilterForm(forms.Form):
    """What the list of statements shows."""

    q = forms.CharField(label=_("Reference or words"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    lang = forms.ChoiceField(label=_("Language"), required=False)
    late = forms.BooleanField(label=_("Late only"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        for name, choices in (
            ("kind", Statement.Kind.choices),
            ("state", StatementText.State.choices),
            ("lang", settings.LANGUAGES),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [*every, *choices]

    def narrowing(self) -> list[forms.BoundField]:
        """The fields that are not a box to tick."""
        return [self[name] for name in ("q", "kind", "state", "lang")]

    def chosen(self) -> dict[str, str]:
        """The filters that hold; what makes no sense filters nothing."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class NewForm(forms.Form):
    """A new statement, on a case or free."""

    case = forms.ModelChoiceField(
        label=_("Case"),
        queryset=Case.objects.all(),
        to_field_name="reference",
        required=False,
        empty_label=_("no case"),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Statement.Kind.choices)
    topic = forms.ChoiceField(label=_("Topic"), choices=Statement.Topic.choices)
    langs = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each language is drafted, approved and published on its own."),
    )
    claim = forms.CharField(
        label=_("The claim that is answered"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        required=False,
        max_length=2000,
        help_text=_("Left empty, it is taken from the content of the case. Never name a person."),
    )
    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=[("", _("none, or the verdict of the case")), *Verdict.choices],
        required=False,
    )


class TextForm(forms.Form):
    """The wording of one text."""

    title = forms.CharField(label=_("Title"), max_length=200)
    claim = forms.CharField(
        label=_("The claim that is answered"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        required=False,
        max_length=2000,
        help_text=_("The same in every language of the statement."),
    )
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 16}), max_length=60_000)
    checked = forms.CharField(
        label=_("What was checked"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("One sentence a line: what was checked, and what was found. Never name a person."),
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=Statement.Topic.choices)
    correction = forms.CharField(
        label=_("What was corrected, and why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("The public reads it beside the new version."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, text: StatementText) -> None:
        super().__init__(data, initial=_as_written(text))
        for name in ("title", "body", "checked", "correction"):
            self.fields[name].widget.attrs |= {"dir": direction(text.lang), "lang": text.lang}
        if text.version == 1:
            del self.fields["correction"]
        if text.statement.first_published_at:
            for name in ("claim", "topic"):
                del self.fields[name]

    def wording(self) -> dict[str, Any]:
        """What `operations.edit` takes."""
        written = dict(self.cleaned_data)
        written["checked"] = written["checked"].splitlines()
        return written


class ScheduleForm(forms.Form):
    """When to publish. The time is the institution's own."""

    publish_at = forms.DateTimeField(
        label=_("Publish at"),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local", "dir": "ltr"}),
    )
    embargo = forms.BooleanField(
        label=_("Embargo: nobody can publish it earlier"),
        required=False,
    )


def _as_written(text: StatementText) -> dict[str, Any]:
    return {
        "title": text.title,
        "claim": text.statement.claim,
        "body": text.body,
        "checked": "\n".join(text.checked),
        "topic": text.statement.topic,
        "correction": text.correction,
        "seen": revision(text),
    }
