"""An empty, migrated database kept beside the demonstration, so that its next start need not migrate again.

It is named after the migrations it has: when one changes, another file is made.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from importlib.metadata import version
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
NAME = "tabayyun.sqlite3"


def put(home: Path) -> None:
    """Begin ``home`` with the database that is kept, if there is one."""
    kept = _kept(home)
    if kept.exists():
        shutil.copyfile(kept, home / NAME)


def keep(home: Path) -> None:
    """Keep the database of ``home``, which nothing has been written into yet."""
    kept = _kept(home)
    if kept.exists() or not (home / NAME).exists():
        return
    for old in kept.parent.glob(".migrated-*.sqlite3"):
        old.unlink()
    draft = kept.with_suffix(".draft")
    with sqlite3.connect(home / NAME) as source, sqlite3.connect(draft) as target:
        source.backup(target)
    target.close()
    source.close()
    draft.replace(kept)


def _kept(home: Path) -> Path:
    found = hashlib.sha256(version("django").encode())
    for path in sorted(PACKAGE.rglob("migrations/*.py")):
        found.update(path.read_bytes())
    return home.parent / f".migrated-{found.hexdigest()[:16]}.sqlite3"
