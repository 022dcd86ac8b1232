"""Every sentence a user can see has a translation: exit 1 and name those that have none.

Reads the sources as Django's `makemessages` does (templates through `templatize`), with Babel
instead of the gettext programs. Arabic and French must be complete everywhere; Amazigh in the
newsroom.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract

ROOT = Path("src/tabayyun")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
REQUIRED = {"newsroom": ("ar", "fr", "zgh")}


def apps() -> list[Path]:
    """The folders that carry their own texts."""
    return sorted(path.parent for path in ROOT.rglob("locale") if path.is_dir())


def messages(app: Path) -> Iterator[tuple[str, str]]:
    """(where, msgid) of every translatable string of ``app``."""
    from django.utils.translation.template import templatize

    inner = [other for other in apps() if app in other.parents]
    for path in sorted(app.rglob("*")):
        if any(other in path.parents for other in inner):
            continue
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        else:
            continue
        for line, found, *_ in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            msgid = found if isinstance(found, str) else found[0]
            if msgid:
                yield f"{path}:{line}", msgid


def missing(app: Path, language: str) -> Iterator[str]:
    """The strings of ``app`` without a translation."""
    file = app / "locale" / language / "LC_MESSAGES" / "django.po"
    catalogue = {e.msgid: e for e in polib.pofile(str(file))} if file.exists() else {}
    for where, msgid in messages(app):
        entry = catalogue.get(msgid)
        if entry is None or not entry.translated():
            yield f"{where}: no {language} text for {msgid!r}"


def contradictions(language: str) -> Iterator[str]:
    """Sentences that two rooms translate differently: Django would show one of them in both."""
    said: dict[tuple[str, str], tuple[object, Path]] = {}
    for file in sorted(ROOT.rglob(f"locale/{language}/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(file)):
            text = tuple(sorted(entry.msgstr_plural.items())) or entry.msgstr
            key = (entry.msgctxt or "", entry.msgid)
            other, where = said.setdefault(key, (text, file))
            if other != text:
                yield f"{file}: {entry.msgid!r} is {text!r}, in {where} it is {other!r}"


def main() -> int:
    from django.conf import settings

    settings.configure(USE_I18N=True)
    problems = [
        line
        for app in apps()
        for language in REQUIRED.get(app.name, ("ar", "fr"))
        for line in missing(app, language)
    ]
    problems += [line for language in ("ar", "fr", "zgh") for line in contradictions(language)]
    print("\n".join(problems) or "Every text is translated.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
