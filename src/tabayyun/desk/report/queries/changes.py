"""What the records say now that was published otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from tabayyun.desk.report.figures import REGISTER, Difference, difference
from tabayyun.desk.report.models import Chapter, Erratum
from tabayyun.desk.report.queries.standing import live_figures, standing
from tabayyun.desk.report.stated import Stated


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that moved: as it stands in public, as the records have it now, and which rows differ."""

    stands: Stated
    now: Stated
    rows: Difference
    erratum: Erratum | None = None
    """The one that is being written about it."""

    @property
    def key(self) -> str:
        return self.stands.key

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        return str(REGISTER[self.key].name)


def changes(chapter: Chapter) -> list[Change]:
    """The figures of a published chapter that the records contradict by now, in the chapter's order."""
    public = standing(chapter)
    now = live_figures(chapter, {key: stated.salt for key, stated in public.items()})
    open_errata = {each.figure: each for each in chapter.errata.filter(published_at__isnull=True)}
    found = [
        Change(stands, now[key], difference(stands.lines, now[key].lines), open_errata.get(key))
        for key, stands in public.items()
        if key in now
    ]
    return [change for change in found if change.rows or change.now.value != change.stands.value]
