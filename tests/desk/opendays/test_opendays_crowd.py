"""No place is given twice, however many processes ask at once: on SQLite and on PostgreSQL."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CROWD = Path(__file__).with_name("crowd.py")
WITH_POSTGRESQL = ROOT / "tools" / "with_postgresql"
HAS_POSTGRESQL = bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))

pytestmark = pytest.mark.skipif("TABAYYUN_DATABASE_URL" in os.environ, reason="starts its own databases")


@pytest.mark.parametrize(
    ("vendor", "prefix"),
    [
        ("sqlite", []),
        pytest.param(
            "postgresql",
            [str(WITH_POSTGRESQL)],
            marks=pytest.mark.skipif(not HAS_POSTGRESQL, reason="needs PostgreSQL's programs"),
        ),
    ],
)
def test_a_crowd_never_overbooks(tmp_path: Path, vendor: str, prefix: list[str]) -> None:
    command = [*prefix, sys.executable, str(CROWD), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = json.loads(ran.stdout)
    assert found["vendor"] == vendor
    assert (found["killed"], found["failed"]) == (1, 0), ran.stderr[-3000:]
    assert found["taken"] == found["sums"]
    assert all(taken <= 40 for taken in found["taken"])
    assert sum(found["taken"]) > 40, "the crowd was no crowd"
    assert found["left_waiting_though_they_fit"] == 0
    assert found["registrations"] == found["audited"]
    assert found["audit_is_whole"]
