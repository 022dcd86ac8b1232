"""The little markup of an article: paragraphs, headings and quotations, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article, in reading order."""

    kind: Literal["paragraph", "heading", "quote"]
    text: str


def blocks(body: str) -> list[Block]:
    """Blocks are set apart by an empty line; ``# `` begins a heading, ``> `` a quotation to stand out."""
    found = []
    for part in re.split(r"\n\s*\n", body):
        text = " ".join(part.split())
        if text.startswith("# "):
            found.append(Block("heading", text[2:].strip()))
        elif text.startswith("> "):
            found.append(Block("quote", text[2:].strip()))
        elif text:
            found.append(Block("paragraph", text))
    return [block for block in found if block.text]
