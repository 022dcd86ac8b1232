"""The Chrome DevTools Protocol over a pipe: one JSON object after the other, each ended by a zero byte.

Published protocol: https://chromedevtools.github.io/devtools-protocol/.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from itertools import count
from threading import Lock
from typing import Any

MOST = 200_000_000
"""Bytes of one message: a picture of a page in base64."""


class BrokenPipe(Exception):  # noqa: N818
    """The browser ended, was too slow, or refused; the message says which."""


class Pipe:
    """Speaks with a browser. One thread reads; any may send."""

    def __init__(self, browser: subprocess.Popen[bytes]) -> None:
        assert browser.stdin is not None  # noqa: S101
        assert browser.stdout is not None  # noqa: S101
        self._to, self._from = browser.stdin, browser.stdout.fileno()
        self._held = bytearray()
        self._searched = 0
        self._numbers = count(1)
        self._lock = Lock()

    def send(self, method: str, session: str = "", **parameters: Any) -> int:
        """Ask for something; the number that its answer will bear. Raises OSError when the browser ended."""
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        with self._lock:
            self._to.write(data)
            self._to.flush()
        return number

    def call(self, method: str, seconds: float) -> dict[str, Any]:
        """Ask, and wait for the answer, before anything else is going on. Raises BrokenPipe."""
        number, until = self.send(method), time.monotonic() + seconds
        while (said := self.read(until - time.monotonic())) is not None:
            if said.get("id") == number:
                return self.result(said)
        raise BrokenPipe("the browser took too long")

    def read(self, seconds: float) -> dict[str, Any] | None:
        """The next message; None when none came in time. Raises BrokenPipe when the browser ended."""
        until = time.monotonic() + seconds
        while (end := self._held.find(b"\0", self._searched)) < 0:
            self._searched = len(self._held)
            if not select.select([self._from], [], [], max(0.0, until - time.monotonic()))[0]:
                return None
            data = os.read(self._from, 1 << 20)
            if not data or len(self._held) > MOST:
                raise BrokenPipe("the browser ended")
            self._held += data
        message, self._searched = bytes(self._held[:end]), 0
        del self._held[: end + 1]
        said: dict[str, Any] = json.loads(message)
        return said

    @staticmethod
    def result(said: dict[str, Any]) -> dict[str, Any]:
        """What was answered. Raises BrokenPipe for a refusal."""
        if "error" in said:
            raise BrokenPipe(str(said["error"].get("message")))
        found: dict[str, Any] = said["result"]
        return found
