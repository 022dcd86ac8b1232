"""Personal data of journalists go after a set number of days; what figures count stays."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tabayyun.desk.mediadesk.models import Contact, Mail, MediaRequest, Message, Review, Shoot
from tabayyun.desk.mediadesk.operations.mail_files import erase_mails
from tabayyun.desk.mediadesk.operations.standing import hold
from tabayyun.kit import audit, letters
from tabayyun.kit.models import Letter


def purge(*, now: datetime) -> int:
    """Take the personal data out of requests that were settled MEDIA_RETENTION_DAYS ago; how many requests.

    Also out of mails that were set aside so long ago. A request that may still go on is kept whole: open,
    held back for a time to come, or with a shoot ahead.
    """
    before = now - timedelta(days=settings.MEDIA_RETENTION_DAYS)
    with transaction.atomic():
        erase_mails(Mail.objects.filter(set_aside_at__lt=before).exclude(text=""))
    return sum(_purge(request, now) for request in _settled(before))


def _settled(before: datetime) -> QuerySet[MediaRequest]:
    ahead = Shoot.objects.filter(request=OuterRef("pk"), called_off_at=None, ends_at__gte=before)
    talk = Message.objects.filter(request=OuterRef("pk"), at__gte=before)
    granted = Q(current__outcome="granted", current__decided_at__lt=before)
    return MediaRequest.objects.filter(
        Q(closed_at__lt=before) | granted, ~Exists(ahead), ~Exists(talk), purged_at=None
    )


@transaction.atomic
def _purge(request: MediaRequest, now: datetime) -> bool:
    hold(request)
    if request.purged_at is not None:
        return False
    Contact.objects.filter(request=request).delete()
    erase_mails(Mail.objects.filter(message__request=request))
    request.messages.update(sender="", text="")
    Review.objects.filter(decision__request=request).update(plea="")
    letters.erase(Letter.objects.filter(key__startswith=f"media-{request.pk}-"), now=now)
    request.purged_at, request.details = now, ""
    request.save(update_fields=["purged_at", "details"])
    audit.record(verb="mediadesk.purged", subject=request, now=now)
    return True
