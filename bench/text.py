"""How well and how fast texts are understood, beside peers, in one run.

    tabayyun bench text [--only SECTION …] [--quick]

Each section prints JSON lines: what was measured, on what, and a peer in the same run. Speeds are by CPU
seconds of one core (user and system) unless a line says otherwise. A section whose data or peers are absent
says so.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from typing import Any

from sections.machine import machine

SECTIONS = ("grouping", "matching", "tricks", "triage")
"""Modules in `sections` with ``measure(quick: bool) -> Iterator[dict]``."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, metavar="SECTION")
    parser.add_argument("--quick", action="store_true", help="a tenth of the data: to see that it runs")
    given = parser.parse_args()
    say({"bench": "text", "machine": machine()})
    for name in given.only:
        for result in import_module(f"sections.{name}").measure(quick=given.quick):
            say({"section": name, **result})


def say(result: dict[str, Any]) -> None:
    print(json.dumps(result, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
