"""What a child process gives up before it looks at a file from outside, as far as the kernel lets it.

- new privileges (no_new_privs): programs that it starts get no more rights than it has
- the network: a network namespace of its own without any interface, in a user namespace of its own
- processes of others: a process namespace of its own, so that all it started ends with it, whatever it did
- files: Landlock leaves it what Python and programs need to run, the file, and its own folder; the home of
  the desk, its keys and its database are out of reach. Newer kernels also keep it from signalling others.

``python -m tabayyun.plugins.confining`` prints what holds on this machine. Published interface of Landlock:
https://docs.kernel.org/userspace-api/landlock.html.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

PRIVILEGES, NETWORK, PROCESSES, FILES = "privileges", "network", "processes", "files"
SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/sbin", "/opt", "/proc", "/sys/devices/system", "/etc/alternatives",
    "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime", "/etc/magic", "/etc/mime.types", "/etc/perl",
    "/etc/ssl/certs", "/dev/random", "/dev/urandom", "/dev/zero",
)  # fmt: skip
"""What programs read while they run. Nothing else of /etc: settings of the desk may be there."""
_NEW_USER, _NEW_PID, _NEW_NET = 0x10000000, 0x20000000, 0x40000000
_DEATH_SIGNAL, _NO_NEW_PRIVS = 1, 38
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_READ, _FILE_ONLY = _EXECUTE | _READ_FILE | _READ_DIR, (1 << 0) | (1 << 1) | (1 << 2) | (1 << 14)
_libc = ctypes.CDLL(None, use_errno=True)


def confine(reads: Iterable[Path], folder: Path) -> set[str]:
    """Give up all of it, but for reading ``reads`` and writing in ``folder``. Returns what holds.

    Has to be called before a second thread is started. Continues in a child of its own where it can; the
    process that called waits for that and ends as it ended.
    """
    held = give_up_network(processes=True)
    if PROCESSES in held:
        _continue_in_child()
    if _restrict_files([*reads, *needed()], folder):
        held.add(FILES)
    return held


def give_up_network(*, processes: bool = False) -> set[str]:
    """Give up new privileges and the network alone; ``processes``: also to see those of others, from the
    next child on. Returns what holds.
    """
    held = {PRIVILEGES} if _libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 else set()
    if _libc.unshare(_NEW_USER | _NEW_NET | (_NEW_PID if processes else 0)) == 0:
        held |= {NETWORK, PROCESSES} if processes else {NETWORK}
    return held


def needed(*modules: str) -> list[Path]:
    """What this Python and ``modules`` are made of, and the system's programs."""
    found = [Path(place) for place in (sys.prefix, sys.base_prefix, sys.exec_prefix, *SYSTEM)]
    found += [Path(place) for place in sys.path if Path(place).name in {"site-packages", "dist-packages"}]
    for name in ("tabayyun", *modules):
        with suppress(ImportError, ValueError):
            spec = find_spec(name)
            if spec and spec.origin:
                found.append(Path(spec.origin).parent)
    return found


def _continue_in_child() -> None:
    """Go on in a child that is the first of its namespace; this process waits, and ends as that one."""
    child = os.fork()
    if not child:
        _libc.prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        return
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _restrict_files(reads: Iterable[Path], folder: Path) -> bool:
    """Whether from now on nothing but ``reads`` is read, and nothing but ``folder`` written."""
    version = _libc.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    every = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    network, scopes = (3 if version >= 4 else 0), (3 if version >= 6 else 0)  # noqa: PLR2004  (versions)
    given = struct.pack("QQQ", every, network, scopes)[: 24 if scopes else 16 if network else 8]
    rules = _libc.syscall(_CREATE, given, len(given), 0)
    if rules < 0:
        return False
    for path in reads:
        _allow(rules, path, _READ & every)
    _allow(rules, folder, every)
    _allow(rules, Path("/dev/null"), every)
    done = bool(_libc.syscall(_RESTRICT, rules, 0) == 0)
    os.close(rules)
    return done


def _allow(rules: int, path: Path, access: int) -> None:
    """What is not there needs no rule."""
    with suppress(OSError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            only = access if path.is_dir() else access & _FILE_ONLY
            _libc.syscall(_ADD, rules, 1, struct.pack("=Qi", only, place), 0)
        finally:
            os.close(place)


if __name__ == "__main__":
    for one in sorted(confine([], Path.cwd())):
        sys.stdout.write(f"{one}\n")
