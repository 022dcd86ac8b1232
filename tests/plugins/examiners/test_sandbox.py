"""Whatever looks at a file in the sandbox, the parent gets an answer or a reason."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tabayyun.plugins.examiners import sandbox
from tabayyun.plugins.examiners.base import UnexaminableError

LOOKS = {
    "says": (
        "import os\ndef look(path, **asked):\n"
        "    return {'read': path.read_text(), 'asked': asked, 'env': dict(os.environ)}"
    ),
    "dies": "import os\ndef look(path): os.kill(os.getpid(), 11)",
    "fails": "def look(path): raise OSError",
    "chatters": "def look(path):\n    while True: print('x' * 10**6, flush=True)",
    "hoards": "def look(path): return {'n': len(bytearray(64 * 1024**3))}",
    "spins": "def look(path):\n    while True: pass",
    "sleeps": (
        "import subprocess, time\n"
        "def look(path):\n    child = subprocess.Popen(['sleep', '1000'])\n"
        "    path.with_name('pid').write_text(str(child.pid)); time.sleep(1000)"
    ),
    "opens": "def look(path): return {'n': len([open(path) for _ in range(1000)])}",
    "fills": "def look(path): return {'n': open('full', 'wb').write(bytes(64 * 1024**2))}",
    "pickles": "def look(path): return [1]",
}


@pytest.fixture(autouse=True)
def _modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, code in LOOKS.items():
        (tmp_path / f"looks_{name}.py").write_text(code, encoding="utf-8")
    (tmp_path / "file").write_text("ملف", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("TABAYYUN_SECRET_KEY", "not for the child")


def test_it_answers_and_knows_nothing_of_the_desk(tmp_path: Path) -> None:
    said = sandbox.look("looks_says", tmp_path / "file", languages="ara")
    assert (said["read"], said["asked"]) == ("ملف", {"languages": "ara"})
    assert "not for the child" not in said["env"].values()
    assert not Path(said["env"]["HOME"]).exists()


@pytest.mark.parametrize("name", sorted(set(LOOKS) - {"says", "sleeps"}))
def test_what_breaks_off_is_a_reason(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnexaminableError, match=r"too much|broke off|too long"):
        sandbox.look(f"looks_{name}", tmp_path / "file", seconds=1)


def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    with pytest.raises(UnexaminableError, match="too long"):
        sandbox.look("looks_sleeps", tmp_path / "file", seconds=1)
    pid = int((tmp_path / "pid").read_text())
    for _ in range(100):
        if not _alive(pid):
            return
        time.sleep(0.05)
    pytest.fail("it still runs")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
