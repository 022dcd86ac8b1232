"""Pump everything there is in processes that kill themselves, one after the other, at the n-th statement.

``python pump_until_killed.py LIMIT N [N …]``; N = 0 never does. SIGKILL: no handler runs, nothing is
closed. Every process is forked before anything was read, so it begins as a fresh one would. Prints
the number of the signal that ended each.
"""

import os
import signal
import sys
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from tabayyun.desk.signals import operations  # noqa: E402


def main(kill_at: int, limit: int) -> None:
    done = 0

    def count(execute: Any, *args: Any) -> Any:
        nonlocal done
        done += 1
        result = execute(*args)
        if done == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    with connection.execute_wrapper(count):
        while operations.pump(now=timezone.now(), limit=limit).posts:
            pass


def in_a_process(kill_at: int, limit: int) -> int:
    child = os.fork()
    if child == 0:
        main(kill_at, limit)
        os._exit(0)
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    ends = [in_a_process(int(moment), int(sys.argv[1])) for moment in sys.argv[2:]]
    sys.stdout.write(" ".join(map(str, ends)))
