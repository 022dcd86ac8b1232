"""QR codes as SVG: crisp at any size, no reference to anything outside."""

from __future__ import annotations

import io

import segno


def svg(text: str, *, title: str = "", border: int = 4) -> str:
    """An ``<svg>`` element that shows ``text``; ``title`` is what a screen reader says.

    No fixed size: the page's style sheet gives it. ``border`` is the quiet zone, in dots; scanners ask
    for 4. Black on white whatever the page's colours are, for scanners need that too.
    Raises ValueError when ``text`` is too long for any QR code (2,953 bytes).
    """
    out = io.BytesIO()
    code = segno.make_qr(text, error="l", boost_error=False)
    code.save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=border,
        dark="#000",
        light="#fff",
        nl=False,
        title=title or None,
    )
    drawn = out.getvalue().decode("utf-8")
    return drawn.replace("<svg ", '<svg role="img" ' if title else '<svg aria-hidden="true" ', 1)
