"""The figures of a signed report: each is one line of what was checked, in a form that can be computed again.

::

    violent_contents = 445 contents 2022-01-01/2022-12-31 · 445 rows 9f2c…

A bundle of a chapter carries the same figures as objects (``figures``); the line above is signed. The
last line is the fingerprint of the running text, so that a check can say which part was altered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from tabayyun.engine.signing.text import canonical

TEXT = "text"
"""The name of the line that stands for the running text."""


def figure_line(figure: Mapping[str, Any]) -> str:
    """The signed line of ``figure``: key, value, unit, start, end, rows and root."""
    value = written(figure.get("value"))
    said = f"{figure.get('key')} = {value} {figure.get('unit')} {figure.get('start')}/{figure.get('end')}"
    return f"{said} · {figure.get('rows')} rows {figure.get('root')}".rstrip()


def text_line(body: str) -> str:
    """The signed line that stands for the running text of a chapter."""
    return f"{TEXT} = sha256 {hashlib.sha256(canonical(body).encode('utf-8', 'replace')).hexdigest()}"


def written(value: object) -> str:
    """A value as it is signed: without trailing zeros, four decimals at most; «-» when there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "-"
    return f"{value:.4f}".rstrip("0").rstrip(".")


def altered_parts(bundle: Mapping[str, Any], signed_title: str) -> list[str]:
    """What in a chapter's bundle disagrees with the rest of it: «title», «text», or keys of figures.

    When the signature holds and this is empty, nothing was changed. When it does not hold, this names
    the parts that give themselves away; a forger who changed everything alike leaves it empty.
    """
    title, body = str(bundle.get("title", "")), str(bundle.get("body", ""))
    lines = [canonical(str(line)) for line in _list(bundle.get("checked"))]
    parts = ["title"] if canonical(title) != canonical(signed_title) else []
    if canonical(text_line(body)) not in lines:
        parts.append(TEXT)
    figures = [figure for figure in _list(bundle.get("figures")) if isinstance(figure, dict)]
    parts += [str(figure.get("key")) for figure in figures if canonical(figure_line(figure)) not in lines]
    kept = {str(figure.get("key")) for figure in figures}
    names = [line.split(" = ")[0] for line in lines]
    return parts + [name for name in names if name != TEXT and name not in kept]


def is_chapter(bundle: Mapping[str, Any]) -> bool:
    """Whether ``bundle`` carries figures to be compared with its signed lines."""
    return isinstance(bundle.get("figures"), list)


def _list(found: object) -> Sequence[Any]:
    return found if isinstance(found, list) else []
