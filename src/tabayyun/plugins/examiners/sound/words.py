"""The finding in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tabayyun.plugins.examiners.sound.hearing import SILENT
from tabayyun.plugins.examiners.wording import LANGUAGES, clock, counted_ar

SHOWN = 8
"""Times that are named in a sentence."""
NONE = {
    "ar": "لا يحمل المقطع أي مسار صوتي.",
    "fr": "La vidéo ne porte aucune piste sonore.",
    "en": "The clip carries no sound track.",
}
MUTE = {
    "ar": "يحمل الملف مسارا صوتيا صامتا من أوله إلى آخره ({length}).",
    "fr": "Le fichier porte une piste sonore muette du début à la fin ({length}).",
    "en": "The file carries a sound track that is silent from beginning to end ({length}).",
}
HEARD = {
    "ar": "مدة الصوت {length}{silences}؛ {changes}.",
    "fr": "Le son dure {length}{silences} ; {changes}.",
    "en": "The sound lasts {length}{silences}; {changes}.",
}
STEADY = {
    "ar": "ولم يُرصد تغير مفاجئ في خلفيته",
    "fr": "aucun changement soudain du fond sonore n’a été relevé",
    "en": "no sudden change of its background was noticed",
}
CHANGES = {
    "ar": "وتتغير خلفيته فجأة في {count} ({times})، وقد يدل ذلك على قطع أو تركيب",
    "fr": "le fond sonore change soudainement à {count} ({times}), ce qui peut indiquer une coupe",
    "en": "its background changes suddenly in {count} ({times}), which can tell of a cut",
}
SILENCES = {
    "ar": "، ويتخلله صمت في {count}",
    "fr": ", avec {count} de silence",
    "en": ", with {count} of silence",
}
LIMITS = {
    "ar": "تغير الخلفية قرينة لا دليل: قد يحدثه الميكروفون أو موسيقى أو باب يُفتح، وقد يخفي ضغط الملف قطعا. "
    "لا تُحدد لغة الكلام ولا قائله: لا يوجد نموذج مرفق لذلك.",
    "fr": "Un changement de fond est un indice, non une preuve : un microphone, une musique, une porte le "
    "produisent, et la compression peut cacher une coupe. Ni la langue parlée ni la voix ne sont "
    "déterminées : aucun modèle n’est fourni.",
    "en": "A change of background is a hint, not a proof: a microphone, music or a door make one, and "
    "compression can hide a cut. Neither the language nor the voice is told: no model comes along.",
}
CAPTION = {
    "ar": "مستوى الصوت من بداية المقطع (يسارا) إلى نهايته، مع الصمت مظللا والتغيرات المفاجئة معلمة.",
    "fr": "Niveau du son du début (à gauche) à la fin ; silences en gris, changements soudains marqués.",
    "en": "Level of the sound from beginning (left) to end; silences in grey, sudden changes marked.",
}


def sentences(found: Mapping[str, Any]) -> dict[str, str]:
    """Language → one sentence that can be quoted."""
    return {lang: _sentence(found, lang) for lang in LANGUAGES}


def _sentence(found: Mapping[str, Any], lang: str) -> str:
    if not found["sound"]:
        return NONE[lang]
    length = clock(found["seconds"])
    if found["highest_level"] < SILENT:
        return MUTE[lang].format(length=length)
    return HEARD[lang].format(
        length=length,
        silences=_silences(len(found["silences"]), lang),
        changes=_changes(found["changes"], lang),
    )


def _changes(changes: list[list[float]], lang: str) -> str:
    if not changes:
        return STEADY[lang]
    times = {"ar": "، "}.get(lang, ", ").join(clock(at) for at, _size in changes[:SHOWN])
    more = "…" if len(changes) > SHOWN else ""
    return CHANGES[lang].format(count=_places(len(changes), lang), times=times + more)


def _silences(count: int, lang: str) -> str:
    if not count:
        return ""
    counted = _places(count, lang) if lang == "ar" else f"{count} {'passage' if count == 1 else 'passages'}"
    return SILENCES[lang].format(count=counted)


def _places(count: int, lang: str) -> str:
    if lang == "ar":
        return counted_ar(count, "موضع واحد", "موضعين", "مواضع", "موضعا")
    one, many = ("endroit", "endroits") if lang == "fr" else ("place", "places")
    return f"{count} {one if count == 1 else many}"
