"""What is captured can be read by others, byte for byte, and the page reaches nothing that is private."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.plugins.capturing.site import BLUE, ONLY_HERE, RED, Site, picture, site
from tests.plugins.fetching.hostile import HERE, drips, says, serving
from warcio.archiveiterator import ArchiveIterator

from tabayyun.plugins.capturing import browser, page, requisites, wacz
from tabayyun.plugins.capturing.page import Captured, capture
from tabayyun.plugins.capturing.recording import Limits, Recorder
from tabayyun.plugins.fetching.errors import FetchError, Reason

needs_chromium = pytest.mark.skipif(
    not any(map(shutil.which, browser.PROGRAMS)), reason="needs the program chromium"
)


@pytest.fixture
def served() -> Iterator[Site]:
    with site() as found:
        yield found


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser on this machine."""
    monkeypatch.setattr(browser, "PROGRAMS", ("no-such-browser",))


def captured(url: str, tmp_path: Path, limits: Limits | None = None) -> Captured:
    return capture(url, tmp_path / "x.wacz", limits=limits or Limits(seconds=30), policy=ONLY_HERE)


def records(path: Path) -> list[tuple[str, str, bytes]]:
    """Kind, address and unpacked content of every record, their digests checked by another's reader."""
    found = []
    with zipfile.ZipFile(path) as archive:
        data = io.BytesIO(archive.read(wacz.ARCHIVE))
    for record in ArchiveIterator(data, check_digests="raise"):
        content = record.content_stream().read()
        found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), content))
        assert record.rec_headers.protocol == "WARC/1.1"
    return found


@pytest.mark.usefixtures("blind")
def test_a_page_is_kept_with_what_belongs_to_it(served: Site, tmp_path: Path) -> None:
    got = captured(f"{served.address}/go", tmp_path)
    assert (got.name, got.main.url, got.main.status) == ("page.html", f"{served.address}/page", 200)
    assert got.main.address == HERE
    assert "خبر" in got.main.body.decode()
    assert (got.screenshot, got.unseen) == (b"", browser.NO_BROWSER)
    answers = {url: data for kind, url, data in records(tmp_path / "x.wacz") if kind == "response"}
    paths = ["go", "page", "style.css", "more.css", "red.png", "late.png", "back.png"]
    assert set(answers) == {f"{served.address}/{path}" for path in paths}
    assert answers[f"{served.address}/page"] == got.main.body
    assert answers[f"{served.address}/red.png"] == picture(RED)


@pytest.mark.usefixtures("blind")
def test_the_archive_is_as_its_format_says(served: Site, tmp_path: Path) -> None:
    captured(f"{served.address}/go", tmp_path)
    with zipfile.ZipFile(tmp_path / "x.wacz") as archive:
        assert all(one.compress_type == zipfile.ZIP_STORED for one in archive.infolist())
        package = json.loads(archive.read("datapackage.json"))
        digest = json.loads(archive.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{sha256(archive.read('datapackage.json')).hexdigest()}"
        assert package["wacz_version"] == "1.1.1"
        for one in package["resources"]:
            data = archive.read(one["path"])
            assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
        head, first = map(json.loads, archive.read(wacz.PAGES).splitlines())
        assert head["format"] == "json-pages-1.0"
        assert (first["url"], first["title"]) == (f"{served.address}/go", "خبر")
        warc, lines = archive.read(wacz.ARCHIVE), archive.read(wacz.INDEX).decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        key, moment, about = line.split(" ", 2)
        there = json.loads(about)
        start, length = int(there["offset"]), int(there["length"])
        (record,) = ArchiveIterator(io.BytesIO(warc[start : start + length]))
        assert record.rec_headers.get_header("WARC-Target-URI") == there["url"]
        assert record.http_headers.get_statuscode() == there["status"]
        assert key == wacz.surt(there["url"])
        datetime.strptime(moment, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


@pytest.mark.skipif(not shutil.which("wacz"), reason="needs the program wacz")
@pytest.mark.usefixtures("blind")
def test_the_makers_of_the_format_find_it_valid(served: Site, tmp_path: Path) -> None:
    captured(f"{served.address}/go", tmp_path)
    said = subprocess.run(["wacz", "validate", "-f", tmp_path / "x.wacz"], capture_output=True, check=False)
    assert (said.returncode, b"is valid" in said.stdout) == (0, True)


@needs_chromium
@pytest.mark.parametrize("apart", [True, False], ids=["own network", "shared network"])
def test_the_browser_shows_the_page_and_reaches_nothing_private(
    served: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, apart: bool
) -> None:
    if not apart:
        monkeypatch.setattr(browser, "_apart", lambda: ())
    got = captured(f"{served.address}/page", tmp_path)
    assert got.unseen == ""
    shown = Image.open(io.BytesIO(got.screenshot)).convert("RGB")
    assert shown.width == browser.WIDTH
    assert shown.height > 1500
    colours = {colour for _, colour in shown.getcolors(1 << 20) or []}
    assert {RED, BLUE} <= colours  # the picture, and the ground that the script coloured
    assert served.inside.asked == []
    found = records(tmp_path / "x.wacz")
    assert f"{served.address}/asked-by-the-script.json" in {
        url for kind, url, _ in found if kind == "response"
    }
    assert [data for kind, url, data in found if url == f"urn:screenshot:{served.address}/page"] == [
        got.screenshot
    ]
    assert "Chrome" in got.software
    assert not list(Path("/tmp").glob("tabayyun-browser-*/profile"))


def test_a_browser_that_ends_leaves_the_capture_whole(
    served: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "PROGRAMS", ("false",))
    got = captured(f"{served.address}/page", tmp_path)
    assert (got.screenshot, got.unseen) == (b"", browser.FAILED)
    assert records(tmp_path / "x.wacz")


def test_a_file_is_kept_as_it_is(served: Site, tmp_path: Path) -> None:
    got = captured(f"{served.address}/photo", tmp_path)
    assert (got.name, got.main.body, got.unseen) == ("photo.png", picture(RED), browser.NO_PAGE)


def test_that_a_page_is_gone_is_kept_too(served: Site, tmp_path: Path) -> None:
    got = captured(f"{served.address}/deleted", tmp_path)
    assert (got.main.status, got.main.body) == (404, b"gone")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(first=100), Reason.TOO_LARGE),
        (Limits(total=0), Reason.TOO_LARGE),
        (Limits(requests=0), Reason.TOO_LARGE),
        (Limits(seconds=0), Reason.TOO_LONG),
    ],
)
def test_it_ends_where_it_is_told_to(served: Site, tmp_path: Path, limits: Limits, reason: Reason) -> None:
    with pytest.raises(FetchError) as caught:
        captured(f"{served.address}/page", tmp_path, limits)
    assert caught.value.reason is reason


@pytest.mark.usefixtures("blind")
def test_what_belongs_to_a_page_may_fail(tmp_path: Path) -> None:
    with serving(drips(b"HTTP/1.1 200 OK\r\n\r\n")) as slow:
        source = f"<img src='{slow.address}/a.png'><img src='http://127.0.0.1:1/b'><img src='http://[/'>"
        with serving(says(source.encode(), "Content-Type: text/html")) as server:
            got = captured(server.address, tmp_path, Limits(patience=0.3, seconds=60))
    assert (got.requests, got.left_out) == (1, 2)


@pytest.mark.usefixtures("blind")
def test_what_belongs_to_a_page_has_limits_of_its_own(tmp_path: Path) -> None:
    with serving(says(b"x" * 5000, "Content-Type: image/png")) as large:
        source = f"<img src='{large.address}/a.png'>" + " " * 5000
        with serving(says(source.encode(), "Content-Type: text/html")) as server:
            got = captured(server.address, tmp_path, Limits(first=10_000, each=1000, seconds=20))
    assert (got.requests, got.left_out) == (1, 1)


def test_a_private_address_is_not_captured(served: Site, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="no public address"):
        captured(f"http://127.0.0.1:{served.inside.port}/", tmp_path)
    assert served.inside.asked == []


def test_an_address_is_asked_once(served: Site) -> None:
    recorder = Recorder(ONLY_HERE, Limits())
    assert recorder.get(f"{served.address}/photo") is recorder.get(f"{served.address}/photo#here")
    assert len(served.server.asked) == 1


@settings(deadline=None)
@given(st.text(max_size=400) | st.lists(st.sampled_from(["<img src=", "'", '"', ">", "<base href=", "<style>",
    "url(", ")", "http://[", "//", "a.png", "<svg><image href=", "srcset", "=", ",", " ", "</", "<!--"]),
    max_size=40).map("".join))  # fmt: skip
def test_whatever_a_page_says_only_web_addresses_come_of_it(source: str) -> None:
    found, title = requisites.of_page("https://example.org/page", source)
    assert all(one.startswith(("http://", "https://")) and "#" not in one for one in found)
    assert len(title) <= 300
    requisites.of_style("https://example.org/style.css", source)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<base href=/x/><img src=a.png srcset='b.png 2x, c.png 3x'>", ["x/a.png", "x/b.png", "x/c.png"]),
        ("<link rel='ICON' href=i.ico><link rel=next href=n.html>", ["i.ico"]),
        ("<video src=v.mp4 poster=p.jpg></video><a href=x.mp4>x</a>", ["v.mp4", "p.jpg"]),
        ("<p style=\"background:url('s.png')\"><style>@import \"t.css\";</style>", ["s.png", "t.css"]),
        ("<img src='data:image/png;base64,x'><img src='javascript:1'><script src=j.js></script>", ["j.js"]),
    ],
)  # fmt: skip
def test_what_belongs_to_a_page(source: str, found: list[str]) -> None:
    assert requisites.of_page("https://e.org/p", source)[0] == [f"https://e.org/{one}" for one in found]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/A?b=2&a=1", "org,example)/a?a=1&b=2"),
        ("http://example.org:8080", "org,example:8080)/"),
        ("https://example.org:443/x", "org,example)/x"),
    ],
)
def test_addresses_are_sorted_as_indexes_do(url: str, key: str) -> None:
    assert wacz.surt(url) == key


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/a/%D8%B5%D9%88%D8%B1%D8%A9.jpg", "image/jpeg", "صورة.jpg"),
        ("/watch", "text/html", "watch.html"),
        ("/", "text/html", "127.0.0.2.html"),
        ("/a%2F..%2Fb.php", "image/png", "b.php.png"),
        ("/x", "", "x"),
    ],
)
def test_files_are_named_by_their_address_and_kind(path: str, kind: str, name: str) -> None:
    answer = says(b"x", *([f"Content-Type: {kind}"] if kind else []))
    with serving(answer) as server:
        got = Recorder(ONLY_HERE, Limits()).get(server.address + path)
    assert page.file_name(got) == name
