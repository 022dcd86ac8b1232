"""Reading one timeline on: pages from the server, and what its stream gives early."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from threading import Event

from tabayyun.plugins.sources.base import Batch, SourceError
from tabayyun.plugins.sources.mastodon import format as statuses
from tabayyun.plugins.sources.mastodon.cursor import MOST_RECENT, Cursor
from tabayyun.plugins.sources.mastodon.transport import Instance


class Timeline:
    """One timeline from a cursor on."""

    def __init__(
        self, instance: Instance, path: str, params: Mapping[str, str], overlap: int, cursor: Cursor
    ) -> None:
        self._instance, self._path, self._params = instance, path, dict(params)
        self._overlap, self._at = overlap, cursor

    @property
    def crowded(self) -> bool:
        """Whether so much came by stream alone that it is time to page."""
        return len(self._at.recent) > MOST_RECENT // 2

    def pages(self, stop: Event) -> Iterator[Batch]:
        """Page after page until one brings nothing; at the very beginning the newest page alone.

        ``min_id`` gives the page right after an id, so nothing in between is skipped. Raises SourceError.
        """
        after, first = self._at.start(self._overlap), not self._at.newest
        while not stop.is_set():
            known = set(self._at.recent)
            page = yield from self._page({} if first else {"min_id": after})
            newest = max((after, *page.ids), key=statuses.order)
            self._at = self._at.paged(page.ids or ["0"], self._overlap)
            fresh = [post for post in page.posts if post.id not in known]
            if fresh or page.rejected or first:
                yield Batch(fresh, page.rejected, self._at.dump())
            if first or newest == after:  # nothing new, or a server that does not know min_id
                return
            after = newest

    def take(self, messages: list[str | bytes]) -> Batch:
        """The batch in messages of the stream."""
        batch, known = Batch(), set(self._at.recent)
        for message in messages:
            page = statuses.event(message, origin=self._instance.address)
            batch.posts.extend(post for post in page.posts if post.id not in known)
            batch.rejected.extend(page.rejected)
            known.update(page.ids)
            self._at = self._at.streamed(page.ids)
        return Batch(batch.posts, batch.rejected, self._at.dump())

    def _page(self, since: Mapping[str, str]) -> Generator[Batch, None, statuses.Page]:
        answer = self._instance.page(self._path, {**self._params, **since})
        origin = answer.url.partition("?")[0]
        page = statuses.decode(answer.body, origin=origin)
        if page is None:
            refused = statuses.refusal(answer.body, origin, 0, "no list of statuses")
            yield Batch(rejected=[refused], cursor=self._at.dump())
            raise SourceError(f"{origin}: this is no list of statuses")
        return page
