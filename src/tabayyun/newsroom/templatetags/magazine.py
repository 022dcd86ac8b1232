"""Tags of the magazine's public pages."""

from typing import Any

from django import template

from tabayyun.desk.magazine.queries import WIDTHS
from tabayyun.kit.templatetags.tabayyun import plain
from tabayyun.newsroom.languages import address

register = template.Library()


@register.filter
def article_path(text: Any) -> str:
    """The page of an article of the magazine, in the text's own language."""
    return address(text.lang, "magazine_article", text.article.issue.number, text.article.place)


@register.filter
def section_name(text: Any) -> str:
    """The section of an article of the magazine, in the text's own language."""
    return plain(text.article.section.in_language(text.lang))


@register.filter
def issue_path(contents: Any) -> str:
    """The page of an issue of the magazine, in the language of its contents."""
    return address(contents.lang, "magazine_issue", contents.issue.number)


@register.inclusion_tag("newsroom/magazine_picture.html")
def magazine_picture(picture: Any, sizes: str, eager: bool = False) -> dict[str, Any]:
    """A picture of the magazine at the width that fits; ``sizes`` is how wide the page shows it."""
    widths = [width for width in WIDTHS if width < picture.width] or [WIDTHS[0]]
    addresses = [(f"/magazine/pictures/{picture.sha256}-{width}.jpg", width) for width in widths]
    return {"picture": picture, "addresses": addresses, "sizes": sizes, "eager": eager}
