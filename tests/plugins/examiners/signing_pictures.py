"""Pictures with Content Credentials, signed with certificates of the test's own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
CREATED = {
    "action": "c2pa.created",
    "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
}


@dataclass(frozen=True)
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def holder(name: str, issuer: Holder | None = None) -> Holder:
    """One that ``issuer`` certifies, or that certifies others."""
    key = ec.generate_private_key(ec.SECP256R1())
    by = issuer.key if issuer else key
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Photo Agency"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = x509.CertificateBuilder(
        issuer.certificate.subject if issuer else subject,
        subject,
        key.public_key(),
        x509.random_serial_number(),
    )
    builder = builder.not_valid_before(BEGIN).not_valid_after(BEGIN + timedelta(days=30 * 365))
    for extension, critical in _extensions(key, by, certifies=issuer is None):
        builder = builder.add_extension(extension, critical)
    return Holder(builder.sign(by, hashes.SHA256()), key)


def _extensions(
    key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, *, certifies: bool
) -> list[tuple[Any, bool]]:
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only",
         "decipher_only"), False,
    )  # fmt: skip
    signs = {"digital_signature": not certifies, "key_cert_sign": certifies, "crl_sign": certifies}
    found: list[tuple[Any, bool]] = [
        (x509.BasicConstraints(ca=certifies, path_length=None), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), False),
        (x509.KeyUsage(**usage, **signs), True),
    ]
    if not certifies:
        found.append((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False))
    return found


def signed(picture: bytes, authority: Holder, *actions: dict[str, str]) -> bytes:
    """The JPEG ``picture`` with credentials of a signer whom ``authority`` certifies."""
    import c2pa

    signer = holder("News camera", authority)
    private = signer.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    info = c2pa.C2paSignerInfo(
        alg=b"es256", sign_cert=signer.pem + authority.pem, private_key=private, ta_url=None
    )
    manifest = {
        "claim_generator_info": [{"name": "Desk camera", "version": "1"}],
        "format": "image/jpeg",
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [CREATED, *actions]}}],
    }
    out = io.BytesIO()
    context = c2pa.Context.from_dict({"builder": {"thumbnail": {"enabled": False}}})
    with c2pa.Signer.from_info(info) as private_signer, c2pa.Builder(manifest, context=context) as builder:
        builder.sign(private_signer, "image/jpeg", io.BytesIO(picture), out)
    return out.getvalue()


def altered(data: bytes) -> bytes:
    """The same with one bit changed where the picture is."""
    changed = bytearray(data)
    changed[-300] ^= 1
    return bytes(changed)
