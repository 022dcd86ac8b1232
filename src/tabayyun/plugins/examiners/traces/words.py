"""The finding in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tabayyun.plugins.examiners.wording import LANGUAGES

OPENING = {
    "ar": "قرائن تقنية عن حفظ الصورة، لا ترقى إلى دليل: ",
    "fr": "Indices techniques sur l’enregistrement de l’image, qui ne valent pas preuve : ",
    "en": "Technical hints on how the picture was saved, which are no proof: ",
}
NOTHING = {
    "ar": "لم تظهر في الصورة آثار إعادة حفظ أو لقطة شاشة، وهذا لا يثبت أنها أصلية.",
    "fr": "Aucune trace de réenregistrement ni de capture d’écran n’apparaît, ce qui ne prouve pas qu’elle "
    "soit "
    "d’origine.",
    "en": "No trace of saving again or of a screenshot shows, which does not prove that it is an original.",
}
COMMON = {
    "ar": "حفظت آخر مرة بصيغة JPEG بجودة {0} وبجداول المكتبة الشائعة التي تستعملها برامج ومواقع كثيرة",
    "fr": "dernier enregistrement en JPEG de qualité {0}, avec les tables de la bibliothèque courante, "
    "utilisée par beaucoup de logiciels et de sites",
    "en": "last saved as JPEG of quality {0}, with the tables of the common library that many programs and "
    "sites use",
}
OWN = {
    "ar": "حفظت آخر مرة بصيغة JPEG بجودة تقارب {0} وبجداول خاصة بجهاز أو برنامج",
    "fr": "dernier enregistrement en JPEG de qualité proche de {0}, avec les tables propres à un appareil "
    "ou un "
    "logiciel",
    "en": "last saved as JPEG of quality about {0}, with tables of a device's or program's own",
}
EARLIER = {
    "ar": "وسبق حفظها بصيغة JPEG بجودة تقارب {0}",
    "fr": "déjà enregistrée auparavant en JPEG de qualité proche de {0}",
    "en": "saved as JPEG before, of quality about {0}",
}
WAS_JPEG = {
    "ar": "كانت بصيغة JPEG قبل أن تحفظ بصيغة {0}",
    "fr": "elle était en JPEG avant d’être enregistrée en {0}",
    "en": "it was a JPEG before it was saved as {0}",
}
CUT = {
    "ar": "فيها أثر شبكة حفظ سابق لا يطابق حوافها، أي أنها قصت أو أزيحت بعده",
    "fr": "la grille d’un enregistrement antérieur ne suit pas ses bords : elle a été recadrée ou décalée "
    "depuis",
    "en": "the grid of an earlier saving does not follow its edges: it was cut or moved since",
}
SCREENSHOT = {
    "ar": "يرجح أنها لقطة شاشة: {0}",
    "fr": "il s’agit vraisemblablement d’une capture d’écran : {0}",
    "en": "it is probably a screenshot: {0}",
}
SIGNS = {
    "declared": {"ar": "الملف يصرح بذلك", "fr": "le fichier le déclare", "en": "the file says so"},
    "phone": {
        "ar": "أبعادها أبعاد شاشة هاتف",
        "fr": "ses dimensions sont celles d’un écran de téléphone",
        "en": "it has the size of a phone's screen",
    },
    "size": {
        "ar": "أبعادها أبعاد شاشة",
        "fr": "ses dimensions sont celles d’un écran",
        "en": "it has the size of a screen",
    },
    "bar": {
        "ar": "في أعلاها شريط حالة هاتف",
        "fr": "une barre d’état en haut",
        "en": "it has a status bar at the top",
    },
}
BANDS = {
    "ar": "على حوافها شريط بلون واحد ({0})",
    "fr": "une bande unie la borde ({0})",
    "en": "a band of one shade lies along it ({0})",
}
SIDES = {
    "top": {"ar": "في الأعلى", "fr": "en haut", "en": "top"},
    "bottom": {"ar": "في الأسفل", "fr": "en bas", "en": "bottom"},
    "left": {"ar": "يسارا", "fr": "à gauche", "en": "left"},
    "right": {"ar": "يمينا", "fr": "à droite", "en": "right"},
}
FACEBOOK = {
    "ar": "تحمل علامة يضعها فيسبوك وإنستغرام على ما يمر بهما",
    "fr": "elle porte une marque que Facebook et Instagram inscrivent dans ce qu’ils transmettent",
    "en": "it carries a mark that Facebook and Instagram put into what they pass on",
}
# The rates are those of bench/traces.py on 209 photographs.
LIMITS = {
    "ar": "إعادة الحفظ عادية ولا تعني التلاعب: فكل شبكة وكل تطبيق تراسل يعيد حفظ ما يمر به. وعلى 209 صور "
    "حقيقية "
    "أعيد حفظها، كشف حفظ سابق بجودة أدنى في 66% من الحالات ولم يكشف قط حفظ سابق بجودة أعلى، وكشف القص في "
    "56%، وأصل "
    "JPEG لصور PNG في 95%، دون أي إنذار كاذب في 836 عملية حفظ واحدة. أما خريطتا مستوى الخطأ والتشويش "
    "فتتأثران بمحتوى "
    "الصورة ولا تكفيان لأي استنتاج.",
    "fr": "Réenregistrer est ordinaire et n’est pas manipuler : chaque réseau et chaque messagerie le "
    "fait. Sur 209 "
    "vraies photographies réenregistrées, un enregistrement antérieur de qualité moindre a été décelé dans "
    "66 % des "
    "cas, de qualité supérieure jamais, un recadrage dans 56 %, l’origine JPEG d’un PNG dans 95 %, sans "
    "aucune fausse "
    "alerte sur 836 enregistrements uniques. Les cartes du niveau d’erreur et du bruit dépendent du "
    "contenu de "
    "l’image et n’autorisent aucune conclusion.",
    "en": "Saving again is ordinary and is no tampering: every network and messenger does it. On 209 real "
    "photographs "
    "that were saved again, an earlier saving of lower quality was noticed in 66% of the cases, of higher "
    "quality "
    "never, a cut in 56%, that a PNG was a JPEG in 95%, without a false alarm in 836 single savings. The "
    "maps of error "
    "level and noise follow what the picture shows and allow no conclusion.",
}
CAPTIONS = {
    "error-level": {
        "ar": "مستوى الخطأ: ما يتغير عند إعادة الحفظ. تضيء الحواف والنصوص والتفاصيل دائما، فلا يثبت ذلك أي "
        "تلاعب.",
        "fr": "Niveau d’erreur : ce qui change quand on réenregistre. Bords, textes et détails brillent "
        "toujours : cela ne "
        "prouve aucune manipulation.",
        "en": "Error level: what changes when it is saved again. Edges, lettering and detail always shine: "
        "that proves no "
        "tampering.",
    },
    "noise": {
        "ar": "التشويش: من القليل (داكن) إلى الكثير (فاتح). السماء والظل والتركيز تغيره، فلا يثبت ذلك أي "
        "تلاعب.",
        "fr": "Bruit : de peu (sombre) à beaucoup (clair). Ciel, ombre et mise au point le changent : cela "
        "ne prouve aucune "
        "manipulation.",
        "en": "Noise: from little (dark) to much (bright). Sky, shade and focus change it: that proves no "
        "tampering.",
    },
}


def sentences(found: Mapping[str, Any]) -> dict[str, str]:
    """Language → one sentence that can be quoted."""
    return {lang: _sentence(found, lang) for lang in LANGUAGES}


def _sentence(found: Mapping[str, Any], lang: str) -> str:
    parts = [*_saved(found, lang), *_seen(found, lang)]
    joint = {"ar": "؛ ", "fr": " ; ", "en": "; "}[lang]
    return f"{OPENING[lang]}{joint.join(parts)}." if parts else NOTHING[lang]


def _saved(found: Mapping[str, Any], lang: str) -> list[str]:
    parts = []
    if found["quality"]:
        parts.append((COMMON if found["common"] else OWN)[lang].format(found["quality"]))
    if found["earlier"]:
        parts.append(EARLIER[lang].format(found["earlier"]))
    if found["grid"]:
        parts.append((CUT if found["quality"] else WAS_JPEG)[lang].format(found["kind"]))
    return parts


def _seen(found: Mapping[str, Any], lang: str) -> list[str]:
    comma = "، " if lang == "ar" else ", "
    parts = []
    if found["screenshot"]:
        parts.append(SCREENSHOT[lang].format(comma.join(SIGNS[name][lang] for name in found["screen"])))
    if found["bands"]:
        sides = (f"{SIDES[side][lang]} {_share(part, lang)}" for side, part in found["bands"].items())
        parts.append(BANDS[lang].format(comma.join(sides)))
    return parts + ([FACEBOOK[lang]] if found["facebook"] else [])


def _share(part: float, lang: str) -> str:
    hundredths = f"{100 * part:.1f}".removesuffix(".0")
    if lang == "fr":
        return f"{hundredths.replace('.', ',')} %"
    return f"{hundredths}%"
