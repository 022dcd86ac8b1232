"""What a PDF says about itself, as an archive or a screen reader finds it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from pypdf import PdfReader

PDFA, PDFUA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"


@dataclass(frozen=True, slots=True)
class Read:
    """The parts of one PDF that the standards ask for."""

    standards: set[str]
    title: str
    lang: str
    tagged: bool
    right_to_left: bool
    pages: int
    roles: list[str]
    """Roles of the structure tree in reading order, such as H1, P, Figure."""
    alternatives: list[str]
    """Alternative texts of its figures; an empty one for a figure that has none."""
    bookmarks: list[str]


def read(pdf: bytes) -> Read:
    """Read ``pdf``. Raises what pypdf raises for a broken file."""
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    root: Any = reader.trailer["/Root"]
    elements = list(_elements(root.get("/StructTreeRoot", {})))
    return Read(
        standards=_standards(root["/Metadata"].get_data()),
        title=str(reader.metadata.title) if reader.metadata else "",
        lang=str(root.get("/Lang", "")),
        tagged=bool(root.get("/MarkInfo", {}).get("/Marked")),
        right_to_left=root.get("/ViewerPreferences", {}).get("/Direction") == "/R2L",
        pages=len(reader.pages),
        roles=[str(element["/S"]).removeprefix("/") for element in elements],
        alternatives=[str(e.get("/Alt", "")) for e in elements if e["/S"] == "/Figure"],
        bookmarks=[str(one.title) for one in reader.outline if not isinstance(one, list)],
    )


def _standards(metadata: bytes) -> set[str]:
    found = {one.tag: (one.text or "").strip() for one in ElementTree.fromstring(metadata).iter()}
    standards = set()
    if f"{PDFA}part" in found:
        standards.add(f"PDF/A-{found[f'{PDFA}part']}{found[f'{PDFA}conformance'].lower()}")
    if f"{PDFUA}part" in found:
        standards.add(f"PDF/UA-{found[f'{PDFUA}part']}")
    return standards


def _elements(node: Any) -> Iterator[Any]:
    """The structure elements below ``node``, depth first."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(element, dict) and "/S" in element:
            yield element
            yield from _elements(element)
