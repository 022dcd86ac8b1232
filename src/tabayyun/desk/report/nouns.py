"""The words for what is counted, with every form that a number asks for."""

from __future__ import annotations

from collections.abc import Mapping

from tabayyun.desk.report.figures import Unit
from tabayyun.engine.counting import ArabicNoun, FrenchNoun

ARABIC: Mapping[Unit, ArabicNoun] = {
    Unit.CONTENTS: ArabicNoun(
        "محتوى رقمي عنيف",
        "محتويان رقميان عنيفان",
        "محتويين رقميين عنيفين",
        "محتويات رقمية عنيفة",
        "محتوى رقميا عنيفا",
    ),
    Unit.CASES: ArabicNoun("ملف", "ملفان", "ملفين", "ملفات", "ملفا"),
    Unit.HOURS: ArabicNoun("ساعة", "ساعتان", "ساعتين", "ساعات", "ساعة", feminine=True),
    Unit.STATEMENTS: ArabicNoun("بيان حقيقة", "بيانا حقيقة", "بياني حقيقة", "بيانات حقيقة", "بيان حقيقة"),
    Unit.COMMUNIQUES: ArabicNoun("بلاغ", "بلاغان", "بلاغين", "بلاغات", "بلاغا"),
    Unit.PRESS_ITEMS: ArabicNoun("خبر صحفي", "خبران صحفيان", "خبرين صحفيين", "أخبار صحفية", "خبرا صحفيا"),
    Unit.DELIVERIES: ArabicNoun(
        "عملية نشر", "عمليتا نشر", "عمليتي نشر", "عمليات نشر", "عملية نشر", feminine=True
    ),
    Unit.DENIALS: ArabicNoun("تكذيب", "تكذيبان", "تكذيبين", "تكذيبات", "تكذيبا"),
    Unit.CORRECTIONS: ArabicNoun("نص", "نصان", "نصين", "نصوص", "نصا"),
    Unit.ISSUES: ArabicNoun("عدد", "عددان", "عددين", "أعداد", "عددا"),
    Unit.REQUESTS: ArabicNoun("طلب", "طلبان", "طلبين", "طلبات", "طلبا"),
    Unit.COVERAGES: ArabicNoun(
        "مادة إعلامية",
        "مادتان إعلاميتان",
        "مادتين إعلاميتين",
        "مواد إعلامية",
        "مادة إعلامية",
        feminine=True,
    ),
    Unit.FOLLOWERS: ArabicNoun("متابع", "متابعان", "متابعين اثنين", "متابعين", "متابعا"),
    Unit.POSTS: ArabicNoun("منشور", "منشوران", "منشورين", "منشورات", "منشورا"),
    Unit.VIEWS: ArabicNoun("مشاهدة", "مشاهدتان", "مشاهدتين", "مشاهدات", "مشاهدة", feminine=True),
    Unit.CHILDREN: ArabicNoun("طفل", "طفلان", "طفلين", "أطفال", "طفلا"),
    Unit.PUPILS: ArabicNoun(
        "تلميذ وتلميذة",
        "تلميذان",
        "تلميذين",
        "تلاميذ وتلميذات",
        "تلميذا وتلميذة",
    ),
    Unit.SCHOOLS: ArabicNoun(
        "مؤسسة تعليمية",
        "مؤسستان تعليميتان",
        "مؤسستين تعليميتين",
        "مؤسسات تعليمية",
        "مؤسسة تعليمية",
        feminine=True,
    ),
    Unit.MEETINGS: ArabicNoun(
        "اجتماع ولقاء تنسيقي",
        "اجتماعان تنسيقيان",
        "اجتماعين تنسيقيين",
        "اجتماعات ولقاءات تنسيقية",
        "اجتماعا ولقاء تنسيقيا",
    ),
    Unit.UNIONS: ArabicNoun(
        "هيئة نقابية", "هيئتان نقابيتان", "هيئتين نقابيتين", "هيئات نقابية", "هيئة نقابية", feminine=True
    ),
    Unit.COMPANIES: ArabicNoun(
        "شركة إنتاج", "شركتا إنتاج", "شركتي إنتاج", "شركات إنتاج", "شركة إنتاج", feminine=True
    ),
    Unit.ACTIVITIES: ArabicNoun("نشاط", "نشاطان", "نشاطين", "أنشطة", "نشاطا"),
    Unit.EDITION: ArabicNoun("دورة", "دورتان", "دورتين", "دورات", "دورة", feminine=True),
}

FRENCH: Mapping[Unit, FrenchNoun] = {
    Unit.CONTENTS: FrenchNoun("contenu numérique violent", "contenus numériques violents"),
    Unit.CASES: FrenchNoun("dossier", "dossiers"),
    Unit.HOURS: FrenchNoun("heure", "heures"),
    Unit.STATEMENTS: FrenchNoun("mise au point", "mises au point"),
    Unit.COMMUNIQUES: FrenchNoun("communiqué", "communiqués"),
    Unit.PRESS_ITEMS: FrenchNoun("information de presse", "informations de presse"),
    Unit.DELIVERIES: FrenchNoun("diffusion", "diffusions"),
    Unit.DENIALS: FrenchNoun("démenti", "démentis"),
    Unit.CORRECTIONS: FrenchNoun("texte", "textes"),
    Unit.ISSUES: FrenchNoun("numéro", "numéros"),
    Unit.REQUESTS: FrenchNoun("demande", "demandes"),
    Unit.COVERAGES: FrenchNoun("reportage ou couverture", "reportages et couvertures"),
    Unit.FOLLOWERS: FrenchNoun("abonné", "abonnés"),
    Unit.POSTS: FrenchNoun("publication", "publications"),
    Unit.VIEWS: FrenchNoun("vue", "vues"),
    Unit.CHILDREN: FrenchNoun("enfant", "enfants"),
    Unit.PUPILS: FrenchNoun("élève", "élèves"),
    Unit.SCHOOLS: FrenchNoun("établissement scolaire", "établissements scolaires"),
    Unit.MEETINGS: FrenchNoun("réunion de coordination", "réunions de coordination"),
    Unit.UNIONS: FrenchNoun("organisation syndicale", "organisations syndicales"),
    Unit.COMPANIES: FrenchNoun("société de production", "sociétés de production"),
    Unit.ACTIVITIES: FrenchNoun("activité", "activités"),
    Unit.EDITION: FrenchNoun("édition", "éditions"),
}
