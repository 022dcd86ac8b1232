"""The QR code of a statement, drawn into the page: no picture to fetch."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe

from tabayyun.desk.press.models import StatementText


def qr_drawing(text: StatementText) -> SafeString:
    """An SVG with the compact signature. Scanned, it is all that verifying needs beside the text."""
    out = io.BytesIO()
    segno.make_qr(text.jws or text.link, error="l").save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=3, dark="#000", nl=False
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308  (drawn by segno: digits and path commands)
