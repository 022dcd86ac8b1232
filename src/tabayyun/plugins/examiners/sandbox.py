"""Look at a file in a process of its own: a malicious file can end that process and nothing else.

The child confines itself (`plugins/confining.py`) and limits itself before it sees the file, calls
``look(path, **asked)`` of the module that it is told, and answers with one JSON object. Programs that it
starts inherit that and end with it. Nothing that comes back is ever executed or unpickled.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from tabayyun.plugins import confining
from tabayyun.plugins.examiners.base import UnexaminableError

SECONDS = 20
"""Of CPU; half as many more by the clock. The jobs of the desk end after 120."""
MEMORY = 3 * 1024**3
"""Bytes of address space of each process."""
WRITTEN = 8 * 1024**2
"""Bytes of the largest file it may write, its answer included."""
FILES = 64
_PASSED_ON = ("PATH", "TESSDATA_PREFIX")


def look(
    module: str, path: Path, *, reads: Iterable[Path] = (), seconds: int = SECONDS, **asked: Any
) -> dict[str, Any]:
    """What ``look`` of ``module`` says of the file. ``asked`` and the answer are JSON.

    ``reads``: other files and folders that it needs, as a model; it can read nothing else of this machine.
    Raises UnexaminableError: the module said why, or the child broke off or used up its time.
    """
    question = {
        "module": module,
        "path": os.fsdecode(path.resolve()),
        "reads": [os.fsdecode(place.resolve()) for place in reads],
        "seconds": seconds,
        "asked": asked,
    }
    with TemporaryDirectory(prefix="tabayyun-examiner-") as folder, TemporaryFile() as answer:
        child = subprocess.Popen(
            [sys.executable, "-m", "tabayyun.plugins.examiners.sandbox"],
            stdin=subprocess.PIPE, stdout=answer, stderr=subprocess.DEVNULL,
            cwd=folder, env=_environment(folder), start_new_session=True,
        )  # fmt: skip
        try:
            child.communicate(json.dumps(question).encode(), timeout=1.5 * seconds)
        except (subprocess.TimeoutExpired, OSError):
            raise UnexaminableError("looking at it took too long") from None
        finally:
            _end(child)
        answer.seek(0)
        return _read(answer.read(WRITTEN))


def _environment(folder: str) -> dict[str, str]:
    """Nothing of the desk's own settings: they hold keys."""
    return {
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        "PYTHONPATH": os.pathsep.join(str(Path(place).resolve()) for place in sys.path if place),
        "HOME": folder,
        "TMPDIR": folder,
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _end(child: subprocess.Popen[bytes]) -> None:
    """The child and whatever it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _read(data: bytes) -> dict[str, Any]:
    try:
        said = json.loads(data)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise UnexaminableError("looking at it took too much time or memory, or broke off")
    if "reason" in said:
        raise UnexaminableError(str(said["reason"])[:200])
    return said


def _serve() -> None:
    """The child: one question, one answer."""
    question = json.loads(sys.stdin.buffer.read())
    reads = [
        *map(Path, (question["path"], *question["reads"])),
        *confining.needed(question["module"].partition(".")[0]),
    ]
    reads += [Path(os.environ[name]) for name in _PASSED_ON[1:] if name in os.environ]
    confining.confine(reads, Path.cwd())
    _limit(question["seconds"])
    looking = importlib.import_module(question["module"])
    try:
        said = looking.look(Path(question["path"]), **question["asked"])
    except UnexaminableError as error:
        said = {"reason": str(error)}
    except MemoryError:
        said = {"reason": "looking at it took too much memory"}
    sys.stdout.write(json.dumps(said))


def _limit(seconds: int) -> None:
    import resource

    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: WRITTEN,
        resource.RLIMIT_NOFILE: FILES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    _serve()
