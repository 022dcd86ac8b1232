"""The columns of activities: label, parser, and the names and words that field services use for them."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from tabayyun.desk.outreach.models import Level, Phase, Topic
from tabayyun.desk.outreach.operations.rules import OLDEST_CHILD
from tabayyun.kit.sheets.cells import Choice, Day, Parser, Text, Whole, western
from tabayyun.kit.sheets.reading import Cell

_SHORT_YEAR = re.compile(r"((?:19|20)[0-9]{2})\W+(?:20)?([0-9]{2})")


def school_year(cell: Cell) -> str:
    """«2021-2022» from «2021/2022», «2021-22» or «٢٠٢١-٢٠٢٢»."""
    text = western(Text(20)(cell))
    found = _SHORT_YEAR.fullmatch(text)
    return f"{found[1]}-{found[1][:2]}{found[2]}" if found else text


COLUMNS: dict[str, tuple[Any, Parser, str]] = {
    "held_on": (
        _("Date"),
        Day(),
        "تاريخ النشاط|تاريخ الحصة|تاريخ اللقاء|تاريخ الزيارة|اليوم|jour|date de l’activité",
    ),
    "region_id": (_("Region"), Text(), "جهة|ولاية|wilaya"),
    "province_id": (
        _("Province or prefecture"),
        Text(),
        "الإقليم|العمالة|province|préfecture|المديرية الإقليمية|direction provinciale",
    ),
    "school_id": (
        _("School"),
        Text(),
        "المدرسة|اسم المؤسسة|المؤسسة|رمز المؤسسة|école|nom de l’établissement|code de l’établissement|lycée",
    ),
    "school_year": (_("School year"), school_year, "السنة الدراسية|الموسم|année"),
    "phase": (
        _("Phase"),
        Choice.among(
            Phase,
            FIRST="الأولى|المرحلة 1|phase 1|1ère phase|1re phase|S1|الدورة الأولى|الأسدس الأول",
            SECOND="الثانية|المرحلة 2|phase 2|2ème phase|2e phase|S2|الدورة الثانية|الأسدس الثاني",
        ),
        "الدورة|الأسدس|semestre",
    ),
    "level": (
        _("Level"),
        Choice.among(
            Level,
            PRESCHOOL="أولي|روض|maternelle",
            PRIMARY="ابتدائي|primaire|école primaire",
            MIDDLE="إعدادي|الإعدادي|ثانوي إعدادي|collège|collégial",
            HIGH="تأهيلي|ثانوي تأهيلي|ثانوي|lycée|qualifiant",
            VOCATIONAL="تكوين مهني|OFPPT|formation",
            HIGHER="جامعة|جامعي|université|supérieur",
        ),
        "السلك|cycle|niveau scolaire",
    ),
    "participants": (
        _("Participants"),
        Whole(),
        "عدد التلاميذ|التلاميذ|عدد المستفيدين|المستفيدون|عدد الحاضرين|élèves|effectif|bénéficiaires|nombre d’élèves|pupils",
    ),
    "topic": (
        _("Topic"),
        Choice.among(
            Topic,
            ROAD="السلامة|الوقاية من حوادث السير|حوادث السير|circulation|code de la route|prévention routière",
            DRUGS="المخدرات|الإدمان|مخاطر المخدرات|محاربة المخدرات|drogues|drogue|toxicomanie",
            VIOLENCE="العنف|العنف المدرسي|الشغب|violence|violence scolaire|hooliganisme",
            DIGITAL="الجريمة الإلكترونية|الجرائم الإلكترونية|الابتزاز|cybercriminalité|internet|مخاطر الأنترنت",
            CITIZENSHIP="التربية على المواطنة|القيم|civisme",
            OTHER="أخرى|مواضيع أخرى|divers|autres",
        ),
        "موضوع الحصة|موضوع اللقاء|المحور|sujet|objet",
    ),
    "association_id": (
        _("Association"),
        Text(),
        "اسم الجمعية|الهيئة|المنظمة|organisation|nom de l’association|ONG",
    ),
    "union_id": (_("Union"), Text(), "النقابة|اسم النقابة|الهيئة|syndicat|organisation"),
    "company_id": (
        _("Production company"),
        Text(),
        "الشركة|اسم الشركة|société|société de production|producteur",
    ),
    "child_name": (
        _("First name or initials of the child"),
        Text(40),
        "الاسم|اسم الطفل|prénom|enfant|initiales",
    ),
    "child_age": (_("Age"), Whole(most=OLDEST_CHILD), "العمر|سن الطفل|âge de l’enfant"),
    "consent_on": (
        _("Date of the guardian’s consent"),
        Day(),
        "تاريخ الإذن|تاريخ موافقة الولي|date de l’autorisation",
    ),
    "consent_reference": (
        _("Number of the guardian’s consent"),
        Text(60),
        "رقم الإذن|مرجع الإذن|numéro de l’autorisation|référence de l’autorisation",
    ),
    "place": (_("Place"), Text(), "مكان النشاط|المدينة|lieu de l’activité|ville"),
    "unit_id": (_("Unit"), Text(), "المصلحة|الوحدة|service|الجهة المنظمة"),
    "label": (_("Class, group or session"), Text(80), "القسم|المجموعة|رقم الحصة|classe|groupe|séance|numéro"),
    "notes": (_("Notes"), Text(2_000), "ملاحظة|observations|observation|remarques"),
}
