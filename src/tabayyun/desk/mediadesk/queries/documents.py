"""Where the files of requests and of mails are."""

from __future__ import annotations

from django.core.files.base import File
from django.core.files.storage import default_storage

from tabayyun.desk.mediadesk.models import Document, MailFile
from tabayyun.kit import vault


def file_path(digest: str) -> str:
    """The place of a file in the storage, by its SHA-256."""
    return f"mediadesk/{digest[:2]}/{digest}"


def opened_file(document: Document) -> File[bytes]:
    """The file of ``document``, to read. Raises FileNotFoundError."""
    return default_storage.open(file_path(document.digest))


def attached_file(file: MailFile) -> bytes:
    """The bytes of a file that came by mail. Raises `vault.VaultError` when they are not as they came."""
    return b"".join(vault.chunks(file.sha256, bytes(file.wrapped_key or b"")))
