"""The receipt of one piece: the digests of the file it goes with, under a trusted timestamp."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from rfc3161_client import decode_timestamp_response

from tabayyun.engine.evidence.custody import canonical

DIGESTS = {"sha256": hashlib.sha256, "sha512": hashlib.sha512}
"""By name, what a receipt has to say of its file: all of them."""
_STAMPED = {
    "2.16.840.1.101.3.4.2.1": hashlib.sha256,
    "2.16.840.1.101.3.4.2.2": hashlib.sha384,
    "2.16.840.1.101.3.4.2.3": hashlib.sha512,
}


def digests(receipt: Mapping[str, Any]) -> dict[str, str]:
    """What the receipt says of its file, by name. Raises ValueError when a digest is missing."""
    found = {name: str(receipt.get(name) or "") for name in DIGESTS}
    for name, make in DIGESTS.items():
        if len(found[name]) != make().digest_size * 2:
            raise ValueError(f"no {name}")
    return found


def is_stamped(receipt: Mapping[str, Any], answer: bytes) -> bool:
    """Whether ``answer`` (RFC 3161, DER) is a stamp over ``receipt``.

    Whose stamp it is has to be checked against the authority's certificate. A digest of a kind that is not
    known counts as none.
    """
    try:
        imprint = decode_timestamp_response(answer).tst_info.message_imprint
        make = _STAMPED[imprint.hash_algorithm.dotted_string]
    except (ValueError, KeyError):
        return False
    return bool(imprint.message == make(canonical(receipt)).digest())
