"""Decode pictures in a process of their own: a malicious file can end that process and nothing else.

The child gets a path on a line and answers with a line of JSON, then the bytes of the grey picture at working
size. Nothing that it sends is ever executed or unpickled.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

import numpy as np
from numpy.typing import NDArray

from tabayyun.plugins import confining

SECONDS = 20
MEMORY = 3 * 1024**3
"""Bytes of address space of the child."""
MOST_BYTES = 100 * 1024**2
MOST_PIXELS = 100_000_000
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".avif"})
"""What a folder is searched for; the bytes themselves decide what a file is."""
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\0", b"MM\0*")


class UndecodableError(Exception):
    """The file is no picture, a damaged one, or too large; the message says which."""


class Decoder:
    """One child process that decodes file after file; begun anew when one has ended it."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def grey(self, path: Path) -> NDArray[np.uint8]:
        """The picture in ``path``, grey, at working size. Raises UndecodableError."""
        _refuse_unlikely(path)
        child = self._running()
        try:
            _inlet(child).write(os.fsencode(path.resolve()).hex().encode() + b"\n")
            _inlet(child).flush()
            answer = json.loads(_line(child))
            if "error" in answer:
                raise UndecodableError(answer["error"])
            height, width = int(answer["height"]), int(answer["width"])
            return np.frombuffer(_exactly(child, height * width), np.uint8).reshape(height, width)
        except (OSError, EOFError, ValueError, KeyError) as error:
            self.close()
            raise UndecodableError("decoding it took too long, too much memory, or broke off") from error

    def close(self) -> None:
        """End the child."""
        if self._child:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                with suppress(OSError):
                    cast("IO[bytes]", pipe).close()
            self._child = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            environment = {
                "PATH": os.environ.get("PATH", ""),
                "PYTHONPATH": os.pathsep.join(sys.path),
                "OPENCV_IO_MAX_IMAGE_PIXELS": str(MOST_PIXELS),
                "OPENBLAS_NUM_THREADS": "1",  # a second thread could not give up the network
            }
            self._child = subprocess.Popen(
                [sys.executable, "-m", "tabayyun.plugins.media.decoding"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=environment, bufsize=0,
            )  # fmt: skip
        return self._child


def is_picture(path: Path) -> bool:
    """Whether its first bytes are those of a picture. Raises UndecodableError when it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise UndecodableError(error.strerror or str(error)) from error
    boxed = (head[:4], head[8:12]) == (b"RIFF", b"WEBP") or head[4:12] in {b"ftypavif", b"ftypavis"}
    return boxed or head.startswith(_MAGIC)


def _refuse_unlikely(path: Path) -> None:
    is_known = is_picture(path)
    if path.stat().st_size > MOST_BYTES:
        raise UndecodableError(f"larger than {MOST_BYTES >> 20} MB")
    if not is_known:
        raise UndecodableError("not a picture that is known here (JPEG, PNG, WebP, AVIF, GIF, BMP, TIFF)")


def _inlet(child: subprocess.Popen[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", child.stdin)


def _line(child: subprocess.Popen[bytes]) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        line += _exactly(child, 1)
    return line


def _exactly(child: subprocess.Popen[bytes], count: int) -> bytes:
    """``count`` bytes of the child's answer. Raises EOFError, or TimeoutError when nothing comes for long."""
    outlet, data = cast("IO[bytes]", child.stdout), b""
    while len(data) < count:
        if not select.select([outlet], [], [], SECONDS)[0]:
            raise TimeoutError
        part = outlet.read(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def _serve() -> None:
    """The child: decode what is asked for until nobody asks any more."""
    import resource

    confining.give_up_network()  # before cv2 starts threads
    import cv2

    from tabayyun.engine.media.picture import grey

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    for line in sys.stdin.buffer:
        try:
            data = np.frombuffer(
                Path(os.fsdecode(bytes.fromhex(line.decode().strip()))).read_bytes(), np.uint8
            )
            decoded = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
        except (cv2.error, MemoryError, OSError):
            decoded = None
        if decoded is None:
            _answer({"error": "damaged, or larger than 100 megapixels"})
            continue
        plain = grey(np.asarray(decoded, np.uint8))
        _answer({"height": plain.shape[0], "width": plain.shape[1]}, plain.tobytes())


def _answer(said: dict[str, object], data: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve()
