"""The finding in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tabayyun.plugins.examiners.wording import LANGUAGES, day

CHANGED = {"assertion.dataHash.mismatch", "assertion.bmffHash.mismatch", "assertion.boxesHash.mismatch"}
BROKEN = {
    "ar": "بيانات اعتماد المحتوى (C2PA) في هذا الملف غير سليمة: {0}",
    "fr": "Les Content Credentials (C2PA) de ce fichier ne tiennent pas : {0}",
    "en": "The Content Credentials (C2PA) of this file do not hold: {0}",
}
WHY = {
    "changed": {
        "ar": "تغير الملف بعد توقيعه",
        "fr": "le fichier a été modifié après sa signature",
        "en": "the file was changed after it was signed",
    },
    "other": {
        "ar": "التوقيع أو السجل غير مطابق ({0})",
        "fr": "la signature ou le registre ne concorde pas ({0})",
        "en": "the signature or the record does not match ({0})",
    },
}
CLAIMS = {
    "ar": "؛ ويدعي التوقيع أنه من «{0}»",
    "fr": " ; la signature se dit de « {0} »",
    "en": "; the signature claims to be of «{0}»",
}
SIGNED = {
    "trusted": {
        "ar": "يحمل الملف بيانات اعتماد المحتوى (C2PA) وهي سليمة، وقعها «{0}» وهو ضمن قائمة الموقعين "
        "الموثوقين",
        "fr": "Le fichier porte des Content Credentials (C2PA) intacts, signés par « {0} », "
        "qui figure sur la liste des signataires de confiance",
        "en": "The file carries Content Credentials (C2PA) that hold, signed by «{0}», who is on the list of "
        "trusted signers",
    },
    "unknown": {
        "ar": "يحمل الملف بيانات اعتماد المحتوى (C2PA) وهي سليمة، لكن وقعها من لا نعرفه، باسم «{0}»",
        "fr": "Le fichier porte des Content Credentials (C2PA) intacts, mais signés par quelqu’un que nous "
        "ne "
        "connaissons pas, sous le nom « {0} »",
        "en": "The file carries Content Credentials (C2PA) that hold, but signed by someone we do not "
        "know, under "
        "the name «{0}»",
    },
}
NAMELESS = {"ar": "بلا اسم", "fr": "sans nom", "en": "without a name"}
WHEN = {"ar": "بتاريخ {0}", "fr": "le {0}", "en": "on {0}"}
PROGRAM = {"ar": "ببرنامج «{0}»", "fr": "avec le logiciel « {0} »", "en": "with the software «{0}»"}
ACTIONS = {"ar": "والمصرح به من تعديلات: {0}", "fr": "opérations déclarées : {0}", "en": "declared: {0}"}
NO_ACTIONS = {
    "ar": "دون التصريح بأي تعديل",
    "fr": "sans aucune opération déclarée",
    "en": "with no edit declared",
}
INGREDIENTS = {
    "ar": "وعدد الملفات المدمجة فيه: {0}",
    "fr": "fichiers incorporés : {0}",
    "en": "files that it was made from: {0}",
}
ACTION = {
    "created": {"ar": "الإنشاء", "fr": "création", "en": "created"},
    "opened": {"ar": "الفتح للتعديل", "fr": "ouverture", "en": "opened for editing"},
    "edited": {"ar": "تعديل", "fr": "retouche", "en": "edited"},
    "cropped": {"ar": "قص", "fr": "recadrage", "en": "cropped"},
    "resized": {"ar": "تغيير الأبعاد", "fr": "redimensionnement", "en": "resized"},
    "color_adjustments": {"ar": "تعديل الألوان", "fr": "réglage des couleurs", "en": "colours adjusted"},
    "filtered": {"ar": "تطبيق مرشح", "fr": "filtre", "en": "filtered"},
    "drawing": {"ar": "رسم فوق الصورة", "fr": "dessin", "en": "drawn on"},
    "placed": {
        "ar": "إدراج ملف آخر",
        "fr": "insertion d’un autre fichier",
        "en": "another file placed in it",
    },
    "removed": {"ar": "حذف جزء", "fr": "suppression d’un élément", "en": "a part removed"},
    "orientation": {"ar": "تدوير", "fr": "rotation", "en": "turned"},
    "converted": {"ar": "تحويل الصيغة", "fr": "conversion de format", "en": "format converted"},
    "transcoded": {"ar": "إعادة ترميز", "fr": "transcodage", "en": "transcoded"},
    "published": {"ar": "نشر", "fr": "publication", "en": "published"},
    "watermarked": {"ar": "وضع علامة مائية", "fr": "filigrane", "en": "watermarked"},
    "redacted": {"ar": "حجب معلومات", "fr": "occultation", "en": "redacted"},
}
SOURCE = {
    "digitalCapture": {"ar": "التقاط بجهاز", "fr": "prise de vue", "en": "captured by a device"},
    "trainedAlgorithmicMedia": {
        "ar": "توليد بالذكاء الاصطناعي",
        "fr": "généré par intelligence artificielle",
        "en": "made by generative artificial intelligence",
    },
    "compositeWithTrainedAlgorithmicMedia": {
        "ar": "تركيب يتضمن ما ولده الذكاء الاصطناعي",
        "fr": "montage avec des éléments générés par intelligence artificielle",
        "en": "a composite with parts made by generative artificial intelligence",
    },
    "algorithmicMedia": {"ar": "توليد ببرنامج", "fr": "généré par un programme", "en": "made by a program"},
    "screenCapture": {"ar": "لقطة شاشة", "fr": "capture d’écran", "en": "a screenshot"},
    "composite": {"ar": "تركيب", "fr": "montage", "en": "a composite"},
}
LIMITS = {
    "ar": "يثبت التوقيع أن الملف لم يتغير منذ أن وقعه صاحب المفتاح، لا أن ما يظهر فيه صحيح؛ ويمكن لأي كان "
    "أن يوقع "
    "بالاسم الذي يريد. ولا تتم مراجعة إلغاء الشهادات لأن لا شيء يرسل إلى الخارج. ومعظم الملفات لا تحمل هذه "
    "البيانات "
    "لأن الشبكات تحذفها، فغيابها لا يدل على شيء.",
    "fr": "La signature prouve que le fichier n’a pas changé depuis que le détenteur d’une clé l’a signé, "
    "non que ce "
    "qu’il montre est vrai ; chacun peut signer sous le nom de son choix. La révocation des certificats "
    "n’est pas "
    "vérifiée, car rien n’est envoyé. La plupart des fichiers n’en portent pas : les réseaux les retirent, "
    "et leur "
    "absence ne dit rien.",
    "en": "The signature proves that the file has not changed since the holder of a key signed it, not "
    "that what it "
    "shows is true; anyone can sign under a name of their own choice. Revoked certificates are not looked "
    "up, because "
    "nothing is sent out. Most files carry none, because networks remove them: absence says nothing.",
}
SHOWN = 8


def sentences(found: Mapping[str, Any]) -> dict[str, str]:
    """Language → one sentence that can be quoted."""
    return {
        lang: (_broken if found["state"] == "broken" else _signed)(found, lang) + "." for lang in LANGUAGES
    }


def _broken(found: Mapping[str, Any], lang: str) -> str:
    codes = [code for code in found["codes"] if code != "signingCredential.untrusted"]
    changed = bool(CHANGED & set(codes))
    why = WHY["changed" if changed else "other"][lang].format(codes[0] if codes else "–")
    signer = _signer(found, "")
    return BROKEN[lang].format(why) + (CLAIMS[lang].format(signer) if signer else "")


def _signed(found: Mapping[str, Any], lang: str) -> str:
    parts = [SIGNED[found["state"]][lang].format(_signer(found, NAMELESS[lang]))]
    if found["signed"]:
        parts.append(WHEN[lang].format(_when(found["signed"], lang)))
    if found["program"]:
        parts.append(PROGRAM[lang].format(found["program"]))
    declared = [table[name][lang] if name in table else name for table, name in _declared(found)]
    if declared:
        parts.append(ACTIONS[lang].format(("، " if lang == "ar" else ", ").join(declared[:SHOWN])))
    else:
        parts.append(NO_ACTIONS[lang])
    if found["ingredients"]:
        parts.append(INGREDIENTS[lang].format(found["ingredients"]))
    return {"ar": "؛ ", "fr": " ; ", "en": "; "}[lang].join(parts)


def _declared(found: Mapping[str, Any]) -> list[tuple[Mapping[str, Mapping[str, str]], str]]:
    return [(SOURCE, name) for name in found["sources"]] + [(ACTION, name) for name in found["actions"]]


def _signer(found: Mapping[str, Any], nameless: str) -> str:
    names = [name for name in (found["issuer"], found["name"]) if name]
    return " – ".join(dict.fromkeys(names)) or nameless


def _when(written: str, lang: str) -> str:
    try:
        return day(datetime.fromisoformat(written), lang)
    except ValueError:
        return written
