"""The finding in words."""

from __future__ import annotations

from collections.abc import Sequence

from tabayyun.engine.text.mentions import Mentions
from tabayyun.plugins.examiners.base import Statement
from tabayyun.plugins.examiners.wording import LANGUAGES, counted_ar, day, plain

NOTHING = {
    "ar": "لم نجد بين بياناتنا السابقة ما يتناول هذا المحتوى",
    "fr": "aucun de nos communiqués antérieurs ne porte sur ce contenu",
    "en": "none of our earlier statements bears on this content",
}
ANSWERED = {
    "ar": "سبق أن أجبنا عن هذا الادعاء في البيان {statement}",
    "fr": "nous avons déjà répondu à cette allégation dans le communiqué {statement}",
    "en": "we already answered this claim in statement {statement}",
}
NEAR = {
    "ar": "قد يكون لهذا المحتوى صلة ببياننا {statement}",
    "fr": "ce contenu peut avoir un rapport avec notre communiqué {statement}",
    "en": "this content may bear on our statement {statement}",
}
TITLED = {"ar": "{reference} «{title}»", "fr": "{reference} « {title} »", "en": "{reference} «{title}»"}
OF = {"ar": " بتاريخ {day}", "fr": " du {day}", "en": " of {day}"}
CONCLUDED = {
    "ar": "، وخلاصته: {verdict}",
    "fr": ", avec cette conclusion : {verdict}",
    "en": ", concluding: {verdict}",
}
VERDICTS = {
    "confirmed": {"ar": "صحيح", "fr": "confirmé", "en": "confirmed"},
    "false": {"ar": "غير صحيح", "fr": "faux", "en": "false"},
    "out_of_context": {"ar": "خارج سياقه", "fr": "hors contexte", "en": "out of context"},
    "manipulated": {"ar": "متلاعب به", "fr": "manipulé", "en": "manipulated"},
    "misleading": {"ar": "مضلل", "fr": "trompeur", "en": "misleading"},
    "satire": {"ar": "سخرية", "fr": "satire", "en": "satire"},
    "unproven": {"ar": "غير مثبت", "fr": "non prouvé", "en": "unproven"},
}
DIFFERING = {
    "ar": "، مع اختلاف في: {what}",
    "fr": ", avec une différence : {what}",
    "en": ", with a difference: {what}",
}
MORE = {"fr": ("et {n} autre", "et {n} autres"), "en": ("and {n} other", "and {n} others")}
NAMED = {"ar": "ويذكر المحتوى {what}", "fr": "le contenu nomme {what}", "en": "the content names {what}"}
WHAT = {
    "ar": (("تاريخ", "تاريخين", "تواريخ"), ("مكان", "مكانين", "أماكن"), ("جهة", "جهتين", "جهات")),
    "fr": (("la date", "les dates"), ("le lieu", "les lieux"), ("l’organisme", "les organismes")),
    "en": (("the date", "the dates"), ("the place", "the places"), ("the body", "the bodies")),
}
"""Dates, places and bodies: one of them, two, more; the last word for all above it."""
QUOTED = {"ar": "{what} «{names}»", "fr": "{what} « {names} »", "en": "{what} «{names}»"}
JOINT = {"ar": "؛ ", "fr": " ; ", "en": "; "}
COMMA = {"ar": "، ", "fr": ", ", "en": ", "}
LIMITS = {
    "ar": "لا يشمل البحث سوى ما نشره هذا المكتب ولم يُسحب؛ والتشابه في الكلمات لا يعني أن الادعاء هو نفسه، "
    "فاقرؤوا البيان قبل الإحالة إليه. تُعرف الأماكن والجهات من قوائم غير كاملة.",
    "fr": "Ne cherche que dans ce que ce bureau a publié et n’a pas retiré ; des mots communs ne font pas la "
    "même allégation : lire le communiqué avant d’y renvoyer. "
    "Lieux et organismes viennent de listes incomplètes.",
    "en": "Looks only through what this desk published and did not withdraw; words in common do not make the "
    "same claim: read the statement before referring to it. Places and bodies come from incomplete lists.",
}
NAMES = 3
"""Of each kind that a sentence names; all of them stand in the parameters."""


def sentences(statements: Sequence[Statement], named: Mentions) -> dict[str, str]:
    """Language → one sentence that can be quoted."""
    return {lang: _sentence(statements, named, lang) for lang in LANGUAGES}


def _sentence(statements: Sequence[Statement], named: Mentions, lang: str) -> str:
    said = _said(statements, lang) if statements else NOTHING[lang]
    parts = [said[:1].upper() + said[1:]]
    what = [
        _quoted(words, names[:NAMES], lang)
        for words, names in zip(WHAT[lang], (named.dates, named.places, named.units), strict=True)
        if names
    ]
    if what:
        parts.append(NAMED[lang].format(what=COMMA[lang].join(what)))
    return JOINT[lang].join(parts) + "."


def _quoted(words: Sequence[str], names: Sequence[str], lang: str) -> str:
    word = words[min(len(names), len(words)) - 1]
    return QUOTED[lang].format(what=word, names=COMMA[lang].join(plain(name) for name in names))


def _said(statements: Sequence[Statement], lang: str) -> str:
    best = statements[0]
    title = TITLED[lang].format(reference=best.reference, title=plain(best.title, 120))
    dated = title + (OF[lang].format(day=day(best.said_at, lang)) if best.said_at else "")
    said = (ANSWERED if best.repeats else NEAR)[lang].format(statement=dated)
    if best.verdict in VERDICTS:
        said += CONCLUDED[lang].format(verdict=VERDICTS[best.verdict][lang])
    if best.differing and best.repeats:
        said += DIFFERING[lang].format(
            what=COMMA[lang].join(plain(one, 30) for one in best.differing[:NAMES])
        )
    return said + _more(len(statements) - 1, lang)


def _more(count: int, lang: str) -> str:
    if not count:
        return ""
    if lang == "ar":
        return f" (و{counted_ar(count, 'بيان آخر', 'بيانين آخرين', 'بيانات أخرى', 'بيانا آخر')})"
    return f" ({MORE[lang][count > 1].format(n=count)})"
