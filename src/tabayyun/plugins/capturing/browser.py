"""A picture of a page by Chromium, where it is installed. The browser has no network.

It is told over a pipe what to open; every request it makes is handed back over the same pipe and answered
from the recorder, which fetches public addresses only. Where the kernel allows, it runs in a network
namespace without any interface; besides, its proxy and its resolver lead nowhere. So a script of the page
reaches nothing that the recorder would not fetch. The profile lives for one page.
"""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from tabayyun.plugins.capturing.pipe import BrokenPipe, Pipe
from tabayyun.plugins.capturing.recording import Exchange, Recorder
from tabayyun.plugins.fetching.errors import FetchError, Reason

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome-headless-shell")
NO_PAGE, NO_BROWSER, FAILED = "no_page", "no_browser", "failed"
"""Why there is no picture: it was no page, no browser is installed, or the browser gave up."""
WIDTH, HEIGHT, TALLEST = 1280, 900, 8000
"""Pixels."""
SECONDS, START, STILL = 30.0, 15.0, 0.7
"""For everything, for the browser to start, and without a request before a page counts as loaded."""
FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",  # otherwise this machine would be reached past the proxy
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-gpu",
    "--no-first-run",
    "--no-pings",
    "--mute-audio",
    "--hide-scrollbars",
)
_LEFT_OUT = {"content-encoding", "content-length", "transfer-encoding", "set-cookie", "connection"}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as PNG, or why there is none; and the browser that was asked."""

    png: bytes
    unseen: str
    program: str


def shoot(url: str, recorder: Recorder) -> Shot:
    """Open ``url``, which the recorder has, and take a picture of the whole page."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        return Shot(b"", NO_BROWSER, "")
    version = ""
    try:
        with _started(program) as pipe, ThreadPoolExecutor(6) as pool:
            until = time.monotonic() + min(SECONDS, recorder.left())
            version = str(pipe.call("Browser.getVersion", START)["product"])
            return Shot(_Visit(pipe, pool, recorder, until).picture(url), "", version)
    except (BrokenPipe, FetchError, OSError, KeyError, ValueError):
        return Shot(b"", FAILED, version)


class _Visit:
    """One page in one browser."""

    def __init__(self, pipe: Pipe, pool: ThreadPoolExecutor, recorder: Recorder, until: float) -> None:
        self._pipe, self._pool, self._recorder, self._until = pipe, pool, recorder, until
        self._pending: list[Future[None]] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Browser.setDownloadBehavior", behavior="deny")
        self._prepare(self._session)
        self._size(HEIGHT)

    def picture(self, url: str) -> bytes:
        """The page from top to bottom, as PNG."""
        self._tell("Page.navigate", url=url)
        self._settle()
        size = self._tell("Page.getLayoutMetrics")["cssContentSize"]
        self._size(max(HEIGHT, min(TALLEST, int(size["height"]))))
        self._settle()  # pictures further down are loaded only now
        return base64.b64decode(self._tell("Page.captureScreenshot", format="png")["data"])

    def _size(self, height: int) -> None:
        shape = {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._tell("Emulation.setDeviceMetricsOverride", **shape)

    def _prepare(self, session: str) -> None:
        """Have every request of this frame handed to us, and those of frames that it opens."""
        send = self._pipe.send
        send("Fetch.enable", session, patterns=[{"urlPattern": "*"}])
        send("Page.enable", session)
        send("Target.setAutoAttach", session, autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
        send("Runtime.runIfWaitingForDebugger", session)

    def _settle(self) -> None:
        """Answer requests until none has come for a while, or the time is over."""
        quiet = time.monotonic()
        while (now := time.monotonic()) < self._until and now - quiet < STILL:
            self._pending = [one for one in self._pending if not one.done()]
            if self._listen(self._pipe.read(0.1)) or self._pending:
                quiet = time.monotonic()

    def _tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._call(method, session=self._session, **parameters)

    def _call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        number = self._pipe.send(method, session, **parameters)
        while (said := self._pipe.read(max(0.0, self._until - time.monotonic()))) is not None:
            if said.get("id") == number:
                return Pipe.result(said)
            self._listen(said)
        raise BrokenPipe("the browser took too long")

    def _listen(self, said: dict[str, Any] | None) -> bool:
        """Take in what the browser reports; whether that was a request."""
        if said is None:
            return False
        match said.get("method"):
            case "Fetch.requestPaused":
                answer = self._pool.submit(self._answer, said["params"], said.get("sessionId", ""))
                self._pending.append(answer)
                return True
            case "Target.attachedToTarget":
                self._prepare(said["params"]["sessionId"])
            case "Page.javascriptDialogOpening":
                self._pipe.send("Page.handleJavaScriptDialog", said.get("sessionId", ""), accept=False)
        return False

    def _answer(self, asked: dict[str, Any], session: str) -> None:
        """Answer a request from the recorder. Runs in a thread of the pool."""
        url, number = asked["request"]["url"], asked["requestId"]
        if url.startswith(("data:", "blob:")):
            self._pipe.send("Fetch.continueRequest", session, requestId=number)
            return
        try:
            if asked["request"]["method"] != "GET":
                raise FetchError(Reason.ADDRESS, "a page is read, nothing is sent")
            answer = self._recorder.get(url)
        except FetchError:
            self._pipe.send("Fetch.failRequest", session, requestId=number, errorReason="BlockedByClient")
        else:
            self._pipe.send("Fetch.fulfillRequest", session, requestId=number, **_fulfilled(answer))


def _fulfilled(answer: Exchange) -> dict[str, Any]:
    return {
        "responseCode": answer.status,
        "responseHeaders": [
            {"name": name, "value": value} for name, value in answer.headers if name.lower() not in _LEFT_OUT
        ],
        "body": base64.b64encode(answer.body).decode("ascii"),
    }


@contextmanager
def _started(program: str) -> Iterator[Pipe]:
    """The browser with a profile of its own, ended with all it started when the block ends."""
    with tempfile.TemporaryDirectory(prefix="tabayyun-browser-", ignore_cleanup_errors=True) as home:
        # The protocol is spoken over the descriptors 3 and 4.
        shell = ["sh", "-c", 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null', "sh", *_apart()]
        own = [] if os.getuid() else ["--no-sandbox"]  # Chromium refuses to shut itself in as root
        browser = subprocess.Popen(  # noqa: S603
            [*shell, program, *FLAGS, *own, f"--user-data-dir={home}/profile", "about:blank"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True, cwd=home,
            env={"PATH": os.environ.get("PATH", ""), "HOME": home, "LANG": "C.UTF-8"},
        )  # fmt: skip
        try:
            yield Pipe(browser)
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(browser.pid, signal.SIGKILL)
            browser.communicate()


@cache
def _apart() -> tuple[str, ...]:
    """How a program is started without a network; nothing where the kernel does not allow it."""
    apart = ("unshare", "--map-current-user", "--net", "--")
    with suppress(OSError):
        if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode == 0:  # noqa: S603
            return apart
    return ()
