"""In the sandbox: read one line in Latin letters, by the recogniser of PP-OCR (Baidu, Apache-2.0)."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np

from tabayyun.plugins.examiners.text_in_picture.boxes import Picture
from tabayyun.plugins.examiners.text_in_picture.detecting import network, run

NETWORK = "PP-OCRv6_rec_small"
HEIGHT = 48
"""Pixels of a line that the network sees."""
WIDEST = 4000
LEAST = 0.6
"""Letters and digits to the height of a line; French has about two and a half."""


def read(line: Picture) -> tuple[str, float]:
    """The text of a BGR line of HEIGHT pixels, and the mean confidence of its characters, 0…100.

    Nothing when other letters than Latin ones were read, or far too few for the length of the line: the
    network knows no Arabic, and takes its dots for signs.
    """
    likely = run(NETWORK, line[:, :WIDEST])
    best = likely.argmax(axis=1)
    new = (best != 0) & np.append(True, best[1:] != best[:-1])
    text = "".join(_characters()[number] for number in best[new])
    signs = sum(sign.isalnum() for sign in text)
    if signs < max(1, LEAST * line.shape[1] / HEIGHT) or not _is_latin(text):
        return "", 0
    return " ".join(text.split()), 100 * float(likely.max(axis=1)[new].mean())


@cache
def _characters() -> list[str]:
    """What the numbers stand for: nothing, the network's own list, a space."""
    listed = network(NETWORK).get_modelmeta().custom_metadata_map["character"]
    return ["", *listed.split("\n"), " "]


def _is_latin(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return all(unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
