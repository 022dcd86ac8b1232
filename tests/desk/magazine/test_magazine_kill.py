"""A publication that is killed at any step leaves nothing half done, and goes through the next time."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_publishing_and_correcting_survive_a_kill_before_every_statement(tmp_path):
    program = Path(__file__).with_name("magazine_killing.py")
    ran = subprocess.run(
        [sys.executable, str(program), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ran.returncode == 0, ran.stderr
    report = json.loads(ran.stdout)
    for step in ("publish", "correct"):
        assert report[step]["killed"] > 10
        assert report[step]["half"] == 0
    assert (report["state"], report["texts"]) == ("published", ["corrected", "published"])
    assert (report["prints"], report["files"]) == ([1, 2], [True, True])
    assert report["audit_is_whole"]
