"""Film support: production companies that ask the media desk, and what it lends them."""

from __future__ import annotations

from datetime import datetime, timedelta

from tabayyun.demo.register.agenda import Agenda
from tabayyun.demo.register.counts import Counts
from tabayyun.desk.mediadesk import operations as mediadesk
from tabayyun.desk.mediadesk.models import MediaRequest, Resource
from tabayyun.desk.mediadesk.operations import Asked, Verdict
from tabayyun.desk.outreach.models import Region
from tabayyun.kit.models import Role

COMPANY = "شركة إنتاج مولدة رقم"
IN_THE_FIELD = 4
"""So many companies are supported by a field service as well, which sends it in a spreadsheet."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def plan(agenda: Agenda, counts: Counts) -> None:
    """Each company asks once, is granted it, and shoots for a day two weeks later."""
    lent: list[Resource] = []
    moments = [moment + 7 * DAY for moment in agenda.days(counts.companies + 2)][: counts.companies]
    agenda.at(moments[0] - HOUR, lambda now: lent.append(_car(agenda, now)))
    for number, moment in enumerate(moments):
        _plan(agenda, lent, number, moment)


def _plan(agenda: Agenda, lent: list[Resource], number: int, moment: datetime) -> None:
    filed: list[MediaRequest] = []
    asked = Asked(
        kind="filming",
        asker="production",
        language="ar",
        subject="تصوير شريط مولد",
        name="اسم مولد",
        email="production@demo.example",
        outlet=f"{COMPANY} {number}",
    )
    begins = moment + 14 * DAY
    agenda.at(moment, lambda now: filed.append(mediadesk.file_request(asked=asked, way="form", now=now)))
    agenda.at(moment + 5 * HOUR, lambda now: _grant(agenda, filed[0], lent[0], begins, now))
    agenda.at(begins + 9 * HOUR, lambda now: mediadesk.record_support(now=now))


def _grant(agenda: Agenda, request: MediaRequest, lent: Resource, begins: datetime, now: datetime) -> None:
    by, regions = agenda.people[Role.PRESS], list(Region.objects.order_by("code"))
    mediadesk.decide(request=request, verdict=Verdict("granted", "مرحبا بكم."), by=by, now=now)
    shoot = mediadesk.set_shoot(
        request=request,
        starts_at=begins,
        ends_at=begins + 8 * HOUR,
        place="ساحة مولدة",
        region=regions[request.pk % len(regions)],
        by=by,
        now=now,
    )
    mediadesk.book(shoot=shoot, resource=lent, quantity=1, by=by, now=now)


def _car(agenda: Agenda, now: datetime) -> Resource:
    return mediadesk.save_resource(
        resource=None,
        kind="equipment",
        name={"ar": "سيارة مولدة", "fr": "Voiture générée"},
        capacity=9,
        retired=False,
        by=agenda.people[Role.PRESS],
        now=now,
    )
