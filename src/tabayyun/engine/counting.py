"""Numbers with the noun they count, in Arabic and French.

Arabic makes the noun agree with the number: nothing is said for one and two but the noun itself; after
three to ten comes the plural, and the number takes the other gender; after eleven to ninety-nine the
singular in the accusative; after whole hundreds, thousands and millions the singular in the genitive.
The last two digits decide: 1 420 counts like 20, 11 021 like 21, 100 003 like 3.
Three to ten are written as words, all else in digits, as the Moroccan administration prints them.
"""

from __future__ import annotations

from dataclasses import dataclass

GROUP = "\u202f"
"""Between thousands. An ordinary space lets «1 284» print as «284 1» right-to-left; this one does not."""
BOUND = "\u00a0"
"""Between a number and its noun: they stay on one line."""
MILLION = 1_000_000
FIRST_IN_DIGITS = 11
FIRST_PLURAL = 3

# (with a masculine noun, with a feminine noun): three to ten take the gender that the noun has not.
_WORDS = {
    3: ("ثلاثة", "ثلاث"),
    4: ("أربعة", "أربع"),
    5: ("خمسة", "خمس"),
    6: ("ستة", "ست"),
    7: ("سبعة", "سبع"),
    8: ("ثمانية", "ثماني"),
    9: ("تسعة", "تسع"),
    10: ("عشرة", "عشر"),
}
_ORDINALS = {
    1: ("الأول", "الأولى"),
    2: ("الثاني", "الثانية"),
    3: ("الثالث", "الثالثة"),
    4: ("الرابع", "الرابعة"),
    5: ("الخامس", "الخامسة"),
    6: ("السادس", "السادسة"),
    7: ("السابع", "السابعة"),
    8: ("الثامن", "الثامنة"),
    9: ("التاسع", "التاسعة"),
    10: ("العاشر", "العاشرة"),
}


@dataclass(frozen=True, slots=True)
class ArabicNoun:
    """A noun with its adjectives, in every form that a number asks for."""

    one: str
    """Singular: «محتوى عنيف». Also after whole hundreds, where it is in the genitive."""
    two: str
    """Dual, nominative: «محتويان عنيفان»."""
    two_of: str
    """Dual, accusative and genitive: «محتويين عنيفين»."""
    few: str
    """Plural, after three to ten: «محتويات عنيفة»."""
    many: str
    """Singular, accusative, after 11 to 99: «محتوى عنيفا»."""
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class FrenchNoun:
    """A noun with its adjectives, in the singular and the plural."""

    one: str
    many: str


def grouped(value: float) -> str:
    """``value`` in Western digits, thousands apart, at most one decimal after a comma."""
    whole = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return whole.replace(",", " ").replace(".", ",").replace(" ", GROUP)


def arabic(count: int, noun: ArabicNoun, *, oblique: bool = False) -> str:
    """``count`` with its noun; ``oblique`` after a preposition or as an object: only the dual shows it."""
    if count == 1:
        return f"{noun.one} {'واحدة' if noun.feminine else 'واحد'}"
    if count == FIRST_PLURAL - 1:
        return noun.two_of if oblique else noun.two
    number = _WORDS[count][noun.feminine] if count in _WORDS else grouped(count)
    return f"{number}{BOUND}{arabic_form(count, noun)}"


def arabic_form(count: int, noun: ArabicNoun) -> str:
    """The form of ``noun`` that stands after ``count`` in digits."""
    last = count % 100
    if FIRST_PLURAL <= last < FIRST_IN_DIGITS:
        return noun.few
    return noun.many if last >= FIRST_IN_DIGITS else noun.one


def arabic_millions(value: int, noun: ArabicNoun, *, oblique: bool = False) -> str:
    """The whole millions in ``value`` with their noun: «13 مليون مشاهدة». Raises ValueError below one."""
    count = _millions(value)
    if count == 1:
        return f"مليون {noun.one}"
    if count == FIRST_PLURAL - 1:
        return f"{'مليوني' if oblique else 'مليونا'} {noun.one}"
    millions = ArabicNoun("مليون", "مليونا", "مليوني", "ملايين", "مليون")
    number = _WORDS[count][0] if count in _WORDS else grouped(count)
    return f"{number}{BOUND}{arabic_form(count, millions)} {noun.one}"


def arabic_ordinal(count: int, *, feminine: bool) -> str:
    """«الرابعة»; from eleven on in digits, «رقم 11»."""
    return _ORDINALS[count][feminine] if count in _ORDINALS else f"رقم{BOUND}{grouped(count)}"


def french(count: int, noun: FrenchNoun) -> str:
    """``count`` with its noun; below two it is singular, zero too."""
    return f"{grouped(count)}{BOUND}{french_form(count, noun)}"


def french_form(count: float, noun: FrenchNoun) -> str:
    """The form of ``noun`` that goes with ``count``."""
    return noun.one if abs(count) < FIRST_PLURAL - 1 else noun.many


def french_millions(value: int, noun: FrenchNoun) -> str:
    """The whole millions in ``value`` with their noun: «13 millions de vues». Raises ValueError below one."""
    count = _millions(value)
    of = "d’" if noun.many[0] in "aàâeéèêiîoôuûh" else "de "
    return f"{grouped(count)}{BOUND}{'million' if count == 1 else 'millions'} {of}{noun.many}"


def french_ordinal(count: int, *, feminine: bool) -> str:
    """«4e»; «1er», «1re»."""
    if count == 1:
        return "1re" if feminine else "1er"
    return f"{grouped(count)}e"


def _millions(value: int) -> int:
    if value < MILLION:
        raise ValueError(f"less than a million: {value}")
    return value // MILLION
