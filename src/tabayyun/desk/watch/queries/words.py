"""Reason codes of the quarantine, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tabayyun.plugins.sources import reasons

WORDS: dict[str, Any] = {
    reasons.NOT_JSON: _("The line is not valid JSON."),
    reasons.NOT_AN_OBJECT: _("The line is JSON, but not an object with named fields."),
    reasons.MISSING_ID: _("The post has no id."),
    reasons.MISSING_TEXT: _("The post has no text field."),
    reasons.EMPTY_TEXT: _("The text is empty."),
    reasons.TEXT_TOO_LONG: _("The text is longer than 100,000 characters."),
    reasons.LINE_TOO_LONG: _("The line is longer than 4 MB."),
    reasons.BAD_UTF8: _("The bytes are not valid UTF-8."),
    reasons.LONE_SURROGATE: _("A character is broken: half of a surrogate pair."),
    reasons.NUL_CHARACTER: _("A field holds a NUL character."),
    reasons.BAD_DATE: _("The date cannot be read."),
    reasons.DATE_IN_FUTURE: _("The date lies in the future."),
    reasons.DATE_TOO_OLD: _("The date lies before 2004."),
    reasons.DUPLICATE_ID: _("A post with this id is already there, with another text."),
    reasons.BAD_FIELD: _("A field is of the wrong kind or too long."),
    reasons.BAD_TABLE_ROW: _("The row does not fit the columns of its table."),
    reasons.UNREADABLE: _("What the source sent cannot be read."),
}


def reason_in_words(code: str) -> str:
    """What a person reads instead of the code."""
    return str(WORDS.get(code, code))


def line_in_words(origin: str, line_number: int, reason: str, detail: str) -> str:
    """Where a line that is no post stands, and why it is none."""
    return _("%(file)s, line %(line)s: %(reason)s") % {
        "file": origin,
        "line": line_number,
        "reason": f"{reason_in_words(reason)} ({detail})" if detail else reason_in_words(reason),
    }


def reasons_in_words() -> list[tuple[str, str]]:
    """Every code with its words, for a list to choose from."""
    return [(code, str(words)) for code, words in WORDS.items()]
