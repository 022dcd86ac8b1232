"""Links to services that search for earlier copies of a picture: for a person to press, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from tabayyun.desk.signals.models import Content

SERVICES = (
    ("Google Lens", "https://lens.google.com/uploadbyurl?url={}"),
    ("Bing", "https://www.bing.com/images/search?view=detailv2&iss=sbi&q=imgurl:{}"),
    ("Yandex", "https://yandex.com/images/search?rpt=imageview&url={}"),
    ("TinEye", "https://tineye.com/search?url={}"),
)
MOST = 4
"""Pictures of one content that links are offered for."""


@dataclass(frozen=True, slots=True)
class Search:
    """A picture on the web, and where it can be searched for."""

    address: str
    services: Sequence[tuple[str, str]]
    """(name, address that hands the picture's own address over)."""


def links(content: Content) -> list[Search]:
    """For each picture of the first post that has an address on the web."""
    found = [address for address in content.first_post.media if _on_the_web(address)]
    return [
        Search(address, [(name, link.format(quote(address, safe=""))) for name, link in SERVICES])
        for address in found[:MOST]
    ]


def _on_the_web(address: object) -> bool:
    try:
        parts = urlsplit(str(address))
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
