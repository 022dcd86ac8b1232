"""What the watch room decides. Every function is one transaction, keyword-only, with the clock passed in."""

from tabayyun.desk.watch.operations.collecting import Collected, RefusedLine, collect
from tabayyun.desk.watch.operations.submitting import submit

__all__ = ["Collected", "RefusedLine", "collect", "submit"]
