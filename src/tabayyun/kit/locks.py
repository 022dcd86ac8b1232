"""Locks that hold until the end of the transaction, or of a block."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


def serialise(name: str) -> None:
    """Only one transaction at a time gets past this line for ``name``.

    On SQLite a writing transaction already holds the one write lock, taken at BEGIN.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Only one process of this machine at a time is in a block with the lock file ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
