"""Custody hangs on the public log: the heads of all chains under one root, and that root in the log.

The log holds a signature over the root and nothing else, so it tells nobody what is kept here. Whoever
has an export can be shown that its entries stood there when the root was logged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tabayyun.engine.evidence.custody import canonical
from tabayyun.engine.signing import jws, log, note
from tabayyun.engine.signing.errors import SignatureError
from tabayyun.engine.signing.note import Checkpoint

KIND = "custody"
"""What the signature in the log says it signs; its digest is the root."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far one chain went."""

    evidence: str
    """SHA-256 of the piece."""
    entries: int
    digest: str
    """Of the last of them."""

    @property
    def leaf(self) -> bytes:
        """Its hash under the root."""
        row = {"evidence": self.evidence, "entries": self.entries, "digest": self.digest}
        return log.leaf_hash(canonical(row))

    def holds(self, entries: Sequence[Mapping[str, Any]]) -> bool:
        """Whether a chain still begins as it did."""
        return 0 < self.entries <= len(entries) and entries[self.entries - 1].get("digest") == self.digest


class AnchorError(Exception):
    """The root is not signed, or not in the log."""


def root(heads: Iterable[Head]) -> str:
    """The root over ``heads``, in their order; hexadecimal."""
    return log.root([head.leaf for head in heads]).hex()


def proofs(heads: Sequence[Head], of: Iterable[int]) -> list[dict[str, Any]]:
    """What shows, for each number in ``of``, that this head is under the root of all."""
    tree = log.Tree(head.leaf for head in heads)
    return [
        {
            "evidence": heads[index].evidence,
            "entries": heads[index].entries,
            "digest": heads[index].digest,
            "index": index,
            "proof": [step.hex() for step in tree.inclusion(index)],
        }
        for index in of
    ]


def logged(root: str, proof: Mapping[str, Any], keys: Iterable[Ed25519PublicKey]) -> Checkpoint:
    """The signed head of the log under which ``root`` stands. Raises AnchorError.

    ``proof``: ``jws``, ``index``, ``proof`` (hexadecimal) and ``checkpoint`` (a signed note).
    """
    known = list(keys)
    try:
        claims = jws.verify(str(proof["jws"]), known)
        checkpoint = note.verify_checkpoint(str(proof["checkpoint"]), known)
        path = [bytes.fromhex(step) for step in proof["proof"]]
        leaf, index = log.leaf_hash(str(proof["jws"]).encode("ascii")), int(proof["index"])
    except (SignatureError, KeyError, TypeError, ValueError) as error:
        raise AnchorError("the root is not signed") from error
    if (claims.kind, claims.digest) != (KIND, root):
        raise AnchorError("the signature is over something else")
    if not log.verify_inclusion(leaf, index, checkpoint.size, path, checkpoint.root):
        raise AnchorError("the log does not hold it")
    return checkpoint


def unproven(
    root: str,
    chains: int,
    heads: Iterable[Mapping[str, Any]],
    custody: Mapping[str, Sequence[Mapping[str, Any]]],
) -> list[str]:
    """The pieces whose custody is not what stands under ``root``: rewritten, cut, or not under it at all.

    ``custody``: SHA-256 of the piece → its entries.
    """
    held = set()
    for one in heads:
        try:
            head = Head(str(one["evidence"]), int(one["entries"]), str(one["digest"]))
            path = [bytes.fromhex(step) for step in one["proof"]]
            index = int(one["index"])
        except (KeyError, TypeError, ValueError):
            continue
        under = log.verify_inclusion(head.leaf, index, chains, path, bytes.fromhex(root))
        if under and head.holds(custody.get(head.evidence, [])):
            held.add(head.evidence)
    return [evidence for evidence in custody if evidence not in held]
