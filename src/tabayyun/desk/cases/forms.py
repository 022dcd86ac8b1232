"""The forms of a case, of a unit, and of the page on which a unit answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases import queries
from tabayyun.desk.cases.models import Unit
from tabayyun.desk.cases.operations.standing import NAME, REASON, TEXT
from tabayyun.desk.signals.models import Verdict
from tabayyun.kit.models import User

DEADLINES = [
    (30, _("30 minutes")),
    (60, _("1 hour")),
    (120, _("2 hours")),
    (240, _("4 hours")),
    (480, _("8 hours")),
    (1440, _("1 day")),
    (4320, _("3 days")),
]


if TYPE_CHECKING:
    UserField = forms.ModelChoiceField[User]
    UnitField = forms.ModelChoiceField[Unit]
else:  # Django's own field is generic in its stubs only
    UserField = UnitField = forms.ModelChoiceField


class NamedUser(UserField):
    """A person, by the name people know."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.display_name} · {obj.get_role_display()}"


class NamedUnit(UnitField):
    """A unit, by its name in the reader's language."""

    def label_from_instance(self, obj: Unit) -> str:
        return obj.local_name


def _line(direction: str = "auto") -> forms.TextInput:
    return forms.TextInput(attrs={"dir": direction})


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note"), max_length=TEXT, widget=_text(3))


class AssignForm(forms.Form):
    assignee = NamedUser(
        label=_("Assignee"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = queries.assignable()  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """A question to a unit; the deadline is chosen as a span, which is quick on a phone."""

    unit = NamedUnit(label=_("Unit"), queryset=Unit.objects.none())
    question = forms.CharField(label=_("Question"), max_length=TEXT, widget=_text(4))
    within = forms.TypedChoiceField(label=_("Answer within"), choices=DEADLINES, coerce=int, initial=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = queries.units()  # type: ignore[attr-defined]

    @property
    def span(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["within"])


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Verdict"), choices=[("", "—"), *Verdict.choices])
    grounds = forms.CharField(
        label=_("Grounds"),
        max_length=TEXT,
        widget=_text(5),
        help_text=_("What was checked, and why it leads to this verdict."),
    )


class CloseForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=REASON, widget=_line())


class AnswerForm(forms.Form):
    """What a unit fills in, without an account."""

    answer = forms.CharField(label=_("Your answer"), max_length=TEXT, widget=_text(8))
    name = forms.CharField(label=_("Your name and function"), max_length=NAME, widget=_line())


class UnitForm(forms.Form):
    """A unit: its names, addresses and language."""

    name_ar = forms.CharField(
        label=_("Name in Arabic"),
        max_length=NAME,
        required=False,
        widget=_line("rtl"),
    )
    name_fr = forms.CharField(
        label=_("Name in French"),
        max_length=NAME,
        required=False,
        widget=_line("ltr"),
    )
    name_en = forms.CharField(
        label=_("Name in English"),
        max_length=NAME,
        required=False,
        widget=_line("ltr"),
    )
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"dir": "ltr"}))
    escalation_email = forms.EmailField(
        label=_("E-mail for escalation"), required=False, widget=forms.EmailInput(attrs={"dir": "ltr"})
    )
    language = forms.ChoiceField(label=_("Language of its letters"), choices=queries.LANGUAGES)
    retired = forms.BooleanField(label=_("Is not asked any more"), required=False)

    @property
    def name(self) -> dict[str, str]:
        """Language → name, as typed."""
        return {lang: self.cleaned_data[f"name_{lang}"] for lang in ("ar", "fr", "en")}

    @classmethod
    def of(cls, unit: Unit) -> UnitForm:
        """The form filled with ``unit``."""
        names = {f"name_{lang}": name for lang, name in unit.name.items()}
        return cls(
            initial={
                **names,
                "email": unit.email,
                "escalation_email": unit.escalation_email,
                "language": unit.language,
                "retired": unit.retired_at is not None,
            }
        )
