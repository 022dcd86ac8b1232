"""The signature of a statement, and each way in which one can be wrong."""

import base64
import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws as joserfc_jws
from joserfc.jwk import OKPKey
from tests.data.signed import TEXT, Signed, forged

from tabayyun.engine.signing import jws, keys
from tabayyun.engine.signing.errors import (
    AlteredTextError,
    ForgedSignatureError,
    MalformedError,
    SignatureError,
    UnknownKeyError,
)

PRESS = Signed()
TOKEN = PRESS.publish()
VECTOR_X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"


def segment(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def signed(header: object, payload: object) -> str:
    text = f"{segment(header)}.{segment(payload)}"
    return f"{text}.{keys.b64url(PRESS.key.sign(text.encode()))}"


def test_says_what_was_signed() -> None:
    claims = jws.verify(TOKEN, PRESS.public)
    assert (claims.reference, claims.lang, claims.version, claims.kind) == ("BH-2026-0041", "ar", 1, "denial")
    assert claims.title == TEXT["title"]
    assert claims.digest == jws.text_digest(**TEXT)
    assert jws.peek(TOKEN) == claims
    assert jws.verify_text(TOKEN, PRESS.public, **TEXT) == claims
    assert jws.verify(f" {TOKEN}\n", PRESS.public) == claims


def test_is_read_by_another_implementation() -> None:
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": keys.public_jwk(PRESS.key)["x"]})
    found = joserfc_jws.deserialize_compact(TOKEN, key, algorithms=["Ed25519"])
    assert found.headers() == {"alg": "Ed25519", "kid": key.thumbprint()}
    assert base64.urlsafe_b64decode(json.loads(found.payload)["sha256"] + "=").hex() == jws.text_digest(
        **TEXT
    )


def test_names_a_key_as_rfc_8037_does() -> None:
    """Appendix A.3: the thumbprint of that key, worked out in the RFC."""
    [key] = keys.from_jwks({"kty": "OKP", "crv": "Ed25519", "x": VECTOR_X})
    assert keys.thumbprint(key) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_signs_as_rfc_8037_does() -> None:
    """Appendix A.4, with the algorithm's newer name in the header's place: the signature itself is raw."""
    raw = base64.urlsafe_b64decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")
    key = Ed25519PrivateKey.from_private_bytes(raw)
    signature = key.sign(b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")
    assert keys.b64url(signature) == (
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    )


def test_stays_small_enough_for_a_qr_code() -> None:
    assert len(TOKEN) <= 560


def test_tells_a_forged_signature() -> None:
    with pytest.raises(ForgedSignatureError):
        jws.verify(forged(TOKEN), PRESS.public)


def test_tells_a_changed_payload_from_an_altered_text() -> None:
    head, payload, signature = TOKEN.split(".")
    other = json.loads(base64.urlsafe_b64decode(payload + "=="))
    other["title"] = "غير ذلك"
    with pytest.raises(ForgedSignatureError):
        jws.verify(f"{head}.{segment(other)}.{signature}", PRESS.public)
    with pytest.raises(AlteredTextError):
        jws.verify_text(TOKEN, PRESS.public, **{**TEXT, "body": "نص آخر"})


def test_tells_an_unknown_key() -> None:
    with pytest.raises(UnknownKeyError):
        jws.verify(TOKEN, Signed().public)
    with pytest.raises(UnknownKeyError):
        jws.verify(TOKEN, [])


def test_finds_the_key_among_former_ones() -> None:
    assert jws.verify(TOKEN, [*Signed().public, *PRESS.public])


@pytest.mark.parametrize(
    "damaged",
    ["", "a.b", "a.b.c.d", "..", TOKEN[5:], TOKEN + ".x", "é.é.é", "x" * 20_000, TOKEN.replace(".", " ")],
)
def test_tells_what_is_no_signature(damaged: str) -> None:
    with pytest.raises(MalformedError):
        jws.verify(damaged, PRESS.public)


@pytest.mark.parametrize("alg", ["none", "HS256", "EdDSA", "ed25519", None])
def test_takes_no_other_algorithm(alg: str | None) -> None:
    kid = keys.thumbprint(PRESS.public[0])
    with pytest.raises(MalformedError):
        jws.verify(signed({"alg": alg, "kid": kid}, {}), PRESS.public)


def test_takes_no_header_it_would_have_to_understand() -> None:
    kid = keys.thumbprint(PRESS.public[0])
    with pytest.raises(MalformedError):
        jws.verify(signed({"alg": "Ed25519", "kid": kid, "crit": ["exp"], "exp": 1}, {}), PRESS.public)


@pytest.mark.parametrize("payload", [[], "x", {}, {"iss": 1}, {"v": True}])
def test_takes_no_other_payload(payload: object) -> None:
    kid = keys.thumbprint(PRESS.public[0])
    with pytest.raises(MalformedError):
        jws.verify(signed({"alg": "Ed25519", "kid": kid}, payload), PRESS.public)


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("ABab01-_.~"))
def test_no_changed_character_goes_unnoticed(place: int, other: str) -> None:
    changed = TOKEN[:place] + other + TOKEN[place + 1 :]
    try:
        claims = jws.verify(changed, PRESS.public)
    except SignatureError:
        return
    # The last character of a base64 text has spare bits: it may differ and mean the same.
    assert changed == TOKEN or (place == len(TOKEN) - 1 and claims == jws.verify(TOKEN, PRESS.public))


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_survives_any_input(text: str) -> None:
    with pytest.raises(SignatureError):
        jws.verify(text, PRESS.public)


def test_keys_survive_their_written_forms() -> None:
    key = keys.generate_key()
    assert keys.load_private(keys.private_pem(key)).private_bytes_raw() == key.private_bytes_raw()
    raw = key.public_key().public_bytes_raw()
    jwks = json.dumps(keys.public_jwks([key.public_key()])).encode()
    for written in (
        keys.public_pem(key.public_key()).encode(),
        jwks,
        json.dumps(keys.public_jwk(key)).encode(),
    ):
        assert [found.public_bytes_raw() for found in keys.read_public(written)] == [raw]
    assert "d" not in keys.public_jwk(key)


def test_refuses_keys_of_other_kinds() -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for given_pem in (pem, b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"):
        with pytest.raises(MalformedError):
            keys.load_private(given_pem)
    for written in (b"", b"[]", b"{}", b'{"keys": [{"kty": "RSA"}]}', b'{"keys": 1}', b"-----BEGIN x", pem):
        with pytest.raises(MalformedError):
            keys.read_public(written)
    with pytest.raises(MalformedError):
        keys.from_jwks({"crv": "Ed25519", "x": "AAAA"})


def test_digest_is_what_sha256sum_says() -> None:
    assert jws.text_digest("a", "b", ["c"]) == hashlib.sha256(b"title: a\nbody: b\nchecked: c\n").hexdigest()
