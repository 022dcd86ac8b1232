"""Both timestamp plugins, judged by two independent verifiers: rfc3161-client and `openssl ts -verify`."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.x509 import load_pem_x509_certificate
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from tabayyun.kit import plugins
from tabayyun.plugins.timestamps.base import TimestampError
from tabayyun.plugins.timestamps.local.plugin import LocalTimestamps, authority
from tabayyun.plugins.timestamps.rfc3161.plugin import REPLY, RemoteTimestamps

DATA = b"press.example/log\n42\n"
Answer = Callable[[bytes], tuple[int, str, bytes]]

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="needs the program openssl")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An installation's folder whose authority has its keys."""
    folder = tmp_path_factory.mktemp("home")
    authority(str(folder))
    return str(folder)


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """Call it with what a server answers to a query; gives the server's address."""
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                status, kind, body = answer(query)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/tsa"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def by_library(stamp: bytes, data: bytes, home: str) -> bool:
    root = load_pem_x509_certificate((authority(home) / "ca.pem").read_bytes())
    verifier = VerifierBuilder().add_root_certificate(root).build()
    try:
        return verifier.verify_message(decode_timestamp_response(stamp), data)
    except VerificationError:
        return False


def by_openssl(stamp: bytes, data: bytes, home: str, folder: Path) -> bool:
    (folder / "stamp.tsr").write_bytes(stamp)
    (folder / "data").write_bytes(data)
    ca = str(authority(home) / "ca.pem")
    run = subprocess.run(
        ["openssl", "ts", "-verify", "-data", "data", "-in", "stamp.tsr", "-CAfile", ca],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return run.returncode == 0


def test_both_are_found_by_their_names() -> None:
    assert plugins.load("timestamps", "local").slug == "local"
    assert plugins.load("timestamps", "rfc3161").slug == "rfc3161"


def test_a_local_stamp_holds_for_its_bytes_only(home: str, tmp_path: Path) -> None:
    stamp = LocalTimestamps().stamp(DATA, home=home)
    assert by_library(stamp, DATA, home)
    assert by_openssl(stamp, DATA, home, tmp_path)
    assert not by_library(stamp, DATA + b"x", home)
    assert not by_openssl(stamp, DATA + b"x", home, tmp_path)


def test_another_authority_is_not_believed(home: str, tmp_path: Path) -> None:
    stamp = LocalTimestamps().stamp(DATA, home=str(tmp_path))
    assert not by_library(stamp, DATA, home)
    assert not by_openssl(stamp, DATA, home, tmp_path)


def test_stamps_at_once_get_different_numbers_and_one_authority(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = pool.map(lambda _: LocalTimestamps().stamp(DATA, home=str(tmp_path)), range(4))
        stamps = list(made)
    assert len({decode_timestamp_response(stamp).tst_info.serial_number for stamp in stamps}) == 4
    assert all(by_library(stamp, DATA, str(tmp_path)) for stamp in stamps)
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["tsa"]


def test_the_secret_is_the_owners(home: str) -> None:
    folder = authority(home)
    assert sorted(path.name for path in folder.iterdir()) == ["ca.pem", "tsa.key", "tsa.pem"]
    assert (folder / "tsa.key").stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_says_that_openssl_is_missing(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(TimestampError, match="openssl is not installed"):
        LocalTimestamps().stamp(DATA, home=home)


def test_says_that_the_authority_is_broken(tmp_path: Path) -> None:
    folder = authority(str(tmp_path))
    (folder / "tsa.key").write_text("no key")
    with pytest.raises(TimestampError, match="openssl ts"):
        LocalTimestamps().stamp(DATA, home=str(tmp_path))
    (folder / "tsa.key").unlink()
    with pytest.raises(TimestampError, match=r"tsa\.key is missing"):
        LocalTimestamps().stamp(DATA, home=str(tmp_path))


def test_says_that_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file")
    with pytest.raises(TimestampError, match="cannot be kept"):
        LocalTimestamps().stamp(DATA, home=str(tmp_path))


def test_a_remote_stamp_holds(home: str, tmp_path: Path, serve: Callable[[Answer], str]) -> None:
    url = serve(lambda query: (200, REPLY, LocalTimestamps().answer(query, home=home)))
    stamp = RemoteTimestamps().stamp(DATA, home="", url=url)
    assert by_library(stamp, DATA, home)
    assert by_openssl(stamp, DATA, home, tmp_path)


def test_a_remote_stamp_of_something_else_is_refused(home: str, serve: Callable[[Answer], str]) -> None:
    other = LocalTimestamps().stamp(b"other", home=home)
    ours = LocalTimestamps().stamp(DATA, home=home)
    with pytest.raises(TimestampError, match="other bytes"):
        RemoteTimestamps().stamp(DATA, home="", url=serve(lambda _: (200, REPLY, other)))
    with pytest.raises(TimestampError, match="another query"):
        RemoteTimestamps().stamp(DATA, home="", url=serve(lambda _: (200, REPLY, ours)))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, REPLY, b""), "answered 500"),
        ((302, REPLY, b""), "answered 302"),
        ((200, "text/html", b"<p>Hello"), "text/html"),
        ((200, REPLY, b"<p>Hello"), "no timestamp"),
        ((200, REPLY, b""), "no timestamp"),
        ((200, REPLY, b"x" * 300_000), "more than"),
        # PKIStatusInfo { rejection }, and no token: what an authority answers that does not want to.
        ((200, REPLY, bytes.fromhex("30053003020102")), "refused"),
    ],
)
def test_says_what_is_wrong_with_the_answer(
    answer: tuple[int, str, bytes], said: str, serve: Callable[[Answer], str]
) -> None:
    with pytest.raises(TimestampError, match=said):
        RemoteTimestamps().stamp(DATA, home="", url=serve(lambda _: answer))


@pytest.mark.parametrize(
    "url", ["", "ftp://tsa.example", "tsa.example", "http://127.0.0.1:1/", "https://[x/"]
)
def test_says_what_is_wrong_with_the_address(url: str) -> None:
    with pytest.raises(TimestampError, match=r"address|127\.0\.0\.1|x"):
        RemoteTimestamps().stamp(DATA, home="", url=url)


def test_nothing_but_a_hash_leaves_the_machine(home: str, serve: Callable[[Answer], str]) -> None:
    asked: list[bytes] = []

    def answer(query: bytes) -> tuple[int, str, bytes]:
        asked.append(query)
        return 200, REPLY, LocalTimestamps().answer(query, home=home)

    RemoteTimestamps().stamp(DATA, home="", url=serve(answer))
    assert len(asked) == 1
    assert DATA not in asked[0]
    assert len(asked[0]) < 100
