"""The institution's own site: what is published is there already."""

from __future__ import annotations

from typing import ClassVar

from tabayyun.plugins.channels.base import Message, Receipt
from tabayyun.plugins.channels.links import public_link


class WebsiteChannel:
    """The newsroom reads the same database, so delivery is the receipt with the link."""

    slug: ClassVar[str] = "website"

    def deliver(self, message: Message) -> Receipt:
        """The receipt for the page. Raises ChannelError when the page has no public address."""
        return Receipt(remote_id=message.key, link=public_link(message.link))


plugin = WebsiteChannel()
