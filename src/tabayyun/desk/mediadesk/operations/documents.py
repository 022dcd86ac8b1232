"""Agreements and other files of a request, stored under the SHA-256 of their bytes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases.operations.standing import line
from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import Document, MediaRequest
from tabayyun.desk.mediadesk.operations.standing import LINE, hold
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

LARGEST = 20 * 1024 * 1024
SIGNS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


@transaction.atomic
def add_document(*, request: MediaRequest, name: str, content: bytes, by: User, now: datetime) -> Document:
    """Attach a file; the same bytes once. Raises Refused when it is empty, too large, or no PDF or picture.

    What a file is, its bytes say, not its name.
    """
    hold(request)
    if not content:
        raise Refused(_("The file is empty."))
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than 20 MB."))
    kind = next((kind for sign, kind in SIGNS if content.startswith(sign)), "")
    if not kind:
        raise Refused(_("Only PDF, PNG and JPEG files can be attached."))
    digest = hashlib.sha256(content).hexdigest()
    _store(digest, content)
    document, new = Document.objects.get_or_create(
        request=request,
        digest=digest,
        defaults={
            "name": line(name.replace("\0", ""))[:LINE] or digest[:12],
            "kind": kind,
            "size": len(content),
            "added_by": by,
            "added_at": now,
        },
    )
    if new:
        audit.record(verb="mediadesk.document_added", subject=request, actor=by, now=now, digest=digest)
    return document


def _store(digest: str, content: bytes) -> None:
    """Before the row: a file without a row does no harm, a row without its file would."""
    path = queries.file_path(digest)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
