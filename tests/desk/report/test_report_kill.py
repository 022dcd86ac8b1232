"""A machine that dies while a chapter is published has published nothing, or all of it."""

import json
import subprocess
import sys
from pathlib import Path


def test_a_publication_is_whole_or_not_at_all(tmp_path):
    program = Path(__file__).with_name("killing.py")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report.pop("killed") > 20
    assert report == {
        "half": 0,
        "state": "published",
        "figures": 2,
        "entries": [0, 1],
        "valid": 2,
        "audit_is_whole": True,
    }
