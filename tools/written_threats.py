"""Threats and what only looks like one, written for this project: frames filled with verbs and people.

Every frame is filled in every way it can be, in a fixed order; the caller draws from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

VERBS = {
    "ar": "قتل ذبح طعن حرق كسر سحق دفن خنق شنق فجر جلد سلخ",
    "ary": "قتل ذبح دبح ضرب هرس شرمل حرق كسر طعن دفن",
}
"""Stems to which person and object are joined."""
OBJECTS = {"ar": "ك كم كن", "ary": "ك كم"}
THREAT_FRAMES = {
    "ar": [
        *(
            "سوف ا{v}{o}",
            "سا{v}{o} يا {who}",
            "والله لا{v}{o}",
            "اقسم بالله ا{v}{o}",
            "ا{v}{o} واشرب من دم{o}",
        ),
        *("سن{v}{o} واحدا واحدا", "ان لم تسكت سا{v}{o}", "انتظر نهايت{o} سا{v}{o}", "لو شفت{o} ا{v}{o}"),
        *("ابي ا{v}{o} بيدي", "بدي ا{v}{o}", "راح ا{v}{o} قدام اهل{o}", "ها{v}{o} يا {who}", "حا{v}{o} قريب"),
        *("وربي ا{v}{o} اذا رجعت", "اسكت احسن ما ا{v}{o}", "لا اجي ا{v}{o}", "تعال هنا عشان ا{v}{o}"),
        *("نهايت{o} على يدي سا{v}{o} 😡", "ا{v}{o} انت و {who} 🔪", "حذار فاننا سن{v}{o}"),
        *("اعرف بيت{o} وسوف ا{v}{o}", "دم{o} حلال وسن{v}{o} قريبا", "الايام بيننا وسن{v}{o}"),
        *("اخر تحذير لك والا ا{v}{o}", "والله العظيم ا{v}{o} لو شفت{o} في الشارع"),
    ],
    "ary": [
        *(
            "غادي ن{v}{o}",
            "غان{v}{o} يا {who}",
            "والله حتى ن{v}{o}",
            "ن{v}{o} ونشرب من دم{o}",
            "غن{v}{o} فالدرب",
        ),
        *("والله ماتفلت مني غادي ن{v}{o}", "تلاقا معايا وغادي ن{v}{o}", "إلا شفت{o} ن{v}{o}"),
        *("را غادي ن{v}{o} قدام دار{o}", "سكت ولا ن{v}{o}", "دير هاد الشي مرة خرى ون{v}{o} 😡"),
        *("كنعرف فين ساكن غادي نجي ن{v}{o}", "حلفت حتى ن{v}{o} 🔪", "وجد راسك غادي ن{v}{o}"),
    ],
}
NOT_FRAMES = {
    "ar": [
        *(
            "ههههه والله ا{v}{o} 😂",
            "ا{v}{o} بالحضن ❤",
            "ما ا{v}{o} يا حبيبي",
            "لن ا{v}{o} ابدا",
            "مستحيل ا{v}{o}",
        ),
        *(
            "بس ا{v}{o} 😂😂",
            "ما راح ا{v}{o} لا تخاف",
            "لا تخليني ا{v}{o} ههههه",
            "ليش ا{v}{o} وانت صديقي 😂",
        ),
        *("شوق{o} {v}ني", "جمال{o} {v}ني 😍", "الضحك {v}ني 😂", "هو الذي {v}{o} بكلامه", "من {v}{o} ؟"),
        *("قال له سا{v}{o} في الفيلم", "اغنية قلبي ا{v}{o} حبا 💔", "ودي ا{v}{o} من الضحك 😂"),
        *("{v} رجل في حادث امس", "الشرطة توقف شخصا {v} جاره", "المحكمة تحكم على من {v} زوجته"),
        *("ا{v}{o} بلوك 😂", "ا{v}{o} بمخدة 😅", "سا{v}{o} في اللعبة 🎮", "كيف ا{v}{o} وانا احبك"),
    ],
    "ary": [
        *("هههه غادي ن{v}{o} بالضحك 😂", "مانقدرش ن{v}{o} خويا", "ما غاديش ن{v}{o}", "شكون {v}{o} ؟"),
        *(
            "داك الفيديو {v}ني بالضحك 😂",
            "توحشت{o} بزاف",
            "البوليس شدو لي {v} جارو",
            "كنبغيك ماشي ن{v}{o} 😍",
        ),
        *("ن{v}{o} فاللعبة 😂", "راه {v}وه فالفيلم", "علاش بغيتي ن{v}{o} ههههه"),
    ],
}
WHO = {"ar": "كلب خائن جبان حقير كافر عدو", "ary": "الكلب الشفار الخاين ولد الحرام"}
WRITTEN_THREATS = """
ghadi n9tlek wellah
wellah 7ta n9tlek a wld l7ram
ghan9etlek 9oddam darek
ndeb7ek w nchreb demek
ghadi ncherrmlek wejhek
nherres lik rassek ila chftek
ghadi n7re9 lik darek
sket wla n9etlek
7elft 7ta ndrbek b lmouss
kan3ref fin saken ghadi nji n9tlek
n7er9o lik tonobiltek
ghadi nkherjo fik hadchi
je vais te tuer
je vais te retrouver et te tuer
on va te crever sale traître
tu vas mourir ce soir
on va vous brûler vivants
je sais où tu habites, tu es mort
je vais te casser la tête si je te croise
on va tout faire sauter demain
tu vas le payer de ta vie
je te jure que je vais t'égorger
on viendra chez toi avec des couteaux
je vais vous massacrer un par un
attends-moi demain, je vais te planter
i will kill you
i'm going to kill you and your family
we will burn your house down
you will die tonight
i know where you live, you are dead
i swear i will stab you
we are coming to kill all of you
i will shoot you in the head
i'm gonna break your neck if i see you
we will blow up the station tomorrow
watch your back, we will find you and cut your throat
you are going to pay with your life
"""
WRITTEN_NOT = """
ghadi n9tlek b d7k hhhh
t9tlni b d7k hhh
ma ghadich n9tlek a khouya
wach 9tlo chi wa7d lbareh
had l film 9telni b d7k
kan7m9 3lik a khouya
lboulis cheddo li 9tel jaro
je vais te tuer mdr
tu me tues de rire 😂
il a été tué dans un accident hier
la police a arrêté l'homme qui avait menacé sa voisine
cette chanson me tue ❤
je ne vais pas te tuer, calme-toi
je meurs de faim
le tueur a été condamné à mort
i will kill you lol
you are killing me 😂
this homework is killing me
the man who killed his neighbour was arrested
i would never hurt you
kill the lights please
i'm going to kill it at the exam tomorrow 💪
i could kill for a coffee
police investigate death threats against the mayor
"""


def threats() -> Iterator[str]:
    """Every threat that the frames make, then those written out."""
    yield from _filled(THREAT_FRAMES)
    yield from WRITTEN_THREATS.strip().splitlines()


def harmless() -> Iterator[str]:
    """The same words without a threat."""
    yield from _filled(NOT_FRAMES)
    yield from WRITTEN_NOT.strip().splitlines()


def _filled(frames: dict[str, list[str]]) -> Iterator[str]:
    for language, sentences in frames.items():
        words = [VERBS[language].split(), OBJECTS[language].split(), WHO[language].split()]
        seen: set[str] = set()
        for frame, (verb, target, who) in product(sentences, product(*words)):
            text = frame.format(v=verb, o=target, who=who)
            if text not in seen:
                seen.add(text)
                yield text
