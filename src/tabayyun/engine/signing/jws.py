"""The signature of a statement: a compact JWS (RFC 7515) by Ed25519 (RFC 9864), short enough for a QR code.

The payload is JSON with the names of `PAYLOAD`; the text itself is in it as the SHA-256 of its
canonical form (`tabayyun.engine.signing.text`).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tabayyun.engine.signing.errors import (
    AlteredTextError,
    ForgedSignatureError,
    MalformedError,
    SignatureError,
    UnknownKeyError,
)
from tabayyun.engine.signing.keys import (
    b64url,
    generate_key,
    load_private,
    public_jwk,
    public_jwks,
    thumbprint,
)
from tabayyun.engine.signing.text import text_digest

__all__ = [
    "AlteredTextError",
    "ForgedSignatureError",
    "MalformedError",
    "SignatureError",
    "StatementClaims",
    "UnknownKeyError",
    "generate_key",
    "key_name",
    "load_private",
    "peek",
    "public_jwk",
    "public_jwks",
    "sign",
    "text_digest",
    "verify",
    "verify_text",
]

ALGORITHM = "Ed25519"
LONGEST = 16_384
"""Characters of a JWS that is worth reading; ours have about 500."""


@dataclass(frozen=True, slots=True)
class StatementClaims:
    """What a signature says about a statement."""

    issuer: str
    reference: str
    lang: str
    version: int
    kind: str
    title: str
    date: str
    """ISO 8601, with the offset from UTC."""
    digest: str
    """SHA-256 of the canonical text, hexadecimal."""


def sign(claims: StatementClaims, private_key: Ed25519PrivateKey) -> str:
    """The compact JWS over ``claims``."""
    from joserfc import jws  # a quarter of a second to import, and only signing needs it
    from joserfc.jwk import OKPKey

    header = {"alg": ALGORITHM, "kid": thumbprint(private_key.public_key())}
    payload = json.dumps(_payload(claims), ensure_ascii=False, separators=(",", ":"))
    key = OKPKey.import_key(private_key)
    return jws.serialize_compact(header, payload.encode("utf-8"), key, algorithms=[ALGORITHM])


def verify(token: str, public_keys: Iterable[Ed25519PublicKey]) -> StatementClaims:
    """What ``token`` says, when one of ``public_keys`` signed it.

    Raises MalformedError, UnknownKeyError or ForgedSignatureError.
    """
    signed, payload, signature, kid = _parts(token)
    key = next((key for key in public_keys if thumbprint(key) == kid), None)
    if key is None:
        raise UnknownKeyError(f"signed by the key {kid}, which is not among the given ones")
    try:
        key.verify(signature, signed)
    except InvalidSignature as error:
        raise ForgedSignatureError(f"the key {kid} did not sign this") from error
    return _claims(payload)


def verify_text(
    token: str,
    public_keys: Iterable[Ed25519PublicKey],
    title: str,
    body: str,
    checked: list[str],
    *,
    claim: str = "",
    verdict: str = "",
) -> StatementClaims:
    """As `verify`, and the signature was made over this text. Raises AlteredTextError besides."""
    claims = verify(token, public_keys)
    if text_digest(title, body, checked, claim=claim, verdict=verdict) != claims.digest:
        raise AlteredTextError(f"{claims.reference} was signed with another text")
    return claims


def peek(token: str) -> StatementClaims:
    """What ``token`` says, signed or not: only to tell a reader what it claims. Raises MalformedError."""
    return _claims(_parts(token)[1])


def key_name(token: str) -> str:
    """The thumbprint of the key that ``token`` says it was signed with. Raises MalformedError."""
    return _parts(token)[3]


def _payload(claims: StatementClaims) -> dict[str, str | int]:
    """Short names: each character makes the QR code's dots smaller."""
    return {
        "iss": claims.issuer,
        "ref": claims.reference,
        "lang": claims.lang,
        "v": claims.version,
        "kind": claims.kind,
        "title": claims.title,
        "date": claims.date,
        "sha256": b64url(bytes.fromhex(claims.digest)),
    }


def _claims(payload: bytes) -> StatementClaims:
    found = _object(payload)
    text = {name: found.get(name) for name in ("iss", "ref", "lang", "kind", "title", "date", "sha256")}
    version = found.get("v")
    if not all(isinstance(value, str) for value in text.values()) or type(version) is not int:
        raise MalformedError("the payload is not that of a statement")
    given = {name: str(value) for name, value in text.items()}
    return StatementClaims(
        issuer=given["iss"],
        reference=given["ref"],
        lang=given["lang"],
        version=version,
        kind=given["kind"],
        title=given["title"],
        date=given["date"],
        digest=_decoded(given["sha256"]).hex(),
    )


def _parts(token: str) -> tuple[bytes, bytes, bytes, str]:
    """What is signed, the payload, the signature and the name of the key."""
    parts = token.strip().split(".")
    if len(token) > LONGEST or len(parts) != 3:  # noqa: PLR2004  (header.payload.signature)
        raise MalformedError("not a compact JWS")
    header, payload, signature = map(_decoded, parts)
    said = _object(header)
    kid = said.get("kid")
    if said.get("alg") != ALGORITHM or not isinstance(kid, str) or "crit" in said:
        raise MalformedError(f"the header does not say alg {ALGORITHM} and a kid, and no more than that")
    return ".".join(parts[:2]).encode("ascii"), payload, signature, kid


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise MalformedError("not JSON") from error
    if not isinstance(found, dict):
        raise MalformedError("not a JSON object")
    return found


def _decoded(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedError("not base64url") from error
