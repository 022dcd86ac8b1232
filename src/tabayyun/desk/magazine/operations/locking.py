"""The current rows, held until the end of the transaction: whoever comes second sees what the first did."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tabayyun.desk.magazine.models import ArticleText, Issue
from tabayyun.kit.errors import Refused
from tabayyun.kit.locks import serialise


def locked_issue(issue: Issue) -> Issue:
    """``issue`` as it stands now."""
    serialise(f"magazine {issue.pk}")
    return Issue.objects.select_related("submitted_by", "approver").get(pk=issue.pk)


def open_issue(issue: Issue) -> Issue:
    """The same, when it is still being made. Raises `Refused`."""
    found = locked_issue(issue)
    if not found.is_open:
        raise Refused(_("This issue is closed: only a correction changes it now."))
    return found


def locked_text(text: ArticleText) -> ArticleText:
    """``text`` as it stands now."""
    serialise(f"magazine {text.article.issue_id}")
    found = ArticleText.objects.select_related("article__issue", "article__section", "author", "approver")
    return found.get(pk=text.pk)


def draft(text: ArticleText) -> ArticleText:
    """The same, when it may still be written: a draft in an open issue, or a correction. Raises `Refused`."""
    found = locked_text(text)
    if found.is_public:
        raise Refused(_("This text is published. Correct it instead: the correction is a new version."))
    if found.state == ArticleText.State.SUBMITTED:
        raise Refused(_("This text waits for approval. Take it back, or have it sent back, to edit it."))
    if found.version == 1:
        open_issue(found.article.issue)
    return found
