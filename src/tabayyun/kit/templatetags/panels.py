"""``{% panels "case" case %}``: what other rooms show in this place."""

from typing import Any

from django import template
from django.db.models import Model
from django.utils.safestring import SafeString

from tabayyun.kit import panels as registry

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: dict[str, Any], place: str, subject: Model) -> SafeString:
    """The blocks that rooms registered for ``place``: see `kit.panels`."""
    return registry.render(place, context["request"], subject)
