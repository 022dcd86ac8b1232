"""The finding in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from tabayyun.plugins.examiners.wording import counted_ar, day


def sentences(first: datetime, copies: int, sources: int, half: timedelta) -> dict[str, str]:
    """Language → one sentence that can be quoted."""
    return {
        "ar": f"يعود أقدم ظهور رصدناه لهذا المحتوى إلى {day(first, 'ar')} على الساعة {first:%H:%M}؛ "
        f"{_spread_ar(copies, sources, half)}.",
        "fr": "La plus ancienne apparition relevée de ce contenu "
        f"remonte au {day(first, 'fr')} à {first:%H:%M} ; {_spread_fr(copies, sources, half)}.",
        "en": f"The earliest appearance of this content that we collected dates from {day(first, 'en')} "
        f"at {first:%H:%M}; {_spread_en(copies, sources, half)}.",
    }


def limits(undated: int) -> dict[str, str]:
    """Language → what this check cannot tell."""
    texts = {
        "ar": "لا يشمل هذا الفحص سوى المنشورات التي جُمعت من المصادر المرصودة؛ وقد يوجد ظهور أقدم خارجها.",
        "fr": "Ne porte que sur les publications relevées dans les sources suivies ; "
        "une apparition plus ancienne peut exister ailleurs.",
        "en": "Covers only the posts collected from the watched sources; "
        "an earlier appearance may exist elsewhere.",
    }
    if not undated:
        return texts
    return {
        "ar": f"{texts['ar']} عدد المنشورات التي لا يُعرف تاريخها: {undated}.",
        "fr": f"{texts['fr']} Publications sans date fiable : {undated}.",
        "en": f"{texts['en']} Posts without a reliable date: {undated}.",
    }


def _spread_ar(copies: int, sources: int, half: timedelta) -> str:
    if copies == 1:
        return "ولم نرصد منه سوى منشور واحد"
    counted = counted_ar(copies, "منشورا واحدا", "منشورين", "منشورات", "منشورا")
    where = counted_ar(sources, "مصدر واحد", "مصدرين", "مصادر", "مصدرا")
    return f"ورصدنا منه {counted} في {where}، ظهر نصفها على الأقل في غضون {_span_ar(half)}"


def _spread_fr(copies: int, sources: int, half: timedelta) -> str:
    if copies == 1:
        return "une seule publication a été relevée"
    where = "une seule source" if sources == 1 else f"{sources} sources"
    return (
        f"{copies} publications ont été relevées dans {where}, dont la moitié au moins en l’espace de "
        f"{_span(half, ('minute', 'minutes'), ('heure', 'heures'), ('jour', 'jours'))}"
    )


def _spread_en(copies: int, sources: int, half: timedelta) -> str:
    if copies == 1:
        return "only one post was collected"
    where = "one source" if sources == 1 else f"{sources} sources"
    return (
        f"{copies} posts were collected in {where}, at least half of them within "
        f"{_span(half, ('minute', 'minutes'), ('hour', 'hours'), ('day', 'days'))}"
    )


def _rounded(span: timedelta) -> tuple[int, int]:
    """The span rounded up, and its unit: 0 minutes, 1 hours, 2 days."""
    minutes = max(1, -(-int(span.total_seconds()) // 60))
    if minutes <= 90:  # noqa: PLR2004  (up to there people count in minutes)
        return minutes, 0
    hours = -(-minutes // 60)
    return (hours, 1) if hours <= 48 else (-(-hours // 24), 2)  # noqa: PLR2004


def _span(span: timedelta, *units: tuple[str, str]) -> str:
    count, unit = _rounded(span)
    return f"{count} {units[unit][count > 1]}"


def _span_ar(span: timedelta) -> str:
    count, unit = _rounded(span)
    names = (
        ("دقيقة واحدة", "دقيقتين", "دقائق", "دقيقة"),
        ("ساعة واحدة", "ساعتين", "ساعات", "ساعة"),
        ("يوم واحد", "يومين", "أيام", "يوما"),
    )
    return counted_ar(count, *names[unit])
