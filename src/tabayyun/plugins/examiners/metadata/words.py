"""The finding in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tabayyun.plugins.examiners.metadata.judging import moment
from tabayyun.plugins.examiners.wording import LANGUAGES, counted_ar, day

OPENING = {
    "ar": "تفيد البيانات الوصفية للملف بما يلي: ",
    "fr": "Les métadonnées du fichier indiquent : ",
    "en": "The metadata of the file say: ",
}
NOTHING = {
    "ar": "لا يحمل الملف أي تاريخ أو جهاز أو برنامج أو مكان؛ "
    "ومعظم الشبكات وتطبيقات التراسل تحذف هذه البيانات.",
    "fr": "Le fichier ne porte ni date, ni appareil, ni logiciel, ni lieu ; "
    "la plupart des réseaux et messageries les retirent.",
    "en": "The file carries no date, device, software or place; most networks and messengers remove them.",
}
TAKEN = {
    "ar": "تاريخ الالتقاط {day} على الساعة {time} حسب ساعة الجهاز",
    "fr": "prise de vue le {day} à {time} selon l’horloge de l’appareil",
    "en": "taken on {day} at {time} by the clock of the device",
}
CHANGED = {
    "ar": "آخر تعديل في {day} على الساعة {time}",
    "fr": "dernière modification le {day} à {time}",
    "en": "last changed on {day} at {time}",
}
BEFORE = {
    "ar": "، أي قبل أول ظهور رصدناه ب{span}",
    "fr": ", soit {span} avant la première apparition relevée",
    "en": ", {span} before the first appearance that we collected",
}
DEVICE = {"ar": "الجهاز «{0}»", "fr": "appareil « {0} »", "en": "device «{0}»"}
SOFTWARE = {"ar": "البرنامج «{0}»", "fr": "logiciel « {0} »", "en": "software «{0}»"}
PLACE = {
    "ar": "الموقع التقريبي: خط العرض {0} {1} وخط الطول {2} {3}",
    "fr": "lieu approximatif : {0}° {1}, {2}° {3}",
    "en": "approximate place: {0}° {1}, {2}° {3}",
}
DIRECTIONS = {
    "ar": ("شمالا", "جنوبا", "شرقا", "غربا"),
    "fr": ("N", "S", "E", "O"),
    "en": ("N", "S", "E", "W"),
}
CREDENTIALS = {
    "ar": "يحمل الملف بيانات اعتماد المحتوى (C2PA) ولم يجر التحقق منها هنا",
    "fr": "le fichier porte des Content Credentials (C2PA), non vérifiés ici",
    "en": "the file carries Content Credentials (C2PA), not verified here",
}
CONTRADICTION = {"ar": "تناقض: ", "fr": "contradiction : ", "en": "contradiction: "}
CONTRADICTIONS = {
    "later": {
        "ar": "تاريخ الالتقاط لاحق لأول ظهور رصدناه",
        "fr": "la date de prise de vue est postérieure à la première apparition relevée",
        "en": "the date of taking is later than the first appearance that we collected",
    },
    "order": {
        "ar": "تاريخ الالتقاط لاحق لتاريخ آخر تعديل",
        "fr": "la date de prise de vue est postérieure à celle de la dernière modification",
        "en": "the date of taking is later than that of the last change",
    },
    "satellites": {
        "ar": "توقيت الأقمار الاصطناعية يختلف عن تاريخ الالتقاط بأكثر من يوم",
        "fr": "l’heure des satellites s’écarte de plus d’un jour de la date de prise de vue",
        "en": "the time of the satellites differs from the date of taking by more than a day",
    },
    "clock": {
        "ar": "تاريخ الالتقاط أقدم من أجهزة التصوير الرقمية",
        "fr": "la date de prise de vue est antérieure aux appareils numériques",
        "en": "the date of taking is older than digital cameras",
    },
    "thumbnail": {
        "ar": "الصورة المصغرة المضمنة في الملف لا تطابق صورته",
        "fr": "la vignette incorporée ne correspond pas à l’image",
        "en": "the embedded thumbnail does not match the picture",
    },
    "name": {
        "ar": "نوع محتوى الملف ليس ما يدل عليه اسمه",
        "fr": "le contenu du fichier n’est pas de la nature qu’annonce son nom",
        "en": "the content of the file is not of the kind that its name says",
    },
}
LIMITS = {
    "ar": "يمكن لأي كان تغيير البيانات الوصفية دون أثر، وقد تكون ساعة الجهاز خاطئة؛ والموقع مقرب عمدا.",
    "fr": "Les métadonnées peuvent être modifiées sans laisser de trace et l’horloge de l’appareil peut être "
    "fausse ; le lieu est arrondi à dessein.",
    "en": "Anyone can change metadata without a trace, and the clock of the device may be wrong; "
    "the place is rounded on purpose.",
}
LONG = timedelta(days=730)


def sentences(found: Mapping[str, Any], wrong: Sequence[str], appeared: datetime | None) -> dict[str, str]:
    """Language → one sentence that can be quoted."""
    return {lang: _sentence(found, wrong, appeared, lang) for lang in LANGUAGES}


def _sentence(found: Mapping[str, Any], wrong: Sequence[str], appeared: datetime | None, lang: str) -> str:
    parts = [*_parts(found, appeared, lang)]
    parts += [CONTRADICTION[lang] + CONTRADICTIONS[name][lang] for name in wrong]
    joint = {"ar": "؛ ", "fr": " ; ", "en": "; "}[lang]
    return f"{OPENING[lang]}{joint.join(parts)}." if parts else NOTHING[lang]


def _parts(found: Mapping[str, Any], appeared: datetime | None, lang: str) -> list[str]:
    parts = []
    if taken := moment(found, "taken"):
        parts.append(_dated(TAKEN, taken, lang) + _before(taken, appeared, lang))
    if changed := moment(found, "changed"):
        parts.append(_dated(CHANGED, changed, lang))
    for name, wording in (("device", DEVICE), ("software", SOFTWARE)):
        if found[name]:
            parts.append(wording[lang].format(found[name]))
    if found["place"]:
        parts.append(_place(found["place"], lang))
    return parts + ([CREDENTIALS[lang]] if found["credentials"] else [])


def _dated(wording: Mapping[str, str], at: datetime, lang: str) -> str:
    return wording[lang].format(day=day(at, lang), time=f"{at:%H:%M}")


def _before(taken: datetime, appeared: datetime | None, lang: str) -> str:
    """How long before the first appearance, from two days on."""
    if appeared is None or appeared - taken < timedelta(days=2):
        return ""
    span = appeared - taken
    return BEFORE[lang].format(
        span=_years(span.days // 365, lang) if span >= LONG else _days(span.days, lang)
    )


def _days(count: int, lang: str) -> str:
    if lang == "ar":
        return counted_ar(count, "يوم واحد", "يومين", "أيام", "يوما")
    return f"{count} {'jours' if lang == 'fr' else 'days'}"


def _years(count: int, lang: str) -> str:
    if lang == "ar":
        return counted_ar(count, "سنة واحدة", "سنتين على الأقل", "سنوات على الأقل", "سنة على الأقل")
    return f"{count} ans au moins" if lang == "fr" else f"at least {count} years"


def _place(place: tuple[float, float], lang: str) -> str:
    latitude, longitude = place
    north, south, east, west = DIRECTIONS[lang]
    numbers = [
        f"{abs(value):g}".replace(".", "," if lang == "fr" else ".") for value in (latitude, longitude)
    ]
    return PLACE[lang].format(
        numbers[0], north if latitude >= 0 else south, numbers[1], east if longitude >= 0 else west
    )
