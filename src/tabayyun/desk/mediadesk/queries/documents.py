"""Where the files of requests are."""

from __future__ import annotations

from django.core.files.base import File
from django.core.files.storage import default_storage

from tabayyun.desk.mediadesk.models import Document


def file_path(digest: str) -> str:
    """The place of a file in the storage, by its SHA-256."""
    return f"mediadesk/{digest[:2]}/{digest}"


def opened_file(document: Document) -> File[bytes]:
    """The file of ``document``, to read. Raises FileNotFoundError."""
    return default_storage.open(file_path(document.digest))
