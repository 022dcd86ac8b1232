"""Film support: what can be lent, shooting days, bookings that never exceed what there is, agreements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tabayyun.desk.cases.operations.standing import line, written
from tabayyun.desk.mediadesk import queries
from tabayyun.desk.mediadesk.models import Booking, MediaRequest, Resource, Shoot
from tabayyun.desk.mediadesk.operations.standing import LINE, hold
from tabayyun.desk.outreach.models import Region
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

LONGEST = timedelta(days=3)
MOST = 1_000


@transaction.atomic
def save_resource(
    *,
    resource: Resource | None,
    kind: str,
    name: Mapping[str, str],
    capacity: int,
    retired: bool,
    by: User,
    now: datetime,
) -> Resource:
    """Add a resource, or change one. Raises Refused without a name, or for less than is booked already."""
    if resource is None:
        resource = Resource()
    else:
        resource.refresh_from_db(from_queryset=Resource.objects.select_for_update())
        _refuse_less_than_booked(resource, capacity, now)
    names = {lang: line(text) for lang, text in name.items() if line(text)}
    if not names:
        raise Refused(_("Write the name in at least one language."))
    if not 1 <= capacity <= MOST:
        raise Refused(_("There has to be at least one of it, and at most %(most)s.") % {"most": MOST})
    resource.kind, resource.capacity = kind, capacity
    resource.name = {lang: written(text, "", LINE) for lang, text in names.items()}
    resource.retired_at = (resource.retired_at or now) if retired else None
    resource.save()
    audit.record(verb="mediadesk.resource_saved", subject=resource, actor=by, now=now, capacity=capacity)
    return resource


@transaction.atomic
def set_shoot(
    *,
    request: MediaRequest,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    region: Region | None = None,
    by: User,
    now: datetime,
) -> Shoot:
    """Set a shooting day. Raises Refused when it was not granted, for a time that cannot be, or no place.

    That of a production company needs its ``region``, where the directory has any: the support given on
    it is recorded there.
    """
    hold(request)
    if request.current is None or request.current.outcome == "refused":
        raise Refused(_("Grant the request first: then its shooting days are set."))
    if not now < ends_at or not starts_at < ends_at <= starts_at + LONGEST:
        raise Refused(_("A shoot begins before it ends, lasts three days at most, and is not over already."))
    place = written(line(place), _("Say where the shoot takes place."), LINE)
    if region is None and request.asker == MediaRequest.Asker.PRODUCTION and Region.objects.exists():
        raise Refused(_("Say in which region: the support given to a production company is counted there."))
    same = request.shoots.filter(starts_at=starts_at, ends_at=ends_at, place=place, called_off_at=None)
    shoot = same.first() or Shoot.objects.create(
        request=request,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        region=region,
        set_by=by,
        set_at=now,
    )
    audit.record(verb="mediadesk.shoot_set", subject=request, actor=by, now=now, shoot=shoot.pk)
    return shoot


@transaction.atomic
def call_off(*, shoot: Shoot, by: User, now: datetime) -> None:
    """Call a shoot off; what was booked for it is free again. Raises Refused when its support is recorded."""
    hold(shoot.request)
    if Shoot.objects.filter(pk=shoot.pk, support__isnull=False).exists():
        raise Refused(_("It took place and is recorded as film support: take that record out first."))
    if not Shoot.objects.filter(pk=shoot.pk, called_off_at=None).update(called_off_at=now):
        return
    shoot.bookings.filter(released_at=None).update(released_at=now)
    audit.record(verb="mediadesk.shoot_called_off", subject=shoot.request, actor=by, now=now, shoot=shoot.pk)


def book(*, shoot: Shoot, resource: Resource, quantity: int, by: User, now: datetime) -> Booking:
    """Book so many of a resource for a shoot. Raises Refused when there are not enough at that time.

    The database has the last word: two who book the last one at the same moment do not both get it.
    """
    try:
        return _book(shoot, resource, quantity, by, now)
    except IntegrityError as error:
        raise Refused(_("This was booked by somebody else at this very moment.")) from error


@transaction.atomic
def release(*, booking: Booking, by: User, now: datetime) -> None:
    """Give back what was booked."""
    if Booking.objects.filter(pk=booking.pk, released_at=None).update(released_at=now):
        audit.record(
            verb="mediadesk.released",
            subject=booking.shoot.request,
            actor=by,
            now=now,
            booking=booking.pk,
            resource=str(booking.resource),
        )


@transaction.atomic
def _book(shoot: Shoot, resource: Resource, quantity: int, by: User, now: datetime) -> Booking:
    resource.refresh_from_db(from_queryset=Resource.objects.select_for_update())
    shoot.refresh_from_db()
    if shoot.called_off_at is not None:
        raise Refused(_("This shoot was called off."))
    if resource.retired_at is not None:
        raise Refused(_("This is not lent any more."))
    if quantity < 1:
        raise Refused(_("Book at least one."))
    if shoot.bookings.filter(resource=resource, released_at=None).exists():
        raise Refused(_("This is booked for the shoot already; release it first to change how many."))
    left = queries.left(resource, shoot.starts_at, shoot.ends_at)
    if quantity > left:
        raise Refused(
            _("Only %(left)s of %(capacity)s are free at that time.")
            % {"left": left, "capacity": resource.capacity}
        )
    booking = Booking.objects.create(
        resource=resource,
        shoot=shoot,
        quantity=quantity,
        starts_at=shoot.starts_at,
        ends_at=shoot.ends_at,
        booked_by=by,
        booked_at=now,
    )
    audit.record(
        verb="mediadesk.booked",
        subject=shoot.request,
        actor=by,
        now=now,
        booking=booking.pk,
        resource=f"{resource} × {quantity}",
    )
    return booking


def _refuse_less_than_booked(resource: Resource, capacity: int, now: datetime) -> None:
    booked = queries.most_booked(resource, now)
    if capacity < booked:
        raise Refused(_("%(booked)s are booked already for one moment to come.") % {"booked": booked})
