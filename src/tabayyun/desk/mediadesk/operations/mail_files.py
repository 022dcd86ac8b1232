"""Files that are attached to mails: encrypted in the vault, and erased with the words of the mail."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from tabayyun.desk.mediadesk.models import Mail, MailFile
from tabayyun.desk.mediadesk.operations.documents import LARGEST
from tabayyun.kit import vault
from tabayyun.plugins.sources import reasons
from tabayyun.plugins.sources.base import File

TROUBLES = {
    reasons.FILE_TOO_LARGE: MailFile.Trouble.TOO_LARGE,
    reasons.FILE_DAMAGED: MailFile.Trouble.DAMAGED,
}


def keep_files(mail: Mail, files: Iterable[File]) -> None:
    """Keep what came with ``mail``; of a file that was not handed over, its name and why."""
    MailFile.objects.bulk_create([_kept(mail, file) for file in files])


def erase_mails(mails: QuerySet[Mail]) -> None:
    """Empty ``mails`` of words, sender and files; the files leave the disk when that is sure to stand."""
    files = MailFile.objects.filter(mail__in=mails)
    for sha256, key in files.exclude(wrapped_key=None).values_list("sha256", "wrapped_key"):
        transaction.on_commit(partial(vault.forget, sha256, bytes(key or b"")))
    files.delete()
    mails.update(sender="", text="")


def _kept(mail: Mail, file: File) -> MailFile:
    row = MailFile(mail=mail, name=file.name.replace("\0", "").encode("utf-8", "replace").decode())
    if file.content is None:
        row.trouble = TROUBLES.get(file.reason, MailFile.Trouble.LEFT)
        return row
    stored = vault.put(io.BytesIO(file.content), most=LARGEST)
    row.size, row.sha256, row.wrapped_key = stored.size, stored.sha256, stored.wrapped_key
    return row
