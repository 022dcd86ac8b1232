"""Addresses that a receipt may carry."""

from urllib.parse import urlsplit

from tabayyun.plugins.channels.base import ChannelError


def public_link(link: str) -> str:
    """``link`` when a stranger can open it. Raises ChannelError: a receipt without a link proves nothing."""
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ChannelError(f"not a public address: {link!r}")
    return link
