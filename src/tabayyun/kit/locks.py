"""Locks that hold until the end of the transaction."""

import zlib

from django.db import connection


def serialise(name: str) -> None:
    """Only one transaction at a time gets past this line for ``name``.

    On SQLite a writing transaction already holds the one write lock, taken at BEGIN.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])
