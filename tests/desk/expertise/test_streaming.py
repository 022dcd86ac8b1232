"""Pictures of posts are recognised as they come: from one folder, and from addresses where allowed."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.desk.expertise.conftest import NOON
from tests.desk.expertise.pictures import drawn, jpeg

from tabayyun.desk.expertise import operations
from tabayyun.desk.expertise.models import Evidence, Examination, MediaMatch, MediaPrint
from tabayyun.desk.signals.models import Content, Copy, Signal
from tabayyun.desk.watch.models import Post, Source
from tabayyun.plugins.fetching.policy import Policy, current, use

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path / "home"
    settings.MEDIA_FOLDER = tmp_path / "media"
    settings.MEDIA_FOLDER.mkdir()
    (tmp_path / "secret.jpg").write_bytes(jpeg(drawn(5)))
    (settings.MEDIA_FOLDER / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (settings.MEDIA_FOLDER / "old.jpg").write_bytes(jpeg(drawn(1)))
    (settings.MEDIA_FOLDER / "new.jpg").write_bytes(jpeg(drawn(1).crop((60, 40, 480, 360)), 60))
    (settings.MEDIA_FOLDER / "broken.jpg").write_bytes(b"\xff\xd8\xff broken")
    return settings.MEDIA_FOLDER


def posted(number: int, *media: str, plugin: str = "file") -> Content:
    source, _new = Source.objects.get_or_create(
        slug=plugin, defaults={"name": plugin, "plugin": plugin, "created_at": NOON}
    )
    at = NOON + timedelta(days=number)
    post = Post.objects.create(
        source=source, external_id=str(number), text="x", posted_at=at, collected_at=at, media=list(media)
    )
    times = {"first_posted_at": at, "last_posted_at": at, "detected_at": at}
    content = Content.objects.create(key=f"{plugin}:{number}", first_post=post, text="x", lang="ar", **times)
    Copy.objects.create(content=content, post=post)
    return content


def test_a_post_with_an_old_picture_is_told_to_the_queue_and_nothing_is_kept(folder: Path) -> None:
    old, new = posted(1, "old.jpg"), posted(2, "broken.jpg", str(folder / "new.jpg"))
    (match,) = operations.look_through(now=NOON)
    assert (match.content, match.known.content) == (new, old)
    assert Signal.objects.get().content == new
    assert not Evidence.objects.exists()
    assert not Examination.objects.exists()
    assert operations.look_through(now=NOON) == []
    assert MediaPrint.objects.count() == 2
    new.delete()
    old.delete()
    assert MediaPrint.objects.filter(content=None).count() == 2
    posted(3, "new.jpg")
    assert {one.known.content for one in operations.look_through(now=NOON)} == {None}


@pytest.mark.parametrize(
    ("address", "plugin"),
    [
        ("../secret.jpg", "file"),
        ("link.jpg", "file"),
        ("/etc/passwd", "file"),
        ("old.jpg", "rss"),
        ("a\0b", "file"),
    ],
)
def test_nothing_outside_the_folder_is_read(address: str, plugin: str) -> None:
    posted(1, address.replace("\0", "%00"), plugin=plugin)
    operations.look_through(now=NOON)
    assert not MediaPrint.objects.exists()


def test_addresses_are_fetched_only_when_allowed(settings) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = jpeg(drawn(2))
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_said: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    before = current()
    use(Policy.of([]))
    address = f"http://127.0.0.1:{server.server_port}/a.jpg"
    try:
        posted(1, address)
        operations.look_through(now=NOON)
        settings.MEDIA_FETCH = True
        posted(2, address)
        operations.look_through(now=NOON)
        assert not MediaPrint.objects.exists(), "a private address is refused"
        use(Policy.of(["127.0.0.1"]))
        posted(3, address)
        operations.look_through(now=NOON)
        assert MediaPrint.objects.count() == 1
    finally:
        use(before)
        server.shutdown()
        server.server_close()
    assert not MediaMatch.objects.exists()
