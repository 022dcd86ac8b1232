"""Forms of the watch room: a source with the options its plugin asks for."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any, get_type_hints

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tabayyun.desk.watch import operations, queries
from tabayyun.desk.watch.models import Source
from tabayyun.kit.errors import Refused
from tabayyun.kit.plugins import load
from tabayyun.kit.templatetags.tabayyun import plain

NAME_LENGTH, SLUG_LENGTH, OPTION_LENGTH = 200, 60, 2000
PREFIX = "option_"


class SourceForm(forms.Form):
    """A new or a known source. The fields after the name are the plugin's own options."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    slug = forms.SlugField(
        label=_("Short name"),
        max_length=SLUG_LENGTH,
        help_text=_("Latin letters, digits and hyphens; it stays the same for ever."),
    )

    def __init__(self, *args: Any, plugin: str, source: Source | None = None, **kwargs: Any) -> None:
        self.plugin, self.source = plugin, source
        super().__init__(*args, **kwargs)
        self.known = option_fields(plugin)
        self.fields |= {PREFIX + name: one for name, one in self.known.items()}
        if source is not None:
            del self.fields["slug"]
            self._fill(source)

    def _fill(self, source: Source) -> None:
        self.fields["name"].initial = source.name
        for name, field in self.known.items():
            if queries.is_secret(name):
                field.required = False
                field.help_text = gettext("Leave empty to keep the one that is set.")
            elif name in source.options:
                field.initial = _shown(source.options[name])

    def clean_slug(self) -> str:
        """Said here so that it stands at the field; the database refuses it as well."""
        slug: str = self.cleaned_data["slug"]
        if Source.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is already a source with this short name."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Every field first, then the plugin's own opinion on the options together."""
        given = super().clean() or {}
        if not self.errors:
            given["options"] = self._options(given)
            self._ask_plugin(given["options"])
        return given

    def _options(self, given: Mapping[str, Any]) -> dict[str, Any]:
        options: dict[str, Any] = {}
        for name in self.known:
            value = given.get(PREFIX + name)
            if value in (None, "") and self.source is not None and queries.is_secret(name):
                value = self.source.options.get(name)
            if value not in (None, ""):
                options[name] = value
        return options

    def _ask_plugin(self, options: Mapping[str, Any]) -> None:
        """The plugin says «option: what is wrong»: shown at that field."""
        try:
            operations.checked(self.plugin, options)
        except Refused as refused:
            name, _colon, words = str(refused).partition(": ")
            field = PREFIX + name if name in self.known else None
            self.add_error(field, words if field else str(refused))


def option_fields(plugin: str) -> dict[str, forms.Field]:
    """A form field for each field of the dataclass that the plugin's ``parse`` promises."""
    promised = get_type_hints(type(load("sources", plugin)).parse)["return"]
    types = get_type_hints(promised)
    return {one.name: _field(one, types[one.name]) for one in dataclasses.fields(promised)}


def _field(one: dataclasses.Field[Any], kind: Any) -> forms.Field:
    required = one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
    said: dict[str, Any] = {
        "label": queries.option_in_words(one.name),
        "help_text": queries.option_help(str(one.metadata.get("help", ""))),
        "required": required and kind is not bool,
        "initial": None if required else _shown(one.default),
    }
    if kind is bool:
        return forms.BooleanField(**said)
    if kind is int:
        return forms.IntegerField(**said)
    widget = forms.PasswordInput() if queries.is_secret(one.name) else forms.TextInput({"dir": "auto"})
    return forms.CharField(max_length=OPTION_LENGTH, widget=widget, **said)


def _shown(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return json.dumps(value) if isinstance(value, dict) else value


class QuarantineFilter(forms.Form):
    """Which lines of the quarantine to see."""

    source = forms.ChoiceField(label=_("Source"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(slug, plain(name)) for slug, name in Source.objects.values_list("slug", "name")]
        self.fields["source"].choices = [("", _("all sources")), *places]  # type: ignore[attr-defined]
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("", _("all reasons")),
            *queries.reasons_in_words(),
        ]

    def chosen(self) -> dict[str, str]:
        """The valid choices: what is not a choice is no filter."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in ("source", "reason")}
