"""First drafts: what the case already knows, in the words the institution usually uses.

``templates/press/drafts/<kind>.<lang>.txt`` is a title, a line ``---`` and a body, in plain text.
What the case does not say yet is left as `TODO`, and no text leaves the desk with that in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.template import Context, Engine
from django.utils import timezone
from django.utils.text import Truncator

from tabayyun.desk.cases.models import Case, Inquiry
from tabayyun.desk.expertise import queries as expertise
from tabayyun.desk.expertise.models import Examination
from tabayyun.desk.press.models import Statement
from tabayyun.desk.press.operations.tidying import tidy
from tabayyun.kit.models import Institution

TODO = "[…]"
SCRIPTS = {"ar": "ARABIC", "fr": "LATIN", "en": "LATIN", "zgh": "TIFINAGH"}
TITLE_CLAIM = 110
CLAIM = 600
# Contents, not people: neither who said it nor where it stands is quoted in a statement.
PERSONAL = re.compile(r"(https?://\S+|(?<!\w)@[\w.@-]+)")


@dataclass(frozen=True, slots=True)
class Draft:
    """The first wording of a text."""

    title: str
    body: str
    checked: list[str]


def quotable(text: str) -> str:
    """A claim as it can be quoted: on one line, without addresses or mentions, of a readable length."""
    return Truncator(" ".join(PERSONAL.sub(" ", tidy(text)).split())).chars(CLAIM)


def to_translate(words: str, lang: str) -> str:
    """``words`` as they are when ``lang`` is written in their letters, else marked for translation."""
    return words if not words or _letters(words) in {SCRIPTS[lang], ""} else f"{TODO} {words}"


def _letters(words: str) -> str:
    """The script that most letters of ``words`` belong to: ARABIC, LATIN, TIFINAGH …; «» without letters."""
    scripts = Counter(unicodedata.name(c, "").split(" ")[0] for c in words if c.isalpha())
    return scripts.most_common(1)[0][0] if scripts else ""


def draft(statement: Statement, lang: str, now: datetime) -> Draft:
    """The draft of ``statement`` in ``lang``, filled with what its case found until now."""
    rendered = _render(f"{statement.kind}.{lang}", _context(statement, lang, now))
    title, _rule, body = rendered.partition("\n---\n")
    limit = statement.texts.model._meta.get_field("title").max_length or 200
    return Draft(
        title=Truncator(title.strip()).chars(limit),
        body=re.sub(r"\n{3,}", "\n\n", body).strip(),
        checked=_checked(statement, lang),
    )


def _context(statement: Statement, lang: str, now: datetime) -> dict[str, object]:
    case = statement.case
    words: dict[str, object] = {"todo": TODO, "verdict": statement.verdict}
    return {
        **words,
        "claim": statement.claim or (TODO if _needs_claim(statement) else ""),
        "short_claim": Truncator(statement.claim).chars(TITLE_CLAIM) or TODO,
        "conclusion": _render(f"verdict.{lang}", words),
        "grounds": to_translate(case.grounds, lang) if case else "",
        "institution": Institution.current().in_language(lang) or _render(f"institution.{lang}", words),
        "reference": statement.reference,
        "date": _day(now),
    }


def _needs_claim(statement: Statement) -> bool:
    return statement.answers_a_claim or statement.kind == Statement.Kind.HOLDING


def _checked(statement: Statement, lang: str) -> list[str]:
    case = statement.case
    if case is None or statement.kind == Statement.Kind.HOLDING:
        return []
    return [*findings(case, lang), *_answers(case, lang)]


def findings(case: Case, lang: str) -> list[str]:
    """What was found on the content of ``case`` and stands, each sentence once; marked where it has no
    wording in ``lang``.
    """
    found = expertise.quotable(case.content)
    return list(dict.fromkeys(map(tidy, (_wording(one, lang) for one in found))))


def _wording(one: Examination, lang: str) -> str:
    return one.finding.get(lang) or to_translate(one.in_language(lang), lang)


def _answers(case: Case, lang: str) -> list[str]:
    answered = case.inquiries.filter(answered_at__isnull=False).select_related("unit")
    return [_answer(inquiry, lang) for inquiry in answered]


def _answer(inquiry: Inquiry, lang: str) -> str:
    """Which unit answered what; never who in it."""
    return _render(
        f"answer.{lang}",
        {
            "unit": inquiry.unit.in_language(lang),
            "asked": _day(inquiry.asked_at),
            "answer": to_translate(" ".join(tidy(inquiry.answer).split()), lang),
        },
    )


def _render(name: str, values: Mapping[str, object]) -> str:
    template = Engine.get_default().get_template(f"press/drafts/{name}.txt")
    return template.render(Context(dict(values), autoescape=False)).strip()


def _day(at: datetime) -> str:
    return timezone.localtime(at).strftime("%d/%m/%Y")
