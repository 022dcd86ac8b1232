"""The media desk of the demonstration: requests at every stage, shoots, coverage, a stray mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tabayyun.desk.cases.models import Unit
from tabayyun.desk.mediadesk import operations
from tabayyun.desk.mediadesk.models import MediaRequest, Resource, Restriction
from tabayyun.desk.mediadesk.operations import Asked, Piece, Verdict
from tabayyun.desk.outreach.models import Region
from tabayyun.kit.models import Role, User
from tabayyun.plugins.sources.base import Batch, RawPost

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
RESOURCES = (
    ("equipment", 2, {"ar": "سيارة مصلحة للتصوير", "fr": "Véhicule de service", "en": "Service car"}),
    ("equipment", 6, {"ar": "بذلة رسمية للممثلين", "fr": "Uniforme de scène", "en": "Stage uniform"}),
    ("premises", 1, {"ar": "ساحة المعهد", "fr": "Cour de l’institut", "en": "Institute courtyard"}),
    ("security", 3, {"ar": "فريق لتأمين التصوير", "fr": "Équipe de sécurité", "en": "Security team"}),
)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who acts, and when the story is told."""

    press: User
    chief: User
    now: datetime

    def file(self, days_ago: float, **said: Any) -> MediaRequest:
        given = {"name": "سلمى العلوي", "email": "journaliste@demo.example", "language": "ar", **said}
        at = self.now - days_ago * DAY
        return operations.file_request(asked=Asked(**given), way="form", now=at)

    def decide(self, request: MediaRequest, days_ago: float, verdict: Verdict, by: User) -> None:
        operations.decide(request=request, verdict=verdict, by=by, now=self.now - days_ago * DAY)


def load(people: Mapping[Role, User], now: datetime) -> None:
    """Load the media desk as it stands at ``now``; the units must be there already."""
    desk = _Desk(people[Role.PRESS], people[Role.SPOKESPERSON], now)
    lent = [
        operations.save_resource(
            resource=None, kind=kind, name=name, capacity=many, retired=False, by=desk.press, now=now
        )
        for kind, many, name in RESOURCES
    ]
    _new(desk)
    _in_talk(desk)
    _held_back(desk)
    _filmed(desk, lent)
    _stray_mail(now)


def _new(desk: _Desk) -> None:
    desk.file(
        0.2,
        kind="interview",
        asker="outlet",
        outlet="إذاعة الأطلس",
        subject="حوار حول السلامة الطرقية في العطلة المدرسية",
        details="حوار مباشر من عشر دقائق مع مسؤول عن السلامة الطرقية.",
    )


def _in_talk(desk: _Desk) -> None:
    request = desk.file(
        3,
        kind="data",
        asker="outlet",
        outlet="Le Quotidien du Rif",
        language="fr",
        name="Karim Idrissi",
        subject="Chiffres sur l’escroquerie en ligne",
        details="Évolution des plaintes depuis trois ans, par région.",
    )
    unit = Unit.objects.order_by("id").first()
    at = desk.now - 2.5 * DAY
    operations.assign(request=request, unit=unit, assignee=desk.press, by=desk.press, now=at)
    question = "Bonjour, souhaitez-vous les plaintes enregistrées ou les affaires élucidées ?"
    operations.reply(request=request, text=question, by=desk.press, now=at + HOUR)
    operations.write_in(request=request, text="Les deux, si possible.", now=at + 5 * HOUR)


def _held_back(desk: _Desk) -> None:
    request = desk.file(
        6,
        kind="footage",
        asker="outlet",
        outlet="القناة المتوسطية",
        subject="صور عملية توقيف المشتبه فيه بطنجة",
        details="نطلب تسجيلات العملية لبثها في النشرة المسائية.",
    )
    ground = Restriction.objects.get(code="investigation")
    verdict = Verdict("partial", "يمكن تصوير مقر المصلحة، أما تسجيلات العملية فلا.", ground)
    desk.decide(request, 5, verdict, desk.press)
    plea = "البحث انتهى حسب بلاغ النيابة العامة."
    request.refresh_from_db()
    if request.current is not None:
        operations.ask_review(decision=request.current, plea=plea, now=desk.now - 1 * DAY)


def _filmed(desk: _Desk, lent: list[Resource]) -> None:
    request = desk.file(
        20,
        kind="filming",
        asker="production",
        outlet="أطلس للإنتاج",
        subject="تصوير حلقات من مسلسل بوليسي",
        place="مكناس",
        details="ثلاثة أيام تصوير بسيارات المصلحة وفي ساحة المعهد.",
    )
    desk.decide(request, 18, Verdict("granted", "مرحبا بكم، وهذه شروط التصوير."), desk.chief)
    morning = timezone.localtime(desk.now).replace(hour=9, minute=0, second=0, microsecond=0)
    for days in (4, 5):
        shoot = operations.set_shoot(
            request=request,
            starts_at=morning + days * DAY,
            ends_at=morning + days * DAY + 8 * HOUR,
            place="مكناس، ساحة المعهد",
            region=Region.objects.filter(code="MA-03").first(),
            by=desk.press,
            now=desk.now - 17 * DAY,
        )
        for resource, quantity in zip(lent, (1, 4, 1, 2), strict=True):
            operations.book(
                shoot=shoot, resource=resource, quantity=quantity, by=desk.press, now=desk.now - 16 * DAY
            )
    piece = Piece(
        outlet="جريدة الضحى",
        published_on=morning.date() - 2 * DAY,
        url="https://demo.example/adduha/tournage",
        title="كواليس تصوير مسلسل بوليسي بمكناس",
        audience=48_000,
    )
    operations.record_coverage(piece=piece, request=request, by=desk.press, now=desk.now)


def _stray_mail(now: datetime) -> None:
    mail = RawPost(
        id="demo-stray-mail",
        text="بخصوص الموعد\n\nالسلام عليكم، هل من جديد بخصوص الموعد الذي تحدثنا عنه؟",
        author="stagiaire@demo.example",
        created_at=now,
    )
    operations.take(batch=Batch(posts=[mail]), now=now)
