"""Nothing private is reached, and nothing that is reached can take more time or space than it was given."""

from __future__ import annotations

import datetime
import gzip
import socket
import ssl
import zlib
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plugins.fetching.hostile import ELSEWHERE, HERE, drips, pours, says, serving

from tabayyun.plugins.fetching import client as fetching
from tabayyun.plugins.fetching.client import Answer, fetch
from tabayyun.plugins.fetching.decoding import body
from tabayyun.plugins.fetching.errors import FetchError, Reason
from tabayyun.plugins.fetching.policy import Policy
from tabayyun.plugins.sources.base import SourceError
from tabayyun.plugins.sources.sockets import connection

ONLY_HERE = Policy.of([HERE])


def got(url: str, *, policy: Policy = ONLY_HERE, limit: int = 10_000, seconds: float = 5.0) -> Answer:
    return fetch(url, limit=limit, seconds=seconds, timeout=2, policy=policy)


def refused(url: str, **asked: object) -> Reason:
    with pytest.raises(FetchError) as caught:
        got(url, **asked)  # type: ignore[arg-type]
    return caught.value.reason


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8", "168.63.129.16",
        "169.254.169.254", "172.31.255.255", "192.0.0.192", "192.168.1.1", "198.18.0.1", "203.0.113.7",
        "224.0.0.251", "239.255.255.250", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1",
        "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1",
        "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1",
        "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_what_is_not_public_is_closed(address: str) -> None:
    assert not Policy().allows("anything.example", ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "196.200.131.131", "2a00:1450:4001::1", "2606:4700::1111"])
def test_what_is_public_is_open(address: str) -> None:
    assert Policy().allows("anything.example", ip_address(address))


def test_an_administrator_opens_networks_addresses_and_names() -> None:
    policy = Policy.of(["10.1.0.0/16", "::1", "Archive.Intern."])
    assert policy.allows("", ip_address("10.1.2.3"))
    assert policy.allows("", ip_address("::1"))
    assert policy.allows("archive.intern", ip_address("192.168.7.7"))
    assert not policy.allows("", ip_address("10.2.0.1"))
    assert not policy.allows("other.intern", ip_address("192.168.7.7"))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"],
)
def test_no_spelling_of_this_machine_is_fetched(host: str) -> None:
    with serving(says(b"secret"), host=ELSEWHERE) as server:
        assert refused(f"http://{host}:{server.port}/") is Reason.PRIVATE
        assert server.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "//example.org", "http://", "",
        "http://user:secret@example.org/", "http://exa mple/", "http://\ud800.example/", "javascript:1",
        "http://[::1", "http://0177.0.0.1/", "http://example.org:99999/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    assert refused(url) is Reason.ADDRESS


def test_a_redirect_to_a_closed_address_is_refused_before_it_is_asked() -> None:
    with serving(says(b"secret"), host=ELSEWHERE) as inside:
        location = f"Location: http://{ELSEWHERE}:{inside.port}/metadata"
        with serving(says(b"", location, status="302 Found")) as server:
            assert refused(server.address) is Reason.PRIVATE
        assert inside.asked == []


@pytest.mark.parametrize(
    ("location", "reason"),
    [("/again", Reason.REDIRECTS), ("file:///etc/passwd", Reason.ADDRESS), ("http://[", Reason.ADDRESS)],
)
def test_redirects_end(location: str, reason: Reason) -> None:
    with serving(says(b"", f"Location: {location}", status="302 Found")) as server:
        assert refused(server.address) is reason
        assert len(server.asked) == (6 if reason is Reason.REDIRECTS else 1)


def test_the_body_of_a_redirect_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(b"at last")) as end:
        head = f"HTTP/1.1 302 Found\r\nLocation: {end.address}/\r\n\r\n".encode()
        with serving(pours(head)) as server:
            assert got(server.address).body == b"at last"


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Every name leads to the next of ``answers``, the last one for ever. Returns the names asked for."""
    real, asked = socket.getaddrinfo, []

    def answer(host: str, port: int, *rest: object, **named: object) -> list[tuple[object, ...]]:
        if host[0].isdigit():
            return real(host, port, *rest, **named)  # type: ignore[arg-type,return-value]
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_a_name_is_asked_once_and_what_was_checked_is_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolving(monkeypatch, [HERE], [ELSEWHERE])
    with serving(says(b"public")) as server:
        assert got(f"http://rebinding.example:{server.port}/").body == b"public"
        assert asked == ["rebinding.example"]
        assert refused(f"http://rebinding.example:{server.port}/") is Reason.PRIVATE


def test_a_name_that_leads_to_both_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, [HERE, ELSEWHERE])
    assert refused("http://both.example/") is Reason.PRIVATE


def test_a_stream_is_held_to_the_same() -> None:
    with (
        pytest.raises(SourceError, match="no public address"),
        connection("ws://10.0.0.1/", timeout=1, limit=100),
    ):
        pass


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize("first", [b"", HEAD + b"X-Long: ", HEAD + b"\r\n"])
def test_a_slow_drip_ends_with_its_time(first: bytes) -> None:
    with serving(drips(first)) as server:
        assert refused(server.address, seconds=0.2, limit=10**6) is Reason.TOO_LONG


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        (HEAD + b"\r\n", Reason.TOO_LARGE),
        (HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 100), Reason.ENCODING),
        (HEAD + b"X-Long: ", Reason.BROKEN),
        (b"", Reason.BROKEN),
    ],
)
def test_what_never_ends_is_cut_off(first: bytes, reason: Reason) -> None:
    with serving(pours(first)) as server:
        assert refused(server.address) is reason


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(encoding: str) -> None:
    packed = gzip.compress(bytes(10**8)) if encoding == "gzip" else zlib.compress(bytes(10**8))
    with serving(says(packed, f"Content-Encoding: {encoding}")) as server:
        assert refused(server.address, limit=10**6) is Reason.TOO_LARGE


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "nonsense"])
def test_what_was_not_asked_for_is_not_unpacked(encoding: str) -> None:
    with serving(says(gzip.compress(gzip.compress(b"x")), f"Content-Encoding: {encoding}")) as server:
        assert refused(server.address) is Reason.ENCODING


@pytest.mark.parametrize("wbits", [zlib.MAX_WBITS, zlib.MAX_WBITS | 16, -zlib.MAX_WBITS])
@settings(deadline=None)
@given(data=st.binary(max_size=2000), size=st.integers(1, 50), twice=st.booleans())
def test_any_packing_is_undone_piece_by_piece(wbits: int, data: bytes, size: int, twice: bool) -> None:
    pack = zlib.compressobj(wbits=wbits)
    packed = pack.compress(data) + pack.flush()
    twice = twice and wbits > zlib.MAX_WBITS
    packed = packed * 2 if twice else packed
    parts = [packed[at : at + size] for at in range(0, len(packed), size)]
    if wbits < 0 and size < 3:
        return  # too short a beginning to tell one deflate from the other
    assert body(parts, "gzip" if wbits > zlib.MAX_WBITS else "deflate", limit=10_000) == data * (1 + twice)


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_whatever_is_called_packed_is_unpacked_or_refused(data: bytes) -> None:
    with suppress(FetchError):
        assert len(body([data], "gzip", limit=1000)) <= 1000


def test_no_cookie_password_or_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text(f"machine {HERE} login me password secret")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with serving(says(b"here", "Set-Cookie: id=1")) as server, fetching.client(2, policy=ONLY_HERE) as web:
        for _ in range(2):
            with fetching.opened(web, server.address) as response:
                assert fetching.received(response, limit=100) == b"here"
        sent = b"".join(server.asked).lower()
        assert b"cookie" not in sent
        assert b"authorization" not in sent


def test_the_administrators_proxy_is_used_and_closed_addresses_stay_closed() -> None:
    with serving(says(b"by proxy")) as server:
        policy = Policy.of([], proxy=server.address)
        assert got("http://only-the-proxy-knows.invalid/page", policy=policy).body == b"by proxy"
        assert server.asked[0].startswith(b"GET http://only-the-proxy-knows.invalid/page ")
        assert refused("http://169.254.169.254/latest", policy=policy) is Reason.PRIVATE
        assert refused("http://localhost/", policy=policy) is Reason.PRIVATE
        assert len(server.asked) == 1


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ssl.SSLContext]:
    """A server's side of TLS under a name, by an authority that is believed during the test."""

    def certify(name: str) -> ssl.SSLContext:
        key, path = ec.generate_private_key(ec.SECP256R1()), tmp_path / "server.pem"
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        path.write_bytes(certificate.public_bytes(pem) + private)
        trust = ssl.create_default_context(cafile=str(path))
        monkeypatch.setattr(fetching, "_trust", lambda: trust)
        side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        side.load_cert_chain(path)
        return side

    return certify


def test_encryption_is_checked_against_the_name_not_the_address(
    certified: Callable[[str], ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, [HERE])
    side, named = certified("right.example"), []
    side.sni_callback = lambda _socket, name, _context: named.append(name)
    with serving(says(b"sealed"), tls=side) as server:
        assert got(f"https://right.example:{server.port}/").body == b"sealed"
        assert refused(f"https://wrong.example:{server.port}/") is Reason.BROKEN
        assert named == ["right.example", "wrong.example"]
