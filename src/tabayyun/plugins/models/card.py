"""What a model says about itself, in Markdown."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tabayyun.engine.triage.training import Report

_MEANINGS = {
    "check_worthy": "the text says something that a desk would want to have checked",
    "threat": "the text threatens somebody with violence",
    "offensive": "the text insults or offends",
    "violent_event": "the text tells of an act of violence",
}
_METHOD = "logistic regression over hashed words, word pieces and manner; naive Bayes weighting"
_LIMITS = """\
- It reads words and their pieces, no pictures, and neither irony nor what was said before.
- It has seen the data named above. On another country's words, another topic or another year it is worse than
  the figures say: measure it on your own decisions.
- The probability is fitted to the share of positives in the data, then moved so that 0.5 is where both
  classes are served best (macro-F1). Where the classes are unequal it is therefore somewhat high; the
  calibration error says by how much.
- It ranks. A person decides.
"""


@dataclass(frozen=True, slots=True)
class Data:
    """What a model was trained on."""

    name: str
    content: bytes
    """Of the file, for its hash."""
    licence: str


def head(data: Data, examples: str, method: str) -> str:
    """Return the table with which a card begins."""
    return f"""| | |
|---|---|
| data | {data.name} |
| SHA-256 of the data | `{hashlib.sha256(data.content).hexdigest()}` |
| licence of the data | {data.licence} |
| examples | {examples} |
| method | {method} |"""


def card(label: str, data: Data, report: Report, *, upon: str = "", more: str = "") -> str:
    """Return the card of a model of ``label``, built ``upon`` another; ``more`` is put before the limits."""
    upon = upon and f", built upon the model {upon}"
    negative = report.texts - report.positive
    examples = f"{report.texts}: {report.positive} positive, {negative} negative"
    return f"""# {label}

Whether {_MEANINGS[label]}: a probability from 0 to 1, with the words that weighed most.

{head(data, examples, f"{_METHOD}{upon}")}

## Measured by five-fold cross-validation on these data

| figure | value | 95 % interval (bootstrap) |
|---|---|---|
| macro-F1 at p ≥ 0.5 | {report.macro_f1:.3f} | {_interval(report.macro_f1_interval)} |
| average precision | {report.average_precision:.3f} | {_interval(report.average_precision_interval)} |
| calibration error (10 bins) | {report.calibration_error:.3f} | – |

Saying yes to everything would have an average precision of {report.positive / report.texts:.3f}.

{more}## Limits

{_LIMITS}"""


def _interval(ends: tuple[float, float]) -> str:
    return f"{ends[0]:.3f} – {ends[1]:.3f}"
