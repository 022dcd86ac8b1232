"""`tabayyun bench`: run one of the measurements of a clone. They and their peers are not installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "bench"


def run(arguments: list[str]) -> int:
    """``tabayyun bench NAME [ARGUMENTS]``: run ``bench/NAME.py``. Returns its exit code; 2: no such."""
    names = sorted(path.stem for path in FOLDER.glob("*.py"))
    if arguments and arguments[0] in names:
        command = [sys.executable, str(FOLDER / f"{arguments[0]}.py"), *arguments[1:]]
        return subprocess.run(command, check=False).returncode  # noqa: S603
    print(_usage(names), file=sys.stderr)
    return 0 if arguments in (["-h"], ["--help"]) and names else 2


def _usage(names: list[str]) -> str:
    if not names:
        return "tabayyun bench: the measurements are in the folder bench/ of a clone, which this is not"
    return f"usage: tabayyun bench {{{','.join(names)}}} [ARGUMENTS]"
