"""The finding in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tabayyun.plugins.examiners.wording import LANGUAGES, counted_ar, plain

MOST = 700
"""Characters of the picture that are quoted; all of them stand in the parameters."""
SAYS = {
    "picture": {
        "ar": "تحمل الصورة النص التالي كما قُرئ آليا في {lines}: «{text}».",
        "fr": "L’image porte ce texte, lu automatiquement en {lines} : « {text} ».",
        "en": "The picture carries this text, as it was read by machine in {lines}: «{text}».",
    },
    "clip": {
        "ar": "يحمل المقطع في صوره الرئيسية النص التالي كما قُرئ آليا في {lines}: «{text}».",
        "fr": "Les images clés de la vidéo portent ce texte, lu automatiquement en {lines} : « {text} ».",
        "en": "The key frames of the clip carry this text, as it was read by machine in {lines}: «{text}».",
    },
}
UNREADABLE = {
    "picture": {
        "ar": "في الصورة ما يشبه النص، لكن تعذرت قراءته آليا.",
        "fr": "L’image porte ce qui ressemble à du texte, mais il n’a pas pu être lu automatiquement.",
        "en": "The picture carries what looks like text, but it could not be read by machine.",
    },
    "clip": {
        "ar": "في الصور الرئيسية للمقطع ما يشبه النص، لكن تعذرت قراءته آليا.",
        "fr": "Les images clés portent ce qui ressemble à du texte, mais il n’a pas pu être lu.",
        "en": "The key frames carry what looks like text, but it could not be read by machine.",
    },
}
NOTHING = {
    "picture": {
        "ar": "لم يُعثر في الصورة على أي نص.",
        "fr": "Aucun texte n’a été trouvé dans l’image.",
        "en": "No text was found in the picture.",
    },
    "clip": {
        "ar": "لم يُعثر في الصور الرئيسية للمقطع على أي نص.",
        "fr": "Aucun texte n’a été trouvé dans les images clés de la vidéo.",
        "en": "No text was found in the key frames of the clip.",
    },
}
LIMITS = {
    "ar": "القراءة آلية وقد تخطئ في حروف أو أرقام، وخاصة فوق الصور الفوتوغرافية؛ ولا تقرأ خط اليد "
    "ولا تيفيناغ ولا كلمات لاتينية داخل سطر عربي. قارنوا النص بالصورة قبل اقتباسه.",
    "fr": "Lecture automatique : des lettres ou des chiffres peuvent être faux, surtout sur une photo ; "
    "ne lit ni l’écriture manuscrite, ni le tifinagh, ni des mots latins dans une ligne en arabe. "
    "À comparer à l’image avant de citer.",
    "en": "Read by machine: letters or digits can be wrong, above all over a photograph; reads neither "
    "handwriting nor Tifinagh nor Latin words in an Arabic line. Compare with the picture before quoting.",
}
CAPTION = {
    "ar": "مواضع الأسطر التي قُرئت، مرقمة حسب ترتيب قراءتها.",
    "fr": "Emplacement des lignes lues, numérotées dans l’ordre de lecture.",
    "en": "Where the lines that were read stand, numbered in reading order.",
}


def sentences(kind: str, lines: Sequence[str], places: int) -> Mapping[str, str]:
    """Language → one sentence on a picture or a clip. ``places``: where there seemed to be text."""
    if not lines:
        return (UNREADABLE if places else NOTHING)[kind]
    text = plain(" / ".join(lines), MOST)
    said = SAYS[kind]
    return {lang: said[lang].format(lines=_counted(len(lines), lang), text=text) for lang in LANGUAGES}


def _counted(count: int, lang: str) -> str:
    if lang == "ar":
        return counted_ar(count, "سطر واحد", "سطرين", "أسطر", "سطرا")
    one, many = ("ligne", "lignes") if lang == "fr" else ("line", "lines")
    return f"{count} {one if count == 1 else many}"
