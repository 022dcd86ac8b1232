"""What is done: «arrested» is not «launched», however alike the rest is.

One line an act, in its words in Arabic, Darija, French and English; written normally, compared by stem.
A word may stand for several acts. Acts of one part come together so often (a fire and its dead) that
they are not held against each other. Written for this project.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from .normal import normalise
from .words import stem

_TABLE = """
مقتل قتل قتلى قتيل وفاة توفي مات ماتو موت مصرع لقي mort meurt tué décès dead death died killed kills mato
إصابة أصيب إصابات جرح جرحى مصاب مصابين blessé blessés blesse injured wounded injures
خطف اختطاف اختطف خطفو مخطوف تختطف enlève enlevé enlevée enlèvement kidnappé kidnapped abducted kidnap khtfo
هجوم هاجم اعتداء اعتدى يعتدي طعن ضرب attaque agresse agression agressé attack attacked stabbed stabs
انفجار ينفجر تفجير explosion explose bombe blast explodes bomb bombing bombardement قصف
حريق احتراق احترق يحترق اندلاع عافية incendie brûle fire burns burned l3afia
انهيار انهار سقوط يسقط طاح طاحت effondrement effondre tombe chute collapse collapses collapsed falls fell
غرق يغرق naufrage noyade noyé sinks sank drowned drown drowning
حادثة حادث اصطدام كسيدة accident collision percute crash crashes kssida
تسمم intoxiqués intoxication empoisonné poisoned poisoning
فيضان فيضانات inondation inondations inonde flood floods flooded
زلزال هزة séisme earthquake quake
اعتقال اعتقل اعتقلت توقيف أوقف شدو شدوه arrêté arrestation interpellé interpellation arrested detained chddo

إغلاق أغلق يغلق إقفال سدو ferme fermé fermée fermeture closes closed shuts shut seddo
منع يمنع تمنع ممنوع حظر يحظر interdit interdite interdiction interdire banned bans ban forbidden
فرض يفرض تفرض impose imposent imposes imposed

إلغاء ألغى يلغي ألغيت annule annulé annulée annulation cancelled canceled cancels
تأجيل أجل يؤجل أجلت reporté reportée reportés postponed postpones

افتتاح افتتح يفتتح تدشين دشن يدشن inaugure inauguré inaugurée inauguration inaugurated inaugurates
بناء تشييد ترميم شيد rénove rénovée rénovation construit construction renovated built builds

سرقة سرق يسرق سرقو volé volée stolen stole theft robbery srqo
تسريب سرب مسرب fuité fuite leaked leaks leak
غش غشاش triche fraude cheating
إضراب grève strike
احتجاج احتجاجات مظاهرة مظاهرات وقفة manifestation manifestent protest protests demonstration
استقالة استقال يستقيل démission démissionne resigns resigned resignation
تعيين يعين nommé nommée nomination appointed appoints
عثور عثر لقاو retrouvé retrouvée retrouvés découverte found discovered lqaw
إنقاذ ينقذ أنقذ sauvetage secourt sauve rescued rescues
توظيف يوظف recrute recrutement recruits hires
طرد يطرد طرده expulse exclut expelled expels
بيع يبيع باع vend vente vendu sells sold selling
زيارة يزور زار visite visits visited
تكوين formation cours course training
تكريم كرم honore honoré distingué honours honoured
تبرع هبة dons donation donates donated offre offert offers
توزيع وزع distribue distribution distributes distributed
إجلاء أجلى évacue évacués evacuates evacuated
دعم يدعم مساعدات subventionne subvention aide aid subsidy subsidises
مكافأة جائزة primé prix award awarded prize
انقطاع coupure outage
ملوث ملوثة تلوث contaminé contaminée polluée contaminated polluted
تلقيح لقاح تطعيم vaccin vaccination vaccine vaccinated
سحب retire retrait withdraws withdrawn
يطلق أطلق أطلقت إطلاق lance lancement launches launched launch
ارتفاع يرتفع ترتفع زيادة زادو hausse augmente augmentent augmentation rise rises increase increases
انخفاض ينخفض تنخفض خفض نقصو baisse baissent drop drops decrease decreases
زواج تزوج mariage marié married marriage
"""


def _entries() -> tuple[dict[str, set[int]], tuple[int, ...]]:
    """For each stem the acts it stands for, and the part of each act."""
    found: dict[str, set[int]] = {}
    parts: list[int] = []
    for number, part in enumerate(_TABLE.strip().split("\n\n")):
        for line in part.splitlines():
            for word in normalise(line).split():
                found.setdefault(stem(word), set()).add(len(parts))
            parts.append(number)
    return found, tuple(parts)


_ACTS, _PARTS = _entries()
_SHORTEST = 3
"""Letters of a verb with its first one; without it two are left, which are anything."""
_TOGETHER = 3
"""Parts of the table, the first, whose acts are not held against each other; each other act stands alone."""


_VERB = frozenset("يتن")
"""Letters before an Arabic verb that say who does it."""


class Act(NamedTuple):
    """What is done, and the word that says so."""

    word: str
    kinds: frozenset[int]
    """Acts that may come together are one kind, any other is one by itself."""


@lru_cache(maxsize=1 << 14)
def _of(word: str) -> frozenset[int]:
    acts = next((_ACTS[form] for form in _forms(word) if form in _ACTS), ())
    return frozenset(_PARTS[act] if _PARTS[act] < _TOGETHER else _TOGETHER + act for act in acts)


def _forms(word: str) -> Iterator[str]:
    """The stem as it is, and of an Arabic verb in the present also with «he», and in the past."""
    own = stem(word)
    yield own
    if own[0] in _VERB and len(own) > _SHORTEST:
        yield from (f"{first}{own[1:]}" for first in ("ي", "", "ا"))


def acts_in(words: Iterable[str]) -> tuple[Act, ...]:
    """Return the acts that normalised words name, in order."""
    return tuple(Act(word, kinds) for word in words if (kinds := _of(word)))


def other_act(one: Sequence[Act], other: Sequence[Act]) -> tuple[str, str] | None:
    """Return the first word for an act of each of two texts that do quite different things; else none.

    None either where one of them names no act that is known.
    """
    if not one or not other:
        return None
    kinds = {kind for act in one for kind in act.kinds}
    return None if any(kinds & act.kinds for act in other) else (one[0].word, other[0].word)
