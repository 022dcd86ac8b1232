"""The forms of media requests, the triage box, film support, the grounds and the coverage log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.cases import queries as cases
from tabayyun.desk.cases.models import Unit
from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import Decision, MediaRequest, Resource, Restriction
from tabayyun.desk.mediadesk.models.requests import LANGUAGES
from tabayyun.desk.mediadesk.operations import Asked, Ground, Piece, Verdict
from tabayyun.desk.mediadesk.operations.standing import LINE, REASON, TEXT
from tabayyun.desk.outreach import queries as outreach
from tabayyun.desk.outreach.models import Region
from tabayyun.kit.models import User

if TYPE_CHECKING:
    UserField = forms.ModelChoiceField[User]
    UnitField = forms.ModelChoiceField[Unit]
    GroundField = forms.ModelChoiceField[Restriction]
    ResourceField = forms.ModelChoiceField[Resource]
    RegionField = forms.ModelChoiceField[Region]
else:  # Django's own field is generic in its stubs only
    UserField = UnitField = GroundField = ResourceField = RegionField = forms.ModelChoiceField


def _line(direction: str = "auto") -> forms.TextInput:
    return forms.TextInput(attrs={"dir": direction})


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "dir": "ltr"})


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "dir": "ltr"})


class NamedUser(UserField):
    """A person, by the name people know."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.display_name} · {obj.get_role_display()}"


class NamedUnit(UnitField):
    """A unit, by its name in the reader's language."""

    def label_from_instance(self, obj: Unit) -> str:
        return obj.local_name


class NamedGround(GroundField):
    """A ground, by its name and legal reference."""

    def label_from_instance(self, obj: Restriction) -> str:
        return f"{obj.local_name} — {obj.local_reference}"[:160]


class NamedResource(ResourceField):
    """A resource, by its name and how many there are."""

    def label_from_instance(self, obj: Resource) -> str:
        return f"{obj.local_name} ({obj.capacity}) · {obj.get_kind_display()}"


class NamedRegion(RegionField):
    """A region, by its name."""

    def label_from_instance(self, obj: Region) -> str:
        return obj.local_name


class AskedForm(forms.Form):
    """A request, as whoever asks or whoever takes it down writes it."""

    asker = forms.ChoiceField(label=_("Who asks"), choices=MediaRequest.Asker.choices)
    outlet = forms.CharField(label=_("Outlet or company"), max_length=LINE, required=False, widget=_line())
    name = forms.CharField(label=_("Name"), max_length=LINE, widget=_line())
    press_card = forms.CharField(
        label=_("Press card number"), max_length=60, required=False, widget=_line("ltr")
    )
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"dir": "ltr"}))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
    )
    language = forms.ChoiceField(label=_("Language of our answers"), choices=LANGUAGES)
    kind = forms.ChoiceField(label=_("What for"), choices=MediaRequest.Kind.choices)
    subject = forms.CharField(label=_("Subject"), max_length=LINE, widget=_line())
    details = forms.CharField(label=_("Details"), max_length=TEXT, required=False, widget=_text(6))
    place = forms.CharField(label=_("Place"), max_length=LINE, required=False, widget=_line())
    starts_on = forms.DateField(label=_("First day"), required=False, widget=_day())
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=_day())
    deadline = forms.DateField(label=_("Answer needed before"), required=False, widget=_day())

    def clean_phone(self) -> str:
        """Digits as they are dialled, also when they were typed as Arabic ones."""
        phone: str = self.cleaned_data["phone"]
        kept = "".join(str(int(c)) if c.isdecimal() else c for c in phone)
        if any(not (c.isdecimal() or c in "+-() ./") for c in kept):
            raise forms.ValidationError(_("A telephone number is made of digits."))
        return kept

    @property
    def asked(self) -> Asked:
        """What is asked for."""
        return Asked(**{name: self.cleaned_data[name] for name in Asked.__dataclass_fields__})


class ReplyForm(forms.Form):
    text = forms.CharField(label=_("To the journalist"), max_length=TEXT, widget=_text(5))


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note among colleagues"), max_length=TEXT, widget=_text(3))


class AssignForm(forms.Form):
    unit = NamedUnit(label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("none"))
    assignee = NamedUser(
        label=_("Assignee"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = cases.units()  # type: ignore[attr-defined]
        self.fields["assignee"].queryset = queries.assignable()  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """A decision; a refusal needs its ground, and a day on which it ends."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=[("", "—"), *Decision.Outcome.choices])
    restriction = NamedGround(
        label=_("Legal ground"),
        queryset=Restriction.objects.none(),
        required=False,
        empty_label=_("none: granted as asked"),
        help_text=_("Needed as soon as anything is held back."),
    )
    expires_on = forms.DateField(
        label=_("Held back until"),
        required=False,
        widget=_day(),
        help_text=_("Empty: as long as this ground usually lasts. The request then opens again by itself."),
    )
    text = forms.CharField(label=_("What the journalist is told"), max_length=TEXT, widget=_text(5))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["restriction"].queryset = queries.grounds()  # type: ignore[attr-defined]

    @property
    def verdict(self) -> Verdict:
        """What is to be decided."""
        return Verdict(**{name: self.cleaned_data[name] for name in Verdict.__dataclass_fields__})


class UpholdForm(forms.Form):
    answer = forms.CharField(label=_("Why the decision stands"), max_length=TEXT, widget=_text(4))


class CloseForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=REASON, widget=_line())


class ShootForm(forms.Form):
    starts_at = forms.DateTimeField(label=_("From"), widget=_moment())
    ends_at = forms.DateTimeField(label=_("Until"), widget=_moment())
    place = forms.CharField(label=_("Place"), max_length=LINE, widget=_line())
    region = NamedRegion(
        label=_("Region"),
        queryset=Region.objects.none(),
        required=False,
        help_text=_("Needed for a production company: the support given to it is counted there."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = outreach.regions()  # type: ignore[attr-defined]


class BookForm(forms.Form):
    resource = NamedResource(label=_("What"), queryset=Resource.objects.none())
    quantity = forms.IntegerField(label=_("How many"), min_value=1, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resource"].queryset = queries.resources()  # type: ignore[attr-defined]


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=LINE,
        help_text=_("PDF, PNG or JPEG, 20 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class AttachForm(forms.Form):
    reference = forms.CharField(label=_("Reference"), max_length=40, widget=_line("ltr"))


class SetAsideForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=REASON, widget=_line())


class _InEachLanguage(forms.Form):
    """Words in Arabic, French and English: one field for each of ``WORDS`` and language."""

    def words(self, name: str) -> dict[str, str]:
        """Language → what was typed."""
        return {code: self.cleaned_data[f"{name}_{code}"] for code, _name in LANGUAGES}

    def _add(self, name: str, label: Any, most: int, rows: int, required: bool) -> None:
        for code, language in LANGUAGES:
            direction = "rtl" if code == "ar" else "ltr"
            widget: forms.Widget = _text(rows) if rows else _line()
            widget.attrs["dir"] = direction
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=f"{label} · {language}", max_length=most, required=required, widget=widget
            )


class GroundForm(_InEachLanguage):
    """A legal restriction."""

    code = forms.SlugField(label=_("Code"), max_length=40, widget=_line("ltr"))
    days = forms.IntegerField(label=_("Usual length in days"), min_value=1, max_value=366)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add("name", _("Name"), LINE, 0, True)
        self._add("legal_reference", _("Legal reference"), 500, 0, True)
        self._add("wording", _("What the journalist reads"), 2_000, 3, True)
        self.fields["retired"] = forms.BooleanField(label=_("Is not used any more"), required=False)

    @property
    def ground(self) -> Ground:
        """The ground as it was worded."""
        texts = {name: self.words(name) for name in ("name", "legal_reference", "wording")}
        return Ground(code=self.cleaned_data["code"], days=self.cleaned_data["days"], **texts)

    @classmethod
    def of(cls, ground: Restriction) -> GroundForm:
        """The form filled with ``ground``."""
        texts = {
            f"{name}_{code}": text
            for name in ("name", "legal_reference", "wording")
            for code, text in getattr(ground, name).items()
        }
        retired = ground.retired_at is not None
        return cls(initial={"code": ground.code, "days": ground.days, "retired": retired, **texts})


class ResourceForm(_InEachLanguage):
    """Something that is lent for filming."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Resource.Kind.choices)
    capacity = forms.IntegerField(label=_("How many at one time"), min_value=1, max_value=1_000, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add("name", _("Name"), LINE, 0, False)
        self.fields["retired"] = forms.BooleanField(label=_("Is not lent any more"), required=False)

    @classmethod
    def of(cls, resource: Resource) -> ResourceForm:
        """The form filled with ``resource``."""
        names = {f"name_{code}": text for code, text in resource.name.items()}
        retired = resource.retired_at is not None
        return cls(
            initial={"kind": resource.kind, "capacity": resource.capacity, "retired": retired, **names}
        )


class CoverageForm(forms.Form):
    """One piece of the coverage log."""

    url = forms.CharField(
        label=_("Link"),
        max_length=2_000,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )
    outlet = forms.CharField(label=_("Outlet"), max_length=LINE, widget=_line())
    title = forms.CharField(label=_("Title"), max_length=300, required=False, widget=_line())
    published_on = forms.DateField(label=_("Date"), widget=_day())
    audience = forms.IntegerField(
        label=_("Audience"), required=False, min_value=0, max_value=9_000_000_000_000_000
    )
    reference = forms.CharField(
        label=_("Request it came out of"), max_length=40, required=False, widget=_line("ltr")
    )

    def clean_reference(self) -> MediaRequest | None:
        """The request of that reference."""
        reference = self.cleaned_data["reference"].strip().upper()
        if not reference:
            return None
        found = MediaRequest.objects.filter(reference=reference).first()
        if found is None:
            raise forms.ValidationError(_("There is no request with this reference."))
        return found

    @property
    def piece(self) -> Piece:
        """The piece as it was written down."""
        return Piece(**{name: self.cleaned_data[name] for name in Piece.__dataclass_fields__})
