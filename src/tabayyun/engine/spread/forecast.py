"""How many copies the next two hours will bring, and how sure that is.

Most contents fade: what came lately comes again in part, most of it if it came in the last quarter of
an hour. Some hold: what the last quarter, the last hour and the two hours before agree on goes on.
The shares were chosen on rumour threads and dated replies (`bench/spread.py`); the uncertainty is that
of counts around such a course.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import counts
from .course import Course

HOURS = 2
CONFIDENCE = 0.8
"""Share of cases that the interval is meant to hold, at least."""
_LATEST, _RECENT, _EARLIER, _HOLDING, _ALWAYS = 0.7, 0.1, 0.1, 1.2, 0.3
_VARIES = 1.0
"""Size of the negative binomial: the smaller, the wider."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Copies in the next two hours."""

    expected: float
    low: int
    high: int
    """Ends of the interval."""


def forecast(found: Course) -> Forecast:
    """Return what to expect after ``found``."""
    expected = (
        _LATEST * found.last_quarter
        + _RECENT * (found.last_hour - found.last_quarter)
        + _EARLIER * found.two_hours_before
        + _HOLDING * min(4 * found.last_quarter, found.last_hour, found.two_hours_before / 2)
        + _ALWAYS
    )
    outside = (1 - CONFIDENCE) / 2
    return Forecast(
        expected=round(expected, 1),
        low=counts.quantile(expected, _VARIES, outside),
        high=counts.quantile(expected, _VARIES, 1 - outside),
    )
