"""The Open Graph image of a statement: typst draws it once, and it is kept by what it shows."""

import hashlib
import json
import os
from pathlib import Path

import typst
from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst

from tabayyun.desk.press.models import StatementText
from tabayyun.kit.documents import FONTS
from tabayyun.kit.models import Institution
from tabayyun.kit.templatetags.tabayyun import direction, plain
from tabayyun.newsroom.templatetags.newsroom import verdict_name

LAYOUT = Path(__file__).with_suffix(".typ")
TONES = {
    "false": "#a11423",
    "manipulated": "#a11423",
    "out_of_context": "#7a4a00",
    "misleading": "#7a4a00",
    "unproven": "#7a4a00",
    "confirmed": "#11602d",
}
NO_VERDICT = "#0b5c48"
POINTS_PER_INCH = 72.0  # one pixel a point: 1200 × 630


def of(text: StatementText, institution: Institution) -> bytes:
    """PNG, 1200 × 630. Drawn at the first call, then read from HOME/og."""
    inputs = _inputs(text, institution)
    key = json.dumps(inputs, sort_keys=True).encode() + LAYOUT.read_bytes()
    path = Path(settings.HOME) / "og" / f"{hashlib.sha256(key).hexdigest()[:32]}.png"
    if not path.exists():
        _keep(path, _drawn(inputs))
    return path.read_bytes()


def words(text: StatementText) -> str:
    """What the image says, for those who do not see it."""
    return " · ".join(
        filter(None, [verdict_name(text.statement.verdict), text.title, text.statement.reference])
    )


def _inputs(text: StatementText, institution: Institution) -> dict[str, str]:
    statement = text.statement
    with translation.override(text.lang):
        return {
            "lang": text.lang,
            "rtl": "yes" if direction(text.lang) == "rtl" else "no",
            "institution": plain(institution.in_language(text.lang)),
            "title": plain(text.title),
            "kind": capfirst(statement.get_kind_display()),
            "verdict": verdict_name(statement.verdict),
            "tone": TONES.get(statement.verdict, NO_VERDICT),
            "reference": statement.reference,
        }


def _drawn(inputs: dict[str, str]) -> bytes:
    """Inputs reach the layout as strings, so nothing in them is read as markup."""
    fonts = [str(folder) for folder in FONTS]
    image = typst.compile(
        str(LAYOUT),
        format="png",
        ppi=POINTS_PER_INCH,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
    if not isinstance(image, bytes):
        raise TypeError("the layout gave more than one page")
    return image


def _keep(path: Path, image: bytes) -> None:
    """Whole or not at all: two who draw at once both read a finished file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(image)
    draft.replace(path)
