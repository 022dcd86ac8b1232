"""From a reviewer's own word, or number, to one of our verdicts."""

from __future__ import annotations

import re

from tabayyun.desk.signals.models import Verdict
from tabayyun.engine.text import normalise

# Tried in this order: «not true» must not be read as «true», nor «partly false» as «false».
# Fragments, compared in normalised spelling; one line a language.
_WORDS: tuple[tuple[Verdict, str], ...] = (
    (
        Verdict.MISLEADING,
        """half|partly|partially|mixture|mixed
        demi|partiellement|en partie
        جزئي|نصف|خليط|بعض الصحة""",
    ),
    (
        Verdict.OUT_OF_CONTEXT,
        """context|miscaption|misattribut|old photo|old video
        contexte|détourné|légende trompeuse|ancienne
        سياق|قديم|في غير محله""",
    ),
    (
        Verdict.MANIPULATED,
        """manipulat|altered|doctored|photoshop|deepfake|edited|fabricated|forged
        truqué|montage|falsifi|manipulé|trafiqué
        مفبرك|فبرك|معدل|مركب|متلاعب|تلاعب|مزور|محرف""",
    ),
    (Verdict.SATIRE, "satir|parod|humour|sarcas|ساخر|سخري|تهكم"),
    (
        Verdict.UNPROVEN,
        """unproven|unverif|no evidence|not enough|unsupported|unconfirmed|undetermined|unknown|disputed
        non vérifi|invérifiable|sans preuve|non confirm|pas de preuve|à vérifier
        غير مثبت|غير مؤكد|لم يثبت|لا دليل|دون دليل|غير محسوم|لا يمكن التحقق""",
    ),
    (
        Verdict.FALSE,
        """false|fake|not true|untrue|incorrect|inaccurate|wrong|hoax|pants on fire|pinocchio|scam
        baseless|debunk|rumor|rumour
        faux|fausse|infond|intox|inexact|mensong|canular|pas vrai|rumeur|erroné
        غير صحيح|غير دقيق|ليس صحيح|ليست صحيح|زائف|كاذب|كذب|خاطئ|خطأ|إشاعة|شائعة|لا أساس|ملفق|باطل|نصب""",
    ),
    (
        Verdict.MISLEADING,
        "mislead|exaggerat|distort|cherry|trompeu|exagér|à nuancer|imprécis|مضلل|تضليل|مبالغ|مغلوط",
    ),
    (
        Verdict.CONFIRMED,
        """true|correct|accurate|confirm|legit
        vrai|exact|avéré|vérifié
        صحيح|صادق|حقيقي|مؤكد|دقيق""",
    ),
)
_PATTERNS = [
    (verdict, re.compile("|".join(re.escape(normalise(part)) for part in re.split(r"[|\n]", parts))))
    for verdict, parts in _WORDS
]
_LOW, _HIGH = 0.34, 0.9


def verdict_of(word: str, value: object = None, best: object = None, worst: object = None) -> str:
    """The verdict that a rating stands for; empty when neither its word nor its number tells.

    ``value`` counts between ``worst`` and ``best`` (schema.org: 1 and 5 when not given; many feeds
    write -1 or 0 for «no number», which says nothing).
    """
    folded = normalise(word)
    for verdict, pattern in _PATTERNS:
        if folded and pattern.search(folded):
            return verdict
    position = _position(_number(value), _number(best), _number(worst))
    if position is None:
        return ""
    if position <= _LOW:
        return Verdict.FALSE
    return Verdict.CONFIRMED if position >= _HIGH else Verdict.MISLEADING


def _position(value: float | None, best: float | None, worst: float | None) -> float | None:
    high = 5.0 if best is None or best <= 0 else best
    low = 1.0 if worst is None or worst < 0 else worst
    if value is None or not min(low, high) <= value <= max(low, high) or low == high:
        return None
    return (value - low) / (high - low)


def _number(value: object) -> float | None:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return None
