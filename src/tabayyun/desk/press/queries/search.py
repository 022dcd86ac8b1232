"""Search as people write: with or without diacritics, hamza or joined prefixes."""

from __future__ import annotations

from django.db.models import Count, QuerySet, Sum

from tabayyun.desk.press.models import SearchTerm, StatementText
from tabayyun.desk.press.queries.public import published
from tabayyun.engine.text import search_terms

LONGEST_QUERY = 300  # characters; nobody types more
LONGEST_TERM = SearchTerm._meta.get_field("term").max_length or 60


def search(words: str, lang: str | None = None) -> QuerySet[StatementText]:
    """The public texts that have every word of ``words``, the best match first.

    When no text has all of them: those that have any. A reference finds its statement.
    Nothing asked, nothing found.
    """
    texts = published(lang)
    reference = words.strip()[:40]
    if reference and texts.filter(statement__reference__iexact=reference).exists():
        return texts.filter(statement__reference__iexact=reference)
    terms = {term[:LONGEST_TERM] for term in search_terms(words[:LONGEST_QUERY])}
    if not terms:
        return texts.none()
    found = texts.filter(search_terms__term__in=terms).annotate(
        hits=Count("search_terms__term"), weight=Sum("search_terms__weight")
    )
    every = found.filter(hits=len(terms))
    ranked = every if every.exists() else found
    return ranked.order_by("-hits", "-weight", "-published_at", "-id")


def weighted_terms(text: StatementText) -> dict[str, int]:
    """The stems ``text`` is found by, with the weight of the weightiest place each one stands in."""
    places = [
        (1, [text.body, *text.checked]),
        (2, [text.statement.claim]),
        (3, [text.title]),
    ]
    return {
        term[:LONGEST_TERM]: weight
        for weight, parts in places
        for part in parts
        for term in search_terms(part)
    }
