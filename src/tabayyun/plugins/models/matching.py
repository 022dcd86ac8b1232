"""A folder with weights for matching: ``match.json``, and ``match.md`` with their card."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path

from tabayyun.engine.claims import Weights
from tabayyun.engine.claims.fitting import Report, Worth
from tabayyun.plugins.models.card import Data, head
from tabayyun.plugins.models.folder import NoModelError

__all__ = ["NoModelError", "card", "read", "write"]

FORM = "tabayyun match model 1"
_LIMITS = """\
- Decisions of a desk are mostly about what was matched anyway: they say little about posts that share
  nothing with a claim. The weights are therefore held near the packaged ones.
- Numbers, places, dates and negations in which post and claim differ are taken off as in the packaged model.
- A probability is for the encoder that the pairs were compared with.
- It ranks. A person decides.
"""


def read(folder: Path) -> Weights:
    """Return the weights in ``folder``. Raises NoModelError."""
    path = folder / "match.json"
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["form"] != FORM:
            raise ValueError("another version wrote it")
        lines = {field.name: _line(said[field.name]) for field in fields(Weights)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise NoModelError(f"{path}: no model for matching is here: {reason}") from error
    return Weights(**lines)


def write(folder: Path, weights: Weights, card: str) -> Path:
    """Save ``weights`` and their ``card``; earlier ones are replaced. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "match.md").write_text(card, encoding="utf-8")
    path, fresh = folder / "match.json", folder / ".match.json.new"
    fresh.write_text(json.dumps({"form": FORM, **asdict(weights)}, indent=1) + "\n", encoding="utf-8")
    return fresh.replace(path)


def card(data: Data, report: Report, encoder: str) -> str:
    """Return the card of weights fitted to ``data`` with the encoder of that name; empty for words alone."""
    method = "a line from agreement to log odds for each alphabet, held near the packaged one"
    return f"""# match

Whether a post says the same as a known claim: a probability from 0 to 1.

{head(data, f"{report.pairs} pairs: {report.same} the same, {report.pairs - report.same} not", method)}
| compared by | {f"words and meaning ({encoder})" if encoder else "words alone"} |
| pairs of two alphabets | {report.across} |

## Measured by five-fold cross-validation on these data

All pairs of one text are in one fold. «Shown» is from a probability of 0.7 on.

| figure | these weights | packaged weights |
|---|---|---|
{_rows(report.fitted, report.packaged)}

## Limits

{_LIMITS}"""


def _rows(one: Worth, other: Worth) -> str:
    said = [
        ("average precision (95 % interval, bootstrap)", *(_precise(each) for each in (one, other))),
        ("calibration error (10 bins)", f"{one.calibration_error:.3f}", f"{other.calibration_error:.3f}"),
        ("shown and right, of what is shown", f"{one.precision:.3f}", f"{other.precision:.3f}"),
        ("shown, of what is right", f"{one.recall:.3f}", f"{other.recall:.3f}"),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in said)


def _precise(worth: Worth) -> str:
    low, high = worth.interval
    return f"{worth.average_precision:.3f} ({low:.3f} – {high:.3f})"


def _line(said: list[float]) -> tuple[float, float]:
    intercept, slope = said
    if not slope > 0:
        raise ValueError("more agreement must not count less")
    return float(intercept), float(slope)
