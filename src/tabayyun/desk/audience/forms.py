"""What people fill in about accounts and readings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.audience import queries
from tabayyun.desk.audience.models import FIGURES, Account
from tabayyun.desk.audience.operations.recording import LARGEST
from tabayyun.kit.plugins import load

DAY = "%Y-%m-%d"
LABELS = {
    "followers": _("Followers"),
    "posts": _("Posts of the day"),
    "views": _("Views of the day"),
    "reach": _("People reached on the day"),
    "posts_total": _("Posts since the beginning"),
    "views_total": _("Views since the beginning"),
}


def _day(**attrs: Any) -> forms.DateInput:
    return forms.DateInput(format=DAY, attrs={"type": "date", "dir": "ltr", **attrs})


class AccountForm(forms.Form):
    """An account. ``reader`` decides which option fields there are: choose it, then fill them in."""

    platform = forms.ChoiceField(label=_("Platform"), choices=Account.Platform.choices)
    handle = forms.CharField(label=_("Handle"), max_length=200, widget=forms.TextInput({"dir": "ltr"}))
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"dir": "auto"}))
    url = forms.CharField(
        label=_("Address of the account"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"dir": "ltr"}),
    )
    opened_on = forms.DateField(
        label=_("Opened on"),
        required=False,
        input_formats=[DAY],
        widget=_day(),
        help_text=_("Figures such as «in less than ten months» are counted from this day."),
    )
    reader = forms.ChoiceField(
        label=_("Read by"),
        required=False,
        help_text=_("A reader asks the platform once a day. Its token is given on the page of the account."),
    )
    account = forms.CharField(
        label=_("Account as the platform knows it"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"dir": "ltr"}),
        help_text=_("For readers: the handle, or the number of the page or account. Empty: the handle."),
    )
    address = forms.CharField(
        label=_("Address of the platform's API"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"dir": "ltr"}),
        help_text=_("Only where it is not the platform's own, or for Mastodon the server."),
    )

    def __init__(self, data: QueryDict | None = None, *, of: Account | None = None) -> None:
        super().__init__(data, initial=_known(of) if of else None)
        reader = self.fields["reader"]
        assert isinstance(reader, forms.ChoiceField)  # noqa: S101
        reader.choices = queries.readers()
        if of:
            del self.fields["platform"], self.fields["handle"]
        self.known_handle = of.handle if of else ""

    def given(self) -> dict[str, Any]:
        """What the operations take."""
        given = dict(self.cleaned_data)
        account, address = given.pop("account"), given.pop("address")
        options = {
            "account": account or given.get("handle") or self.known_handle,
            "address": address,
        }
        given["options"] = {k: v for k, v in options.items() if v} if given["reader"] else {}
        return given


class TokenForm(forms.Form):
    """The token of an account: written, never shown."""

    token = forms.CharField(
        label=_("Token"),
        max_length=4_000,
        widget=forms.PasswordInput({"dir": "ltr", "autocomplete": "off"}),
        help_text=_("It is kept as a file that only the service can read, and is never shown again."),
    )


class ReadingForm(forms.Form):
    """What somebody measured by hand."""

    day = forms.DateField(label=_("Day"), input_formats=[DAY], widget=_day())
    correction = forms.CharField(
        label=_("Why it is corrected"),
        required=False,
        max_length=1_000,
        widget=forms.TextInput({"dir": "auto"}),
        help_text=_("Only where the day has other figures already."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIGURES:
            self.fields[name] = forms.IntegerField(
                label=LABELS[name], required=False, min_value=0, max_value=LARGEST
            )
        self.order_fields(["day", *LABELS, "correction"])

    def given(self) -> dict[str, Any]:
        """What `operations.record` takes."""
        figures = {name: self.cleaned_data[name] for name in FIGURES}
        return {
            "day": self.cleaned_data["day"],
            "correction": self.cleaned_data["correction"],
            "figures": figures,
        }


class PeriodForm(forms.Form):
    """The year that the list shows."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)

    def __init__(self, data: QueryDict, years: list[int]) -> None:
        super().__init__(data or {"year": years[0]})
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(year, str(year)) for year in years]
        self.years = years

    def span(self) -> tuple[date, date]:
        """First and last day; the last one is today in a year that is not over."""
        year = self.cleaned_data.get("year") if self.is_valid() else None
        year = year or self.years[0]
        return date(year, 1, 1), min(date(year, 12, 31), timezone.localdate())


def needs_token(account: Account) -> bool:
    """Whether the reader of ``account`` cannot read without a token."""
    return bool(account.reader) and bool(load("readers", account.reader).needs_token)


def _known(account: Account) -> dict[str, Any]:
    fields = ("name", "url", "opened_on", "reader")
    return {name: getattr(account, name) for name in fields} | dict(account.options)
