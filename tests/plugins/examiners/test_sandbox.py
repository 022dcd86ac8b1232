"""Whatever looks at a file in the sandbox, the parent gets an answer or a reason."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tabayyun.plugins import confining
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
        "def look(path):\n    subprocess.Popen(['sleep', '987653']); time.sleep(1000)"
    ),
    "opens": "def look(path): return {'n': len([open(path) for _ in range(1000)])}",
    "fills": "def look(path): return {'n': open('full', 'wb').write(bytes(64 * 1024**2))}",
    "pickles": "def look(path): return [1]",
}
REACHES = {
    "reads": (
        "import os\nfrom pathlib import Path\n"
        "def look(path, **asked):\n"
        "    def tried(place):\n"
        "        try:\n            return len(Path(place).read_bytes()) >= 0\n"
        "        except OSError:\n            return False\n"
        "    return {place: tried(place) for place in [str(path), *asked['places']]}"
    ),
    "writes": (
        "import os\nfrom pathlib import Path\n"
        "def look(path, **asked):\n"
        "    Path('own').write_text('x')\n"
        "    try:\n        path.write_text('other')\n"
        "    except OSError:\n        return {'wrote': False}\n"
        "    return {'wrote': True}"
    ),
    "calls": (
        "import socket\n"
        "def look(path, **asked):\n"
        "    try:\n        socket.create_connection(('127.0.0.1', asked['port']), timeout=2).close()\n"
        "    except OSError:\n        return {'reached': False}\n"
        "    return {'reached': True}"
    ),
    "signals": (
        "import os\n"
        "def look(path, **asked):\n"
        "    try:\n        os.kill(asked['pid'], 15)\n"
        "    except OSError:\n        return {'sent': False}\n"
        "    return {'sent': True}"
    ),
    "escapes": (
        "import subprocess\n"
        "def look(path, **asked):\n"
        "    subprocess.Popen(['sleep', '987654'], start_new_session=True)\n"
        "    return {'left': True}"
    ),
    "rises": (
        "def look(path, **asked):\n"
        "    said = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
        "    return {'none': said['NoNewPrivs'].strip()}"
    ),
}


@cache
def held() -> set[str]:
    """What this kernel lets a child give up."""
    with TemporaryDirectory() as folder:
        asked = [sys.executable, "-m", "tabayyun.plugins.confining"]
        said = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True)
    return set(said.stdout.split())


def needs(what: str) -> None:
    """Skip where the kernel lacks it (namespaces, Landlock): what holds is then less, as the docs say."""
    if what not in held():
        pytest.skip(f"this kernel does not let a child give up its {what}")


@pytest.fixture(autouse=True)
def _modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, code in (LOOKS | REACHES).items():
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
    assert _ends("987653")


def test_it_reads_the_file_and_nothing_of_the_desk(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    needs(confining.FILES)
    home = tmp_path_factory.mktemp("home")
    (home / "evidence.secret").write_text("key")
    places = [str(home / "evidence.secret"), "/etc/passwd", "/etc/hostname", f"/proc/{os.getpid()}/environ"]
    said = sandbox.look("looks_reads", tmp_path / "file", places=places)
    assert said == {str(tmp_path / "file"): True, **dict.fromkeys(places, False)}


def test_it_writes_in_its_own_folder_only(tmp_path: Path) -> None:
    needs(confining.FILES)
    assert sandbox.look("looks_writes", tmp_path / "file") == {"wrote": False}
    assert (tmp_path / "file").read_text() == "ملف"


def test_it_has_no_network(tmp_path: Path) -> None:
    needs(confining.NETWORK)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert sandbox.look("looks_calls", tmp_path / "file", port=port) == {"reached": False}


def test_it_ends_nobody_else(tmp_path: Path) -> None:
    needs(confining.PROCESSES)
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        assert sandbox.look("looks_signals", tmp_path / "file", pid=bystander.pid) == {"sent": False}
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_what_runs_away_from_it_ends_too(tmp_path: Path) -> None:
    needs(confining.PROCESSES)
    sandbox.look("looks_escapes", tmp_path / "file")
    assert _ends("987654")


def test_it_gains_no_privileges(tmp_path: Path) -> None:
    needs(confining.PRIVILEGES)
    assert sandbox.look("looks_rises", tmp_path / "file") == {"none": "1"}


@pytest.mark.parametrize("missing", ["unshare", "syscall", "prctl"])
def test_a_kernel_that_refuses_is_not_an_error(missing: str, tmp_path: Path) -> None:
    code = (
        "from tabayyun.plugins import confining\nfrom pathlib import Path\n"
        f"confining._libc.{missing} = lambda *_: -1\n"
        "print(*sorted(confining.confine([], Path.cwd())))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    gone = {"unshare": {"network", "processes"}, "syscall": {"files"}, "prctl": {"privileges"}}[missing]
    assert gone.isdisjoint(said.stdout.split())


def _ends(argument: str) -> bool:
    """Whether no program with that argument runs, now or within a few seconds."""
    for _ in range(100):
        if not any(argument.encode() in line for line in _command_lines()):
            return True
        time.sleep(0.05)
    return False


def _command_lines() -> list[bytes]:
    lines = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines.append(place.read_bytes())
    return lines
