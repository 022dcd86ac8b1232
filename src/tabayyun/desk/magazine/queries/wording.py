"""What a text says, reduced to a short token: two people never overwrite each other without knowing."""

from __future__ import annotations

import hashlib
import json

from tabayyun.desk.magazine.models import ArticleText


def revision(text: ArticleText) -> str:
    """16 hex digits that change whenever what the text says or shows changes."""
    pictures = [
        [p.sha256, p.credit, p.alt, p.caption]
        for p in sorted(text.pictures.all(), key=lambda p: (p.place, p.pk))
    ]
    whole = [text.title, text.standfirst, text.body, text.byline, text.correction, pictures]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:16]
