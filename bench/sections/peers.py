"""Near-duplicate indexes of other projects behind one interface: char-5-grams, 21 bands of 3."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

BANDS, ROWS, GRAM = 21, 3, 5


class Peer(NamedTuple):
    """Takes normalised texts."""

    add: Callable[[int, str], Any]
    find: Callable[[str], Any]
    """The numbers of similar texts."""


def _grams(text: str) -> list[str]:
    return [text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))]


def datasketch() -> Peer:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))

    def signed(text: str) -> Any:
        signature = MinHash(num_perm=BANDS * ROWS)
        signature.update_batch([gram.encode() for gram in _grams(text)])
        return signature

    return Peer(lambda key, text: index.insert(key, signed(text)), lambda text: index.query(signed(text)))


def gaoya() -> Peer:
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, 0.3, BANDS, ROWS, None, "char", False, (GRAM, GRAM))
    return Peer(index.insert_document, index.query)


def rensa() -> Peer:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(0.3, BANDS * ROWS, BANDS)

    def signed(text: str) -> Any:
        signature = RMinHash(BANDS * ROWS, 1)
        signature.update(_grams(text))
        return signature

    return Peer(lambda key, text: index.insert(key, signed(text)), lambda text: index.query(signed(text)))


PEERS: dict[str, Callable[[], Peer]] = {"datasketch": datasketch, "gaoya": gaoya, "rensa": rensa}
