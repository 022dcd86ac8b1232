"""What people type into the queue."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.signals.models import Content, KnownClaim, Signal
from tabayyun.desk.signals.queries import Filters
from tabayyun.desk.signals.queries.queue import ALL

LANGUAGES = [
    ("ar", _("Arabic")),
    ("ary", _("Darija")),
    ("arabizi", _("Arabizi")),
    ("fr", _("French")),
    ("en", _("English")),
    ("other", _("other language")),
]
SINCE = [
    ("", _("any time")),
    ("1", _("the last hour")),
    ("6", _("the last 6 hours")),
    ("24", _("the last day")),
    ("168", _("the last week")),
]
DISMISSAL_REASONS = [
    _("Opinion or criticism: not a rumour"),
    _("Not about us"),
    _("True, and harmless"),
    _("Satire"),
    _("Advertising or spam"),
    _("Too old to matter"),
]


class QueueFilter(forms.Form):
    """The filters above the queue. Anything wrong in them counts as not given."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Signal"), required=False)
    lang = forms.ChoiceField(label=_("Language"), required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    since = forms.ChoiceField(label=_("Since"), required=False, choices=SINCE)
    words = forms.CharField(label=_("Words"), required=False, max_length=200)

    def __init__(self, data: Any, *, sources: list[tuple[str, str]]) -> None:
        super().__init__(data)
        every = [("", _("all"))]
        self._choose("state", [*Content.State.choices, (ALL, _("all"))])
        self._choose("kind", [*every, *Signal.Kind.choices])
        self._choose("lang", [*every, *LANGUAGES])
        self._choose("source", [*every, *sources])
        self.fields["words"].widget.attrs.update({"type": "search", "dir": "auto"})

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = choices

    def filters(self, now: datetime) -> Filters:
        """The filters; ``since`` is rounded to the minute so that readers share them."""
        self.is_valid()
        good = self.cleaned_data
        hours = int(good.get("since") or 0)
        minute = now.replace(second=0, microsecond=0)
        return Filters(
            state=good.get("state") or Content.State.OPEN,
            lang=good.get("lang", ""),
            kind=good.get("kind", ""),
            source=good.get("source", ""),
            words=good.get("words", ""),
            since=minute - timedelta(hours=hours) if hours else None,
        )


class DismissForm(forms.Form):
    """Why a content is dismissed: one of the common reasons, or one's own words."""

    reason = forms.CharField(required=False, max_length=300)
    other = forms.CharField(label=_("Another reason"), required=False, max_length=300)

    def text(self) -> str:
        """The reason given; one's own words win."""
        self.is_valid()
        return str(self.cleaned_data.get("other") or self.cleaned_data.get("reason", ""))


class ThresholdForm(forms.Form):
    """From which probability on, in 100, a match is shown."""

    percent = forms.IntegerField(label=_("Show matches from (of 100)"), min_value=50, max_value=99)


class AnswerForm(forms.Form):
    """The known claim that answers a content, or is said to be the same or not."""

    claim = forms.ModelChoiceField(KnownClaim.objects.filter(withdrawn_at=None))
