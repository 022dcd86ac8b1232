"""The finding in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tabayyun.plugins.examiners.wording import LANGUAGES, clock, counted_ar

ONE = {
    "ar": "مدة المقطع {length} ويظهر كأنه مشهد واحد متصل بلا قطع.",
    "fr": "La vidéo dure {length} et paraît être une seule scène, sans coupe visible.",
    "en": "The clip lasts {length} and appears to be a single scene, without a visible cut.",
}
MANY = {
    "ar": "مدة المقطع {length} ويتألف من {scenes}، أطولها من {begin} إلى {end}.",
    "fr": "La vidéo dure {length} et se compose de {scenes}, dont la plus longue va de {begin} à {end}.",
    "en": "The clip lasts {length} and consists of {scenes}; the longest runs from {begin} to {end}.",
}
SHORT = {
    "ar": "الملف تالف ولم يُقرأ منه إلا ما قبل {until}: {rest}",
    "fr": "Le fichier est endommagé et n’a pu être lu que jusqu’à {until} : {rest}",
    "en": "The file is damaged and could be read only until {until}: {rest}",
}
LIMITS = {
    "ar": "القطع بين المشاهد يدل على تركيب لا على تزوير؛ وقد يفوت الفحص انتقال تدريجي أو قطع بين لقطتين "
    "متشابهتين، وقد يُحتسب وميض أو حركة سريعة قطعا.",
    "fr": "Une coupe indique un montage, pas une falsification ; un fondu ou une coupe entre deux plans "
    "semblables peut échapper, un éclair ou un mouvement rapide compter pour une coupe.",
    "en": "A cut tells of editing, not of forgery; a fade or a cut between two like shots can be missed, "
    "a flash or a fast movement be taken for a cut.",
}
CAPTION = {
    "ar": "الصور الرئيسية للمقطع بترتيبها الزمني، مع توقيت كل صورة ورقم مشهدها.",
    "fr": "Images clés de la vidéo dans l’ordre, avec leur temps et le numéro de leur scène.",
    "en": "Key frames of the clip in order, with their time and the number of their scene.",
}


def sentences(found: Mapping[str, Any]) -> dict[str, str]:
    """Language → one sentence that can be quoted."""
    return {lang: _sentence(found, lang) for lang in LANGUAGES}


def _sentence(found: Mapping[str, Any], lang: str) -> str:
    scenes = found["scenes"]
    begin, end, _key = max(scenes, key=lambda scene: scene[1] - scene[0])
    said = (ONE if len(scenes) == 1 else MANY)[lang].format(
        length=clock(found["seconds"]), scenes=_counted(len(scenes), lang), begin=clock(begin), end=clock(end)
    )
    if found["is_cut_short"]:
        return SHORT[lang].format(until=clock(found["read_until"]), rest=said[:1].lower() + said[1:])
    return said


def _counted(count: int, lang: str) -> str:
    if lang == "ar":
        return counted_ar(count, "مشهد واحد", "مشهدين", "مشاهد", "مشهدا")
    return f"{count} {'scènes' if lang == 'fr' else 'scenes'}"
