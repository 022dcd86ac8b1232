"""The words that documents put around a chapter. They go with the document, not with the reader's screen."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.text import capfirst

from tabayyun.desk.report import phrases
from tabayyun.desk.report.documents.printed import Printed
from tabayyun.desk.report.figures import Unit
from tabayyun.desk.report.stated import Stated
from tabayyun.engine import counting

WORDS: Mapping[str, Mapping[str, str]] = {
    "ar": {
        "draft": "مسودة: الأرقام محسوبة من السجلات الآن، ولم تُعتمد بعد",
        "figures": "الأرقام وكيف حُسبت",
        "figure": "الرقم",
        "value": "القيمة",
        "period": "الفترة",
        "before": "السنة السابقة",
        "counts": "ما يُعدّ",
        "method": "طريقة الحساب",
        "rows": "عدد السجلات",
        "unavailable": "غير متوفر",
        "because": "غير متوفر: {reason}",
        "no_data": "لا معطيات",
        "errata": "تصويبات لاحقة",
        "erratum": "{name}: {value} بدل {before}",
        "proof": "كيف تتحققون",
        "signed": "هذا المحور موقّع بمفتاح المؤسسة ومسجل في السجل العمومي برقم {index}. "
        "ويمكن التحقق من ملفه بصيغة JSON دون اتصال بالأمر tabayyun verify.",
        "published": "نُشر في {date}",
        "made": "أُعد في {date}",
        "reference": "المرجع",
        "page": "الصفحة",
        "of": "من",
        "chart": "{name} حسب الشهر",
        "thousands": "بالآلاف",
        "hours": "بالساعات",
        "contact": "للصحافة",
        "no_contact": "لم تُسجل جهة اتصال.",
        "licence": "المعطيات مفتوحة: يجوز إعادة استعمالها مع ذكر المصدر.",
    },
    "fr": {
        "draft": "Projet : les chiffres sont calculés à l’instant et n’ont pas encore été approuvés",
        "figures": "Les chiffres et leur calcul",
        "figure": "Chiffre",
        "value": "Valeur",
        "period": "Période",
        "before": "Année précédente",
        "counts": "Ce qui est compté",
        "method": "Méthode",
        "rows": "Enregistrements",
        "unavailable": "non disponible",
        "because": "Non disponible : {reason}",
        "no_data": "sans données",
        "errata": "Errata",
        "erratum": "{name} : {value} au lieu de {before}",
        "proof": "Comment vérifier",
        "signed": "Ce chapitre est signé par la clé de l’institution et inscrit au registre public sous le "
        "numéro {index}. Son fichier JSON se vérifie hors ligne par la commande tabayyun verify.",
        "published": "Publié le {date}",
        "made": "Établi le {date}",
        "reference": "Référence",
        "page": "Page",
        "of": "sur",
        "chart": "{name} par mois",
        "thousands": "en milliers",
        "hours": "en heures",
        "contact": "Contact presse",
        "no_contact": "Aucun contact n’est enregistré.",
        "licence": "Données ouvertes : réutilisation libre avec mention de la source.",
    },
}


def value(stated: Stated, lang: str) -> str:
    """The value with its noun; or that there is none, and why."""
    if stated.value is None:
        return WORDS[lang]["because"].format(reason=stated.word("note", lang))
    return phrases.counted(stated.value, stated.unit, lang)


def short(value: float | None, unit: Unit, lang: str) -> str:
    """The number alone; hours with their minutes."""
    if value is None:
        return WORDS[lang]["unavailable"]
    return phrases.counted(value, unit, lang) if unit is Unit.HOURS else counting.grouped(value)


def before(stated: Stated, lang: str) -> str:
    """The value of the year before, or that there are no data about it."""
    return WORDS[lang]["no_data"] if stated.before is None else short(stated.before, stated.unit, lang)


def told(stated: Stated, lang: str) -> str:
    """What it counts, how it is computed, and what has to be noted, as sentences."""
    said = (stated.word(name, lang) for name in ("counts", "method", "note"))
    return ". ".join(capfirst(sentence) for sentence in said if sentence)


def erratum(printed: Printed, key: str) -> str:
    """What stands now instead of what was published."""
    stands, published = printed.stands[key], printed.figures[key]
    return WORDS[printed.lang]["erratum"].format(
        name=stands.word("name", printed.lang),
        value=short(stands.value, stands.unit, printed.lang),
        before=short(published.value, stands.unit, printed.lang),
    )
