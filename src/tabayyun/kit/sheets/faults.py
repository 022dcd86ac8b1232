"""What is wrong with a cell or a line, said in whatever language the reader has later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from tabayyun.kit.templatetags.tabayyun import isolated


class Unfit(Exception):  # noqa: N818  (it is raised about a cell, not about the program)
    """A cell or line that cannot be taken.

    ``say`` is a msgid marked with `gettext_noop`; ``values`` fill its «%(name)s». ``column`` is the
    name of a table's column; a parser leaves it empty, since it does not know where it reads.
    """

    def __init__(self, say: str, column: str = "", **values: str | int) -> None:
        super().__init__(say)
        self.say, self.column, self.values = say, column, values


@dataclass(frozen=True, slots=True)
class Fault:
    """An `Unfit` that was noted down. ``column`` is empty when the whole line is meant."""

    column: str
    say: str
    values: Mapping[str, str | int]

    @property
    def sentence(self) -> str:
        """The reason in the reader's language."""
        return gettext(self.say) % self.values

    @property
    def shown(self) -> str:
        """`sentence` for a page: what stood in the file is kept apart from our words."""
        return gettext(self.say) % {name: isolated(value) for name, value in self.values.items()}

    def as_json(self) -> dict[str, Any]:
        return {"column": self.column, "say": self.say, "values": dict(self.values)}

    @classmethod
    def of(cls, unfit: Unfit, column: str = "") -> Fault:
        return cls(unfit.column or column, unfit.say, unfit.values)
