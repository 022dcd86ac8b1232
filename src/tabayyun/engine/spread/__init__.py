"""How a content travels: how fast, from how many sources, whether that is unusual, and what comes next."""

from .bursts import Burst, burst
from .course import Course, course
from .forecast import Forecast, forecast

__all__ = ["Burst", "Course", "Forecast", "burst", "course", "forecast"]
