"""Words that say the opposite of each other: «forbidden» is not «allowed», however alike the rest is.

One line an opposition, the two sides apart by a bar; written normally, compared by stem. Written
for this project.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .normal import normalise
from .words import stem

_TABLE = """
منع يمنع تمنع ممنوع حظر يحظر تحظر interdit interdite interdiction interdire banned bans ban forbidden |
    سماح يسمح تسمح مسموح autorise autorisé autorisée permet allowed allows permits
فتح يفتح تفتح افتتاح مفتوح ouvre ouvert ouverte ouverture opens open opened reopens |
    إغلاق يغلق تغلق أغلقت مغلق إقفال ferme fermé fermée fermeture closes closed shuts shut
ارتفاع يرتفع ترتفع زيادة hausse augmente augmentent augmentation rise rises increase increases |
    انخفاض ينخفض تنخفض تراجع خفض baisse baissent diminue fall falls drop drops decrease decreases
فرض يفرض تفرض impose imposent imposes imposed | رفع يرفع ترفع إلغاء lève lèvent lifts lifted
إلغاء ألغيت يلغي تلغي annulé annulée annulés annulation cancelled canceled cancels |
    إجراء يجرى تجرى تقام يقام maintenu maintenue maintenus maintained held
اعتقال اعتقل توقيف arrêté arrêtée arrestation arrested detained |
    إفراج أفرج تبرئة إطلاق سراح libéré libérée acquitté acquittée released acquitted freed
استقالة يستقيل démission démissionne resigns resigned | تعيين عين nommé nommée appointed
مقتل قتل وفاة مات mort morte tué tuée dead killed dies died |
    نجاة ينجو سالم سالمين حيا ولادة survit survivant sain naissance survives alive born
ملوث ملوثة فاسد مسموم contaminé contaminée pollué contaminated polluted |
    سليم سليمة صالح نظيف potable propre safe clean
انسحاب ينسحب تنسحب retire retrait withdraws withdrew |
    استضافة يستضيف تستضيف مشاركة accueille accueillera participe host hosts joins
يعتدي اعتداء هاجم هجوم agresse agression attaque attacks attacked assaults |
    ينقذ إنقاذ أنقذ secourt sauve sauvetage rescues rescued saves
فوز يفوز انتصار gagne victoire remporte wins won | خسارة هزيمة يخسر perd défaite loses lost
سرقة سرق vole volé volée stolen steals | استرجاع إعادة retrouvé rendu returned
هدم انهيار démolit effondre effondrement collapses collapse |
    بناء تشييد ترميم تدشين construit rénovée rénove inaugure inauguré inauguration built renovated
خطف اختطاف اختفاء enlevé enlevée enlève disparu disparue kidnapped abducted missing |
    عثور العثور عثر retrouvé retrouvée retrouvés found
"""


def _sides() -> dict[str, set[tuple[int, bool]]]:
    """For the stem of each word the oppositions it stands in, and on which side."""
    found: dict[str, set[tuple[int, bool]]] = {}
    lines = _TABLE.strip().replace("|\n", "|").splitlines()
    for number, line in enumerate(lines):
        for right, side in enumerate(line.split("|")):
            for word in normalise(side).split():
                found.setdefault(stem(word), set()).add((number, bool(right)))
    return found


_SIDES = _sides()


@lru_cache(maxsize=1 << 14)
def _of(word: str) -> frozenset[tuple[int, bool]]:
    return frozenset(_SIDES.get(stem(word), ()))


def opposed(one: Iterable[str], other: Iterable[str]) -> tuple[str, str] | None:
    """Return the first words of two texts (normalised) that are opposites, unless a text has both sides."""
    mine = {side: word for word in one for side in _of(word)}
    theirs = {side: word for word in other for side in _of(word)}
    for (number, right), word in mine.items():
        other_side = (number, not right)
        if other_side in theirs and other_side not in mine and (number, right) not in theirs:
            return word, theirs[other_side]
    return None
