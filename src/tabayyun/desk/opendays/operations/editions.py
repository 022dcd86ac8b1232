"""An edition from its first draft to its end, with its programme and partners."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tabayyun.desk.opendays.models import Edition, Partner, ProgrammeItem
from tabayyun.desk.opendays.operations.recording import record_activity
from tabayyun.desk.opendays.operations.standing import TEXT, line, refuse_over, words
from tabayyun.desk.outreach.models import Region
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User

LONGEST_EDITION = 60  # days; a longer one is a slip of the year
Words = Mapping[str, str]


@transaction.atomic
def create(
    *,
    number: int,
    city: Words,
    venue: Words,
    intro: Words,
    first_day: date | None,
    last_day: date | None,
    region: Region | None,
    by: User,
    now: datetime,
) -> Edition:
    """Begin an edition, which only the desk sees. Raises Refused when its number or its days cannot be."""
    if Edition.objects.filter(number=number).exists():
        raise Refused(_("There is an edition with the number %(number)s already.") % {"number": number})
    edition = Edition(number=number)
    _fill(edition, city, venue, intro)
    _place(edition, first_day, last_day, region)
    edition.save()
    audit.record(verb="opendays.created", subject=edition, actor=by, now=now, number=number)
    return edition


@transaction.atomic
def edit(
    *,
    edition: Edition,
    city: Words,
    venue: Words,
    intro: Words,
    first_day: date | None,
    last_day: date | None,
    region: Region | None,
    by: User,
    now: datetime,
) -> Edition:
    """Change what is said of an edition. Raises Refused when it is over or the days are wrong."""
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    refuse_over(edition)
    _fill(edition, city, venue, intro)
    _place(edition, first_day, last_day, region)
    edition.save()
    audit.record(verb="opendays.edited", subject=edition, actor=by, now=now)
    return edition


@transaction.atomic
def publish(*, edition: Edition, by: User, now: datetime) -> Edition:
    """Announce an edition: from now on the public reads it and registers."""
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    if edition.state != Edition.State.DRAFT:
        raise Refused(_("Only an edition in preparation can be announced."))
    if edition.first_day is None or not edition.venue:
        raise Refused(_("Give the days and the venue first."))
    edition.state, edition.published_at = Edition.State.PUBLIC, now
    edition.save(update_fields=["state", "published_at"])
    audit.record(verb="opendays.published", subject=edition, actor=by, now=now)
    return edition


@transaction.atomic
def close(*, edition: Edition, by: User, now: datetime) -> Edition:
    """Say that an edition is over; an old one may be entered and closed without having been announced.

    It becomes a record of outreach, with those who came. Raises Refused before its last day has come, or when
    nobody said in which region it was.
    """
    edition.refresh_from_db(from_queryset=Edition.objects.select_for_update())
    refuse_over(edition)
    if edition.last_day is not None and localdate(now) < edition.last_day:
        raise Refused(_("This edition is not over before its last day."))
    edition.state, edition.over_at = Edition.State.OVER, now
    edition.activity = record_activity(edition, by, now)
    edition.save(update_fields=["state", "over_at", "activity"])
    audit.record(verb="opendays.closed", subject=edition, actor=by, now=now)
    return edition


@transaction.atomic
def add_item(
    *,
    edition: Edition,
    kind: str,
    title: Words,
    place: Words,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    now: datetime,
) -> ProgrammeItem:
    """Put something on the programme. Raises Refused when it has no title or lies outside the edition."""
    refuse_over(edition)
    refuse_outside(edition, starts_at, ends_at)
    item = ProgrammeItem.objects.create(
        edition=edition,
        kind=ProgrammeItem.Kind(kind),
        title=words(title, _("Write a title.")),
        place=words(place),
        starts_at=starts_at,
        ends_at=ends_at,
    )
    audit.record(verb="opendays.item_added", subject=edition, actor=by, now=now, item=item.pk)
    return item


@transaction.atomic
def edit_item(
    *,
    item: ProgrammeItem,
    kind: str,
    title: Words,
    place: Words,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    now: datetime,
) -> ProgrammeItem:
    """Correct something on the programme. Raises Refused as `add_item` does."""
    refuse_over(item.edition)
    refuse_outside(item.edition, starts_at, ends_at)
    item.kind, item.starts_at, item.ends_at = ProgrammeItem.Kind(kind), starts_at, ends_at
    item.title, item.place = words(title, _("Write a title.")), words(place)
    item.save()
    audit.record(verb="opendays.item_edited", subject=item.edition, actor=by, now=now, item=item.pk)
    return item


@transaction.atomic
def remove_item(*, item: ProgrammeItem, by: User, now: datetime) -> None:
    """Take something off the programme."""
    refuse_over(item.edition)
    audit.record(verb="opendays.item_removed", subject=item.edition, actor=by, now=now, item=item.pk)
    item.delete()


@transaction.atomic
def add_partner(*, edition: Edition, name: Words, url: str, by: User, now: datetime) -> Partner:
    """Name a partner. Raises Refused without a name."""
    refuse_over(edition)
    partner = Partner.objects.create(
        edition=edition, name=words(name, _("Write the name.")), url=line(url, 200)
    )
    audit.record(verb="opendays.partner_added", subject=edition, actor=by, now=now, partner=partner.pk)
    return partner


@transaction.atomic
def remove_partner(*, partner: Partner, by: User, now: datetime) -> None:
    """No longer name a partner."""
    refuse_over(partner.edition)
    audit.record(
        verb="opendays.partner_removed", subject=partner.edition, actor=by, now=now, partner=partner.pk
    )
    partner.delete()


def refuse_outside(edition: Edition, starts_at: datetime, ends_at: datetime) -> None:
    """Raise Refused when a time ends before it begins, or lies outside the days of ``edition``."""
    if ends_at <= starts_at:
        raise Refused(_("The end has to be later than the beginning."))
    if edition.first_day is None or edition.last_day is None:
        raise Refused(_("Give the days of the edition first."))
    if localdate(starts_at) < edition.first_day or localdate(ends_at) > edition.last_day:
        raise Refused(_("This lies outside the days of the edition."))


def _fill(edition: Edition, city: Words, venue: Words, intro: Words) -> None:
    edition.city = words(city, _("Name the city."))
    edition.venue = words(venue)
    edition.intro = words(intro, most=TEXT)


def _place(edition: Edition, first_day: date | None, last_day: date | None, region: Region | None) -> None:
    edition.first_day, edition.last_day, edition.region = first_day, last_day, region
    _refuse_days(edition)


def _refuse_days(edition: Edition) -> None:
    first, last = edition.first_day, edition.last_day
    if (first is None) != (last is None):
        raise Refused(_("Give the first and the last day, or none."))
    if first is None or last is None:
        if edition.state == Edition.State.PUBLIC:
            raise Refused(_("An announced edition has its days."))
        return
    if not 0 <= (last - first).days < LONGEST_EDITION:
        raise Refused(_("The last day has to follow the first, within two months."))
    if edition.pk and _something_outside(edition, first, last):
        raise Refused(_("Something on the programme, or a slot, lies outside these days."))


def _something_outside(edition: Edition, first: date, last: date) -> bool:
    return any(
        rows.exclude(starts_at__date__gte=first, ends_at__date__lte=last).exists()
        for rows in (edition.programme.all(), edition.slots.all())
    )
