"""What a text says, reduced to a short token, and how two versions of it differ."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from tabayyun.desk.press.models import StatementText

WORD = re.compile(r"\s+|[^\s]+")
LONG = 4_000  # words; beyond that a difference is shown by line, which stays fast


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of two texts: ``kind`` is same, changed, added or removed."""

    kind: str
    before: str
    after: str


def says(text: StatementText) -> dict[str, Any]:
    """Everything an editor can change, as it stands."""
    return {
        "title": text.title,
        "body": text.body,
        "checked": list(text.checked),
        "correction": text.correction,
        "claim": text.statement.claim,
        "topic": text.statement.topic,
        "verdict": text.statement.verdict,
    }


def revision(text: StatementText) -> str:
    """16 hex digits that change whenever what the text says changes."""
    whole = json.dumps(says(text), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def differences(before: str, after: str) -> list[Passage]:
    """How ``after`` differs from ``before``, word by word, in reading order."""
    old, new = _pieces(before), _pieces(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    found = [
        Passage(_KINDS[tag], "".join(old[a:b]), "".join(new[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    ]
    return _joined(found)


def version_differences(before: StatementText, after: StatementText) -> list[tuple[str, list[Passage]]]:
    """What ``after`` changes in ``before``: title, text and what was checked, each with its passages."""
    return [
        ("title", differences(before.title, after.title)),
        ("body", differences(before.body, after.body)),
        ("checked", differences("\n".join(before.checked), "\n".join(after.checked))),
    ]


def _joined(passages: list[Passage]) -> list[Passage]:
    """Neighbouring changes as one: a space that both have between them is no common passage."""
    joined: list[Passage] = []
    for index, passage in enumerate(passages):
        blank = passage.kind == "same" and not passage.before.strip() and 0 < index < len(passages) - 1
        if joined and joined[-1].kind != "same" and (blank or passage.kind != "same"):
            former = joined.pop()
            before, after = former.before + passage.before, former.after + passage.after
            joined.append(Passage(_kind(before, after), before, after))
        else:
            joined.append(passage)
    return joined


def _kind(before: str, after: str) -> str:
    if not before.strip():
        return "added"
    return "changed" if after.strip() else "removed"


_KINDS = {"equal": "same", "replace": "changed", "insert": "added", "delete": "removed"}


def _pieces(text: str) -> list[str]:
    words = WORD.findall(text)
    return words if len(words) <= LONG else text.splitlines(keepends=True)
