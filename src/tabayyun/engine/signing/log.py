"""The public log: the Merkle tree of RFC 6962 (and 9162) over what was published.

A leaf is the JWS of a statement, in ASCII. Whoever holds a root can be shown, with a handful of
hashes, that an entry is in the log (inclusion) and that a later log only added to it (consistency).

Cost: the functions hash every leaf once (about 10 ms for 10,000); `Tree` keeps what was hashed, so
that one more leaf, a root or a proof costs as many hashes as the tree is high; `Frontier` does
the same for the root alone in a few hundred bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 ‖ data): the prefix keeps a leaf from being passed off as a node."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A log that grows. Keeps the hash of every complete subtree: 64 bytes a leaf, about."""

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [list(leaf_hashes)]
        while len(level := self._levels[-1]) > 1:
            pairs = zip(level[::2], level[1::2], strict=False)
            self._levels.append([sha256(b"\x01" + left + right).digest() for left, right in pairs])

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        self._levels[0].append(leaf)
        for height, level in enumerate(self._levels):
            if len(level) % 2:
                return
            if height + 1 == len(self._levels):
                self._levels.append([])
            self._levels[height + 1].append(node_hash(level[-2], level[-1]))

    def root(self, size: int | None = None) -> bytes:
        """The root over the first ``size`` leaves (all by default). Raises ValueError if there are fewer."""
        count = self._checked_size(len(self) if size is None else size)
        return self._subtree(0, count) if count else EMPTY_ROOT

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path of leaf ``index`` in the first ``size`` leaves (RFC 6962, 2.1.1).

        Raises ValueError when it is not among them.
        """
        count = self._checked_size(len(self) if size is None else size)
        if not 0 <= index < count:
            raise ValueError(f"no leaf {index} among {count}")
        path: list[bytes] = []
        start, end = 0, count
        while end - start > 1:
            middle = start + _left_size(end - start)
            inside = index < middle
            path.append(self._subtree(middle, end) if inside else self._subtree(start, middle))
            start, end = (start, middle) if inside else (middle, end)
        return path[::-1]

    def consistency(self, old_size: int, size: int | None = None) -> list[bytes]:
        """The proof that the first ``size`` leaves begin with the first ``old_size`` (RFC 6962, 2.1.2).

        Raises ValueError when ``old_size`` is larger. Nothing needs proof from an empty or equal log.
        """
        count = self._checked_size(len(self) if size is None else size)
        if not 0 <= old_size <= count:
            raise ValueError(f"{old_size} entries are no beginning of {count}")
        if old_size in {0, count}:
            return []
        path: list[bytes] = []
        start, end, whole = 0, count, True
        while (left := old_size - start) != end - start:
            middle = start + _left_size(end - start)
            inside = left <= middle - start
            path.append(self._subtree(middle, end) if inside else self._subtree(start, middle))
            whole = whole and inside
            start, end = (start, middle) if inside else (middle, end)
        return [*([] if whole else [self._subtree(start, end)]), *path[::-1]]

    def _subtree(self, start: int, end: int) -> bytes:
        """The hash over leaves ``start`` to ``end``; ``start`` is a multiple of its left part's width."""
        width = end - start
        if width & (width - 1) == 0:
            height = width.bit_length() - 1
            return self._levels[height][start >> height]
        middle = start + _left_size(width)
        return node_hash(self._subtree(start, middle), self._subtree(middle, end))

    def _checked_size(self, size: int) -> int:
        if not 0 <= size <= len(self):
            raise ValueError(f"the log has {len(self)} entries, not {size}")
        return size


class Frontier:
    """The right edge of a log: the roots of its complete subtrees, largest first, and its size.

    Enough to append and to give the root, in at most 64 hashes however long the log is.
    """

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ValueError(f"a log of {size} has {size.bit_count()} peaks, not {len(self.peaks)}")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        merged = leaf
        for _ in range((self.size ^ (self.size + 1)).bit_length() - 1):
            merged = node_hash(self.peaks.pop(), merged)
        self.peaks.append(merged)
        self.size += 1

    def root(self) -> bytes:
        """The root over everything appended."""
        if not self.peaks:
            return EMPTY_ROOT
        merged = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            merged = node_hash(peak, merged)
        return merged


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root over all ``leaf_hashes``."""
    return Tree(leaf_hashes).root()


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf ``index``. Raises ValueError when there is no such leaf."""
    return Tree(leaf_hashes).inclusion(index)


def consistency_proof(leaf_hashes: Sequence[bytes], old_size: int) -> list[bytes]:
    """The proof that the log of ``old_size`` is how this one begins. Raises ValueError when it is longer."""
    return Tree(leaf_hashes).consistency(old_size)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether ``proof`` leads from the leaf hash at ``index`` to ``root`` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, merged = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            merged = node_hash(sibling, merged)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            merged = node_hash(merged, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and merged == root


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether ``proof`` shows that ``size`` entries begin with ``old_size`` (RFC 9162, 2.1.4.2)."""
    if not 0 <= old_size <= size:
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    if old_size == size:
        return not proof and old_root == root
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    return bool(path) and _walk(old_size - 1, size - 1, path) == (old_root, root)


def _walk(place: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that ``path`` leads to, or None when it has not the right length."""
    while place % 2:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if place % 2 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None


def _left_size(width: int) -> int:
    """The largest power of two smaller than ``width``: how many leaves go left."""
    return 1 << ((width - 1).bit_length() - 1)
