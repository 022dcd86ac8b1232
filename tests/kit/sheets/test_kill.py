"""An import that is killed leaves all or nothing, and so does an undo: real processes, really killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_all_or_nothing(tmp_path: Path):
    command = [sys.executable, str(Path(__file__).with_name("killing.py")), str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=240)
    report = json.loads(done.stdout)
    nothing = {"state": "prepared", "rows": 0, "notes": 0, "audited": 0}
    everything = {"state": "done", "rows": 600, "notes": 600, "audited": 1}
    back = {"state": "undone", "rows": 0, "notes": 600, "audited": 2}
    for rounds, before, after in [
        (report["import"], nothing, everything),
        (report["undo"], everything, back),
    ]:
        assert len(rounds) > 4
        for found in rounds:
            assert {name: found[name] for name in before} == (before if found["killed"] else after)
        assert not rounds[-1]["killed"]
