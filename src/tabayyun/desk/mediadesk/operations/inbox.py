"""Mail that arrives: into the conversation it belongs to, or into the triage box. None is lost."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.utils import parseaddr
from threading import Event
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases.operations.standing import line, written
from tabayyun.desk.mediadesk.models import Contact, Mail, Mailbox, MediaRequest, Message
from tabayyun.desk.mediadesk.operations.asking import Asked, file_request
from tabayyun.desk.mediadesk.operations.documents import LARGEST
from tabayyun.desk.mediadesk.operations.mail_files import keep_files
from tabayyun.desk.mediadesk.operations.standing import REASON, hold
from tabayyun.desk.mediadesk.operations.talking import heard
from tabayyun.kit import audit, letters, plugins
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Letter, User
from tabayyun.plugins.sources.base import Batch, OptionError, RawPost, Rejected, SourceError

MOST_OF_UNREADABLE = 100_000
REFERENCE = re.compile(r"\bMR-\d{4}-\d{4,7}\b", re.IGNORECASE)
OUR_LETTER = re.compile(r"media-(\d+)-")
WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def read_mailbox(*, now: datetime) -> int:
    """Take in the mails that arrived since the last time; how many were new.

    Each batch and the place it ends at are one transaction: a process that is killed reads the batch again,
    and knows every mail in it by its key. Trouble with the mailbox is kept where the desk sees it.
    """
    if not settings.MEDIA_MAIL:
        return 0
    taken = 0
    try:
        plugin = plugins.load("sources", "email").with_files(LARGEST)
        options = plugin.parse(mailbox_options(settings.MEDIA_MAIL))
        for batch in plugin.batches(options, _mailbox().cursor, Event()):
            taken += take(batch=batch, now=now)
    except (SourceError, OptionError, ValueError) as error:
        Mailbox.objects.filter(pk=1).update(trouble=str(error)[:500])
        return taken
    Mailbox.objects.filter(pk=1).update(read_at=now, trouble="")
    return taken


@transaction.atomic
def take(*, batch: Batch, now: datetime) -> int:
    """Save a batch with the place it ends at; how many mails in it were new."""
    taken = sum(_take(post, now) for post in batch.posts)
    taken += sum(_keep_unreadable(one, now) for one in batch.rejected)
    Mailbox.objects.filter(pk=_mailbox().pk).update(cursor=batch.cursor)
    return taken


@transaction.atomic
def attach(*, mail: Mail, reference: str, by: User, now: datetime) -> MediaRequest:
    """Put a mail of the triage box where it belongs. Raises Refused when there is no such request."""
    _hold_waiting(mail)
    request = _by_reference(reference.translate(WESTERN).strip().upper())
    if request is None:
        raise Refused(_("There is no open conversation with the reference «%(r)s».") % {"r": reference[:40]})
    hold(request)
    _thread(mail, request, now)
    audit.record(verb="mediadesk.mail_attached", subject=request, actor=by, now=now, mail=mail.pk)
    return request


@transaction.atomic
def make_request(*, mail: Mail, asked: Asked, by: User, now: datetime) -> MediaRequest:
    """Turn a mail of the triage box into a request; its words open the conversation. Raises Refused."""
    _hold_waiting(mail)
    request = file_request(asked=asked, way=MediaRequest.Way.MAIL, now=now, by=by)
    mail.message = Message.objects.create(
        request=request, direction=Message.Direction.IN, at=now, sender=mail.sender, text=mail.text
    )
    mail.save(update_fields=["message"])
    return request


@transaction.atomic
def set_aside(*, mail: Mail, reason: str, by: User, now: datetime) -> None:
    """Leave a mail out of every request, with the reason; it stays. Raises Refused without one."""
    _hold_waiting(mail)
    mail.set_aside_reason = written(line(reason), _("Say why this mail is set aside."), REASON)
    mail.set_aside_at, mail.set_aside_by = now, by
    mail.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    audit.record(
        verb="mediadesk.mail_set_aside", subject=mail, actor=by, now=now, reason=mail.set_aside_reason
    )


def mailbox_options(address: str) -> dict[str, Any]:
    """The options of the e-mail plugin for ``maildir:/folder`` or ``imaps://user:password@host/folder``.

    Raises ValueError for another scheme.
    """
    url = urlsplit(address)
    kept = {"automatic": "keep"}  # an answer that a machine marked as automatic is an answer all the same
    if url.scheme == "maildir":
        return {**kept, "maildir": unquote(url.path)}
    if url.scheme not in {"imap", "imaps"}:
        raise ValueError(f"{url.scheme}: must be maildir:, imap:// or imaps://")
    security = "tls" if url.scheme == "imaps" else parse_qs(url.query).get("security", ["starttls"])[0]
    return {
        **kept,
        "host": url.hostname or "",
        "port": url.port or (993 if url.scheme == "imaps" else 143),
        "security": security,
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "folder": unquote(url.path.strip("/")) or "INBOX",
    }


def _take(post: RawPost, now: datetime) -> bool:
    mail, new = Mail.objects.get_or_create(
        key=post.id[:300],
        defaults={
            "sender": _clean(post.author)[:254],
            "text": _clean(post.text),
            "sent_at": post.created_at,
            "received_at": now,
        },
    )
    if new:
        keep_files(mail, post.files)
    request = _belongs_to(mail, post.replies_to) if new else None
    if request is not None:
        hold(request)
        _thread(mail, request, now)
    return new


def _keep_unreadable(one: Rejected, now: datetime) -> bool:
    text = _clean(one.raw[:MOST_OF_UNREADABLE].decode("utf-8", "replace"))
    key = f"unreadable {hashlib.sha256(one.raw + one.origin.encode()).hexdigest()}"
    trouble = f"{one.reason}: {one.detail}"[:300]
    defaults = {"text": text, "trouble": _clean(trouble), "received_at": now}
    return Mail.objects.get_or_create(key=key, defaults=defaults)[1]


def _belongs_to(mail: Mail, replies_to: str) -> MediaRequest | None:
    """The request whose letter this answers, or whose reference the subject or else the words name first.

    A letter of ours that came back to us answers nothing: taking it in would write the next one.
    """
    if mail.sender == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower():
        return None
    for key in Letter.objects.filter(key__in=letters.keys_in(replies_to)).values_list("key", flat=True):
        if (number := OUR_LETTER.match(key)) and (found := _open_to_mail(pk=number[1])):
            return found
    named = REFERENCE.search(mail.text.translate(WESTERN))
    return _by_reference(named[0].upper()) if named else None


def _by_reference(reference: str) -> MediaRequest | None:
    return _open_to_mail(reference=reference)


def _open_to_mail(**which: str) -> MediaRequest | None:
    """A purged request takes no more mail: there is nobody left to have a conversation with."""
    return MediaRequest.objects.filter(purged_at=None, **which).select_related("unit").first()


def _thread(mail: Mail, request: MediaRequest, now: datetime) -> None:
    message = Message.objects.create(
        request=request, direction=_direction(mail, request), at=now, sender=mail.sender, text=mail.text
    )
    mail.message = message
    mail.save(update_fields=["message"])
    heard(request, message, now)


def _direction(mail: Mail, request: MediaRequest) -> Message.Direction:
    """A unit's words are for colleagues; whatever else comes is the journalist's side."""
    unit = request.unit
    addresses = {unit.email.lower(), unit.escalation_email.lower()} - {""} if unit else set()
    of_unit = mail.sender in addresses
    of_journalist = Contact.objects.filter(request=request, email__iexact=mail.sender).exists()
    return Message.Direction.UNIT if of_unit and not of_journalist else Message.Direction.IN


def _hold_waiting(mail: Mail) -> None:
    mail.refresh_from_db(from_queryset=Mail.objects.select_for_update())
    if mail.message_id is not None or mail.set_aside_at is not None:
        raise Refused(_("This mail was settled already."))


def _mailbox() -> Mailbox:
    return Mailbox.objects.get_or_create(pk=1)[0]


def _clean(text: str) -> str:
    """Without NUL, which no database column takes, and without halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
