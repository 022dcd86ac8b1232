"""Beginning a statement: its reference and one drafted text for each language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tabayyun.desk.cases.models import Case
from tabayyun.desk.press.models import Statement, StatementText
from tabayyun.desk.press.operations.locking import locked
from tabayyun.desk.press.operations.templates import draft, quotable
from tabayyun.desk.press.operations.tidying import tidy
from tabayyun.kit import audit
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.references import next_reference

# Initials of the Arabic names: bayān ḥaqīqa, takdhīb, balāgh, khabar, ishʿār awwalī.
PREFIXES = {
    Statement.Kind.TRUTH: "BH",
    Statement.Kind.DENIAL: "TK",
    Statement.Kind.COMMUNIQUE: "BL",
    Statement.Kind.PRESS_ITEM: "KH",
    Statement.Kind.HOLDING: "IA",
}


@transaction.atomic
def create(
    *,
    kind: str,
    topic: str,
    langs: Sequence[str],
    case: Case | None = None,
    claim: str = "",
    verdict: str = "",
    by: User,
    now: datetime,
) -> Statement:
    """A new statement with a draft in each of ``langs``. The verdict of a case's statement is the case's.

    Raises `Refused` for an unknown kind or language, or without any language.
    """
    if kind not in Statement.Kind.values or topic not in Statement.Topic.values:
        raise Refused(_("There is no such kind or topic of statement."))
    chosen = _languages(langs)
    statement = Statement.objects.create(
        reference=next_reference(PREFIXES[Statement.Kind(kind)], timezone.localtime(now).year),
        kind=kind,
        topic=topic,
        case=case,
        claim=tidy(claim) or (quotable(case.content.text) if case else ""),
        verdict=case.verdict if case else verdict,
        created_by=by,
        created_at=now,
    )
    for lang in chosen:
        _add_text(statement, lang, by, now)
    audit.record(verb="press.created", subject=statement, now=now, actor=by, kind=kind, langs=chosen)
    return statement


@transaction.atomic
def add_language(*, statement: Statement, lang: str, by: User, now: datetime) -> StatementText:
    """A first draft in one more language. Raises `Refused` when there is one already."""
    chosen = _languages([lang])
    if statement.texts.filter(lang=lang).exists():
        raise Refused(_("The statement has a text in this language already."))
    text = _add_text(statement, chosen[0], by, now)
    audit.record(verb="press.language_added", subject=text, now=now, actor=by, lang=lang)
    return text


@transaction.atomic
def draft_again(*, text: StatementText, by: User, now: datetime) -> StatementText:
    """Throw the draft away and write it again from what the case knows by now. Only a draft."""
    text = locked(text)
    if text.state != StatementText.State.DRAFT or text.version > 1:
        raise Refused(_("Only a first draft can be filled again from the case."))
    follow_case(text.statement)
    fresh = draft(text.statement, text.lang, now)
    text.title, text.body, text.checked = fresh.title, fresh.body, fresh.checked
    text.author, text.edited_at = by, now
    text.save()
    audit.record(verb="press.drafted_again", subject=text, now=now, actor=by)
    return text


def follow_case(statement: Statement) -> None:
    """Take over the case's verdict; after the first publication it stays what was published."""
    case = statement.case
    if case is None or statement.first_published_at or statement.verdict == case.verdict:
        return
    statement.verdict = case.verdict
    statement.save(update_fields=["verdict"])


def _languages(langs: Sequence[str]) -> list[str]:
    chosen = list(dict.fromkeys(langs))
    if not chosen or not set(chosen) <= set(dict(settings.LANGUAGES)):
        raise Refused(_("Choose at least one of the languages of the newsroom."))
    return chosen


def _add_text(statement: Statement, lang: str, by: User, now: datetime) -> StatementText:
    words = draft(statement, lang, now)
    return StatementText.objects.create(
        statement=statement,
        lang=lang,
        title=words.title,
        body=words.body,
        checked=words.checked,
        author=by,
        edited_at=now,
    )
