"""The newsroom's RSS and Atom feeds."""

from __future__ import annotations

from typing import ClassVar

from tabayyun.plugins.channels.base import Message, Receipt
from tabayyun.plugins.channels.links import public_link


class FeedChannel:
    """The feeds list what is published. An entry's id is the address of its page: one page, one entry."""

    slug: ClassVar[str] = "feed"

    def deliver(self, message: Message) -> Receipt:
        """The receipt for the entry. Raises ChannelError when its page has no public address."""
        link = public_link(message.link)
        return Receipt(remote_id=link, link=link)


plugin = FeedChannel()
