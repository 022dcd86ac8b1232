"""The verification bundle: all that a stranger needs to check one published text, in one JSON object.

::

    {"v": 1,
     "jws": "…",                         the signature (tabayyun.engine.signing.jws)
     "title": "…", "body": "…",          the text that was signed
     "checked": ["…"],                   what was checked, one sentence each
     "claim": "…", "verdict": "…",       only where they were signed with the text
     "log": {"index": 41, "size": 42,    the place in the log, and the size that is proved
             "proof": ["base64", …],     RFC 6962 inclusion proof
             "checkpoint": "…",          signed note (tabayyun.engine.signing.note)
             "timestamp": "base64"},     optional: RFC 3161 response over the checkpoint, DER
     "figures": [ … ],                   only of a report's chapter (tabayyun.engine.signing.figures)
     "keys": {"keys": [ … ]}}            optional: JWK Set of the institution

The leaf is the JWS in ASCII. Fields that are not named here are passed over.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tabayyun.engine.signing import jws, keys, log, note
from tabayyun.engine.signing.errors import (
    AlteredTextError,
    ForgedSignatureError,
    MalformedError,
    SignatureError,
    UnknownKeyError,
)
from tabayyun.engine.signing.figures import altered_parts, is_chapter
from tabayyun.engine.signing.jws import StatementClaims
from tabayyun.engine.signing.note import Checkpoint
from tabayyun.engine.signing.text import reorders, text_digest

VERSION = 1
HEX = 64
"""Characters of a SHA-256 hash in hexadecimal; in base64 it has 44."""
T = TypeVar("T")


class Reason(StrEnum):
    """What a check found; also the key of the sentence that tells the reader."""

    VALID = "valid"
    ALTERED_TEXT = "altered_text"
    ALTERED_FIGURES = "altered_figures"
    FORGED_SIGNATURE = "forged_signature"
    UNKNOWN_KEY = "unknown_key"
    TRUNCATED_LOG = "truncated_log"
    INCONSISTENT_LOG = "inconsistent_log"
    MALFORMED = "malformed"


class Caveat(StrEnum):
    """What a check could not say, although what it saw is valid; also the key of a sentence."""

    OWN_KEY = "own_key"
    """The key came with the file: anybody can make a file that agrees with itself."""
    TEXT_NOT_GIVEN = "text_not_given"
    """Only a signature was given: compare the words with the published ones."""
    LOG_NOT_GIVEN = "log_not_given"
    """No proof was given that the text is in the public log."""
    KEPT_IS_NEWER = "kept_is_newer"
    """The log is shorter than the checkpoint the reader kept; or the file is older than that."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found. Callers word ``reason`` and ``caveats``; ``detail`` is English, for logs."""

    valid: bool
    reason: Reason
    detail: str = ""
    claims: StatementClaims | None = None
    """What the signature says; None unless the signature holds."""
    checkpoint: Checkpoint | None = None
    caveats: tuple[Caveat, ...] = ()
    altered: tuple[str, ...] = ()
    """Parts of a report's chapter that disagree: «title», «text», or the keys of figures."""


class _FailedError(Exception):
    """Ends a check with its reason."""

    def __init__(
        self,
        reason: Reason,
        detail: str,
        claims: StatementClaims | None = None,
        altered: tuple[str, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.result = Result(False, reason, detail, claims, altered=altered)


def make_bundle(
    *,
    token: str,
    title: str,
    body: str,
    checked: Sequence[str],
    index: int,
    size: int,
    proof: Sequence[bytes],
    checkpoint: str,
    public_keys: Iterable[Ed25519PublicKey],
    claim: str = "",
    verdict: str = "",
    timestamp: bytes = b"",
) -> dict[str, Any]:
    """The bundle of one text: ``token`` is its JWS, ``proof`` that of leaf ``index`` at ``size``."""
    entry: dict[str, Any] = {
        "index": index,
        "size": size,
        "proof": encode_proof(proof),
        "checkpoint": checkpoint,
    }
    if timestamp:
        entry["timestamp"] = base64.b64encode(timestamp).decode("ascii")
    optional = {name: value for name, value in (("claim", claim), ("verdict", verdict)) if value}
    return {
        "v": VERSION,
        "jws": token,
        "title": title,
        "body": body,
        "checked": list(checked),
        **optional,
        "log": entry,
        "keys": keys.public_jwks(public_keys),
    }


def check_bundle(bundle: object, public_keys: Iterable[Ed25519PublicKey] | None = None) -> Result:
    """Check signature, text and log of a parsed bundle. Never raises: whatever is given, the result says.

    Without ``public_keys`` those in the bundle are used, and a valid result carries `Caveat.OWN_KEY`.
    """
    try:
        found = _mapping(bundle)
        trusted = _own_keys(found) if public_keys is None else list(public_keys)
        claims = _check_text(found, trusted)
        checkpoint = _check_log(found, trusted, claims)
    except _FailedError as failed:
        return failed.result
    caveats = (Caveat.OWN_KEY,) if public_keys is None else ()
    return Result(True, Reason.VALID, "", claims, checkpoint, caveats)


def check_jws(token: str, public_keys: Iterable[Ed25519PublicKey]) -> Result:
    """Check a signature alone: who signed what, without the text and the log. Never raises."""
    try:
        claims = _signed(lambda: jws.verify(token, public_keys))
    except _FailedError as failed:
        return failed.result
    return Result(True, Reason.VALID, "", claims, None, (Caveat.TEXT_NOT_GIVEN, Caveat.LOG_NOT_GIVEN))


def check_shown(
    bundle: object, shown: Mapping[str, Any], public_keys: Iterable[Ed25519PublicKey] | None = None
) -> Result:
    """Check a page: its bundle against the text it shows. Never raises.

    ``shown`` has the text fields of a bundle, as `page.read_page` reads them from the page; what the
    page does not show (the claim or the verdict) is taken from the bundle.
    """
    result = check_bundle(bundle, public_keys)
    if not result.valid:
        return result
    again = check_bundle({**_mapping(bundle), **shown}, public_keys)
    words = [str(shown.get(name, "")) for name in ("title", "body", "claim")]
    if again.valid and any(map(reorders, [*words, *map(str, shown.get("checked", []))])):
        detail = "the page holds characters that change the order of reading"
        return replace(again, valid=False, reason=Reason.ALTERED_TEXT, detail=detail)
    return again


def check_extension(
    old_checkpoint: str,
    new_checkpoint: str,
    proof: Sequence[bytes],
    public_keys: Iterable[Ed25519PublicKey],
) -> Result:
    """Check that the log of ``new_checkpoint`` only added to that of ``old_checkpoint``. Never raises."""
    trusted = list(public_keys)
    try:
        old = _signed(lambda: note.verify_checkpoint(old_checkpoint, trusted))
        new = _signed(lambda: note.verify_checkpoint(new_checkpoint, trusted))
        _check_growth(old, new, proof)
    except _FailedError as failed:
        return failed.result
    return Result(True, Reason.VALID, "", None, new)


def encode_proof(proof: Iterable[bytes]) -> list[str]:
    """A proof as it is written in JSON: base64 strings."""
    return [base64.b64encode(step).decode("ascii") for step in proof]


def decode_proof(written: object) -> list[bytes]:
    """The hashes of a proof read from JSON, base64 or hexadecimal. Raises MalformedError."""
    if not isinstance(written, list) or not all(isinstance(step, str) for step in written):
        raise MalformedError("a proof is a list of base64 strings")
    try:
        proof = [
            bytes.fromhex(step) if len(step) == HEX else base64.b64decode(step, validate=True)
            for step in written
        ]
    except (binascii.Error, ValueError) as error:
        raise MalformedError("a step of the proof is not base64") from error
    if len(proof) > 64 or any(len(step) != 32 for step in proof):  # noqa: PLR2004  (2⁶⁴ leaves; SHA-256)
        raise MalformedError("a step of the proof is not a SHA-256 hash")
    return proof


def _step(written: str) -> bytes:
    return bytes.fromhex(written) if len(written) == HEX else base64.b64decode(written, validate=True)


def _check_text(bundle: Mapping[str, Any], trusted: Sequence[Ed25519PublicKey]) -> StatementClaims:
    title, body, claim, verdict = (_string(bundle, name) for name in ("title", "body", "claim", "verdict"))
    checked = bundle.get("checked", [])
    if not isinstance(checked, list) or not all(isinstance(sentence, str) for sentence in checked):
        raise _FailedError(Reason.MALFORMED, "«checked» is not a list of sentences")
    claims = _signed(lambda: jws.verify(_string(bundle, "jws"), trusted))
    digest = _signed(lambda: text_digest(title, body, checked, claim=claim, verdict=verdict), claims)
    altered = tuple(altered_parts(bundle, claims.title)) if is_chapter(bundle) else ()
    if digest != claims.digest:
        detail = f"{claims.reference} was signed with another text"
        raise _FailedError(Reason.ALTERED_TEXT, detail, claims, altered)
    if altered:
        detail = f"{claims.reference} was signed with other figures"
        raise _FailedError(Reason.ALTERED_FIGURES, detail, claims, altered)
    return claims


def _check_log(
    bundle: Mapping[str, Any], trusted: Sequence[Ed25519PublicKey], claims: StatementClaims
) -> Checkpoint:
    entry = _mapping(bundle.get("log"))
    index, size = _count(entry, "index"), _count(entry, "size")
    text = _string(entry, "checkpoint")
    checkpoint = _signed(lambda: note.verify_checkpoint(text, trusted), claims)
    proof = _signed(lambda: decode_proof(entry.get("proof")), claims)
    if max(index + 1, size) > checkpoint.size:
        detail = f"entry {index} of {size}, but the signed checkpoint has {checkpoint.size}"
        raise _FailedError(Reason.TRUNCATED_LOG, detail, claims)
    leaf = log.leaf_hash(_string(bundle, "jws").encode("ascii"))
    if size != checkpoint.size or not log.verify_inclusion(leaf, index, size, proof, checkpoint.root):
        detail = f"entry {index} does not lead to the root that was signed for {checkpoint.size} entries"
        raise _FailedError(Reason.INCONSISTENT_LOG, detail, claims)
    return checkpoint


def _check_growth(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    if old.origin != new.origin:
        raise _FailedError(Reason.INCONSISTENT_LOG, f"two logs: {old.origin} and {new.origin}")
    if old.size > new.size:
        raise _FailedError(Reason.TRUNCATED_LOG, f"it had {old.size} entries and now has {new.size}")
    if not log.verify_consistency(old.size, new.size, old.root, new.root, proof):
        raise _FailedError(
            Reason.INCONSISTENT_LOG, f"the log of {new.size} entries does not begin with that of {old.size}"
        )


_REASONS: Mapping[type[SignatureError], Reason] = {
    MalformedError: Reason.MALFORMED,
    UnknownKeyError: Reason.UNKNOWN_KEY,
    ForgedSignatureError: Reason.FORGED_SIGNATURE,
    AlteredTextError: Reason.ALTERED_TEXT,
}


def _signed(check: Callable[[], T], claims: StatementClaims | None = None) -> T:
    """What ``check`` gives; what it raises ends the whole check with its reason."""
    try:
        return check()
    except SignatureError as error:
        raise _FailedError(_REASONS[type(error)], str(error), claims) from error


def _own_keys(bundle: Mapping[str, Any]) -> list[Ed25519PublicKey]:
    if "keys" not in bundle:
        raise _FailedError(Reason.UNKNOWN_KEY, "no key was given, and the bundle holds none")
    return _signed(lambda: keys.from_jwks(bundle["keys"]))


def _mapping(found: object) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise _FailedError(Reason.MALFORMED, "not a bundle: an object is missing")
    if found.get("v", VERSION) != VERSION:
        raise _FailedError(Reason.MALFORMED, f"a bundle of version {found['v']!r}, not {VERSION}")
    return found


def _string(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise _FailedError(Reason.MALFORMED, f"«{name}» is not a text")
    return value


def _count(found: Mapping[str, Any], name: str) -> int:
    value = found.get(name)
    if type(value) is not int or value < 0:
        raise _FailedError(Reason.MALFORMED, f"«{name}» is not a number")
    return value
