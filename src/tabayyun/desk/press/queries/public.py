"""What the public may read."""

from __future__ import annotations

from django.db.models import QuerySet

from tabayyun.desk.press.models import Statement, StatementText

State = StatementText.State


def published(
    lang: str | None = None, kind: str | None = None, topic: str | None = None
) -> QuerySet[StatementText]:
    """The current public versions, newest first. What was withdrawn is not among them."""
    texts = StatementText.objects.filter(state=State.PUBLISHED).select_related("statement")
    if lang:
        texts = texts.filter(lang=lang)
    if kind:
        texts = texts.filter(statement__kind=kind)
    if topic:
        texts = texts.filter(statement__topic=topic)
    return texts.order_by("-published_at", "-id")


def public_text(reference: str, lang: str, version: int | None = None) -> StatementText | None:
    """One public text, withdrawn or corrected ones included; without ``version`` the current one."""
    texts = StatementText.objects.filter(
        statement__reference=reference, lang=lang, published_at__isnull=False
    ).select_related("statement__case")
    if version is not None:
        texts = texts.filter(version=version)
    return texts.order_by("-version").first()


def versions(statement: Statement, lang: str) -> QuerySet[StatementText]:
    """Every public version of ``statement`` in ``lang``, newest first."""
    public = StatementText.objects.filter(statement=statement, lang=lang, published_at__isnull=False)
    return public.select_related("statement").order_by("-version")


def corrections() -> QuerySet[StatementText]:
    """What was corrected (the new versions) or withdrawn, newest publication first."""
    changed = StatementText.objects.filter(published_at__isnull=False, version__gt=1)
    withdrawn = StatementText.objects.filter(withdrawn_at__isnull=False)
    return (changed | withdrawn).select_related("statement").order_by("-published_at", "-id")
