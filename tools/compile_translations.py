"""Compile every .po under src/ to the .mo that Django reads. Needs no gettext program.

Skips a file whose .mo is newer. The format: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
"""

from pathlib import Path

import polib


def main() -> None:
    for source in sorted(Path("src").rglob("*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


if __name__ == "__main__":
    main()
