"""Which line holds the headings, and which column is meant by each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from tabayyun.kit.sheets.cells import alike, in_every_language, text_of
from tabayyun.kit.sheets.faults import Unfit
from tabayyun.kit.sheets.reading import Grid, Line, limits
from tabayyun.kit.sheets.tables import Column, Table

REASON = _("Reason for refusal")
ALIKE = 0.85
LETTERS = 26


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the file: its place (0 is A), its heading, and what stands below it first."""

    place: int
    text: str
    example: str

    @property
    def letter(self) -> str:
        """A, B, …, AA: as the spreadsheet program calls the column."""
        high, low = divmod(self.place, LETTERS)
        return (chr(64 + high) if high else "") + chr(65 + low)


def headings(grid: Grid, header: int) -> list[Heading]:
    """The columns of ``grid`` when line ``header`` holds the headings (0: no line does)."""
    above = _line(grid, header)
    below = [line for line in grid.lines if line.number > header]
    found = []
    for place in range(min(grid.width, limits.COLUMNS)):
        examples = (_shown(line, place) for line in below[:50])
        example = next((text for text in examples if text), "")
        found.append(Heading(place, _shown(above, place) if above else "", example))
    return [heading for heading in found if heading.text or heading.example]


def folded(found: list[Heading]) -> dict[int, str]:
    """Place → the heading as it is compared. One met again gets a number; our «reason» is left out."""
    ours = {alike(said) for said in in_every_language(REASON)}
    names: dict[int, str] = {}
    met: dict[str, int] = {}
    for heading in found:
        name = alike(heading.text)
        if not name or name in ours:
            continue
        met[name] = met.get(name, 0) + 1
        names[heading.place] = name if met[name] == 1 else f"{name} {met[name]}"
    return names


def signature(found: list[Heading]) -> str:
    """The same for files with the same headings, in whatever order."""
    return hashlib.sha256("\n".join(sorted(folded(found).values())).encode()).hexdigest()


def guessed_header(grid: Grid, table: Table) -> int:
    """The number of the line, among the first, whose cells name the most columns of ``table``.

    The first line when none names any.
    """
    head = [line for line in grid.lines if line.number <= limits.HEAD] or list(grid.lines[:1])
    return max(head, key=lambda line: (_named(grid, table, line), -line.number)).number


def _named(grid: Grid, table: Table, line: Line) -> int:
    return len(guessed(headings(Grid(grid.name, (line,)), line.number), table))


def guessed(found: list[Heading], table: Table) -> dict[str, int]:
    """Column name → place, for the headings that say clearly what they are."""
    names = folded(found)
    spellings = {column.name: _spellings(column) for column in table.columns}
    scores = [
        (_likeness(name, said), -place, column)
        for place, name in names.items()
        for column, said in spellings.items()
    ]
    chosen: dict[str, int] = {}
    for score, place, column in sorted(scores, reverse=True):
        if score >= ALIKE and column not in chosen and -place not in chosen.values():
            chosen[column] = -place
    return chosen


def _likeness(name: str, spellings: list[str]) -> float:
    """1 for a name of the column, less for one that resembles it or has further words."""
    best = 0.0
    for spelling in spellings:
        if name == spelling:
            return 1.0
        if f" {spelling} " in f" {name} " and len(spelling) >= 3:  # noqa: PLR2004  («of» names nothing)
            best = max(best, ALIKE + 0.1 * len(spelling) / len(name))
        elif (matcher := SequenceMatcher(None, name, spelling)).real_quick_ratio() >= ALIKE:
            best = max(best, matcher.ratio() - 0.01)
    return best


def _spellings(column: Column) -> list[str]:
    return [alike(said) for said in (*in_every_language(column.label), *column.synonyms)]


def remembered(found: list[Heading], memory: Mapping[str, str]) -> dict[str, int]:
    """Column name → place, from column name → heading as it was chosen before."""
    places = {name: place for place, name in folded(found).items()}
    return {column: places[name] for column, name in memory.items() if name in places}


def to_remember(found: list[Heading], columns: Mapping[str, int]) -> dict[str, str]:
    """The opposite of `remembered`."""
    names = folded(found)
    return {column: names[place] for column, place in columns.items() if place in names}


def _line(grid: Grid, number: int) -> Line | None:
    return next((line for line in grid.lines if line.number == number), None)


def _shown(line: Line, place: int) -> str:
    try:
        return text_of(line.cell(place))
    except Unfit:
        return "…"
