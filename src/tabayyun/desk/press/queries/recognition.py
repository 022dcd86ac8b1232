"""«Is this communiqué ours?» A number, a signature or a pasted text, held against what was published."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from tabayyun.desk.press.models import StatementText
from tabayyun.desk.press.queries.search import LONGEST_TERM
from tabayyun.desk.press.queries.transparency import verification_keys
from tabayyun.desk.press.queries.wording import Passage, differences
from tabayyun.engine.signing import jws
from tabayyun.engine.text import search_terms

REFERENCE = re.compile(r"(?<![\w-])[A-Z]{2}-\d{4}-\d{4,}(?![\w-])", re.IGNORECASE)
COMPACT = re.compile(r"^eyJ[\w-]+\.[\w-]+\.[\w-]+$")
LONGEST = 20_000  # characters that are looked at
SHORTEST = 6  # words; fewer than that could be anybody's
ALIKE = 0.5  # share of the pasted words that stand in our text, in our order
CANDIDATES = 5
TATWEEL = "\u0640"


@dataclass(frozen=True, slots=True)
class Recognition:
    """``outcome`` is ours, altered or not_found; ``reason`` says by what, for the page's wording.

    Reasons: reference, signature, text, excerpt (ours) · forged_signature, wording, other_words
    (altered) · unknown_reference, unknown_signature, too_short, nothing_alike (not found).
    ``passages`` lead from the official text to the pasted one. ``text`` may be corrected or withdrawn
    by now: its state says so.
    """

    outcome: str
    reason: str
    text: StatementText | None = None
    passages: list[Passage] = field(default_factory=list)
    similarity: float = 0.0


def recognise(pasted: str) -> Recognition:
    """Whether what somebody was sent is ours, ours but altered, or not found."""
    pasted = pasted.strip()[:LONGEST]
    if COMPACT.match("".join(pasted.split())):
        return _by_signature("".join(pasted.split()))
    references = [found.upper() for found in REFERENCE.findall(pasted)]
    words = _words(pasted)
    if references and len(words) < SHORTEST:
        return _by_reference(references[0])
    if len(words) < SHORTEST:
        return Recognition("not_found", "too_short")
    return _by_wording(words, references)


def _public() -> QuerySet[StatementText]:
    return StatementText.objects.filter(published_at__isnull=False).select_related("statement")


def _by_reference(reference: str) -> Recognition:
    found = _public().filter(statement__reference=reference)
    text = found.filter(lang="ar").order_by("-version").first() or found.order_by("-version").first()
    return Recognition("ours", "reference", text) if text else Recognition("not_found", "unknown_reference")


def _by_signature(compact: str) -> Recognition:
    try:
        claims = jws.verify(compact, verification_keys())
    except jws.SignatureError:
        return _by_forged_signature(compact)
    text = _public().filter(jws=compact).first() or _version(claims)
    return Recognition("ours", "signature", text, similarity=1.0)


def _version(claims: jws.StatementClaims) -> StatementText | None:
    of_statement = _public().filter(statement__reference=claims.reference)
    return of_statement.filter(lang=claims.lang, version=claims.version).first()


def _by_forged_signature(compact: str) -> Recognition:
    """Somebody took our payload or our signature and changed the other half."""
    payload, signature = compact.split(".")[1:]
    ours = Q(jws__contains=f".{payload}.") | Q(jws__endswith=f".{signature}")
    text = _public().filter(ours).first()
    if text is None:
        return Recognition("not_found", "unknown_signature")
    return Recognition("altered", "forged_signature", text)


def _by_wording(words: list[str], references: list[str]) -> Recognition:
    quoted = _public().filter(statement__reference__in=references)
    candidates = [*quoted, *_candidates(" ".join(words))]
    for text in candidates:
        place = _within(words, text)
        if place:
            return Recognition("ours", place, text, similarity=1.0)
    return _nearest(words, candidates, quoted.first())


def _within(words: list[str], text: StatementText) -> str:
    """«text» when ``words`` hold the whole body as published, «excerpt» a part of it, else «»."""
    pasted = f" {' '.join(words)} "
    if pasted not in f" {' '.join(_official(text))} ":
        return ""
    return "text" if f" {' '.join(_words(text.body))} " in pasted else "excerpt"


def _nearest(
    words: list[str], candidates: Iterable[StatementText], quoted: StatementText | None
) -> Recognition:
    scored = [(_shared(words, text), text) for text in candidates]
    best, text = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if text is not None and best >= ALIKE:
        passages = _trimmed(differences(" ".join(_official(text)), " ".join(words)))
        return Recognition("altered", "wording", text, passages, best)
    if quoted is not None:
        return Recognition("altered", "other_words", quoted, similarity=best)
    return Recognition("not_found", "nothing_alike", similarity=best)


def _candidates(pasted: str) -> list[StatementText]:
    terms = {term[:LONGEST_TERM] for term in search_terms(pasted)}
    found = _public().filter(search_terms__term__in=list(terms)[:400])
    return list(
        found.annotate(hits=Count("search_terms__term")).order_by("-hits", "-published_at")[:CANDIDATES]
    )


def _shared(words: list[str], text: StatementText) -> float:
    """The share of ``words`` that stands in ``text`` in the same order."""
    matcher = difflib.SequenceMatcher(None, _official(text), words, autojunk=False)
    blocks = [block.size for block in matcher.get_matching_blocks() if block.size > 1]
    return sum(blocks) / len(words)


def _trimmed(passages: list[Passage]) -> list[Passage]:
    """Without what was merely not pasted before the first and after the last word."""
    while passages and passages[0].kind == "removed":
        passages = passages[1:]
    while passages and passages[-1].kind == "removed":
        passages = passages[:-1]
    return passages


def _official(text: StatementText) -> list[str]:
    return _words("\n".join([text.title, text.body, *text.checked]))


def _words(text: str) -> list[str]:
    """Words as a reader sees them: composed, without invisible characters and tatweel."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if c != TATWEEL and unicodedata.category(c) != "Cf").split()
