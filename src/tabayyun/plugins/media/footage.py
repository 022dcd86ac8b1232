"""Read clips and sounds with the program `ffmpeg`: a process of its own that a malicious file can end.

The program limits itself before it sees the file, may read that file only (no playlists, no network) and
writes plain frames and samples to a pipe. Nothing else comes back. See docs/decisions/clips.md.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, cast

import numpy as np
from numpy.typing import NDArray

from tabayyun.engine.media.clips import STEP
from tabayyun.engine.media.picture import EDGE
from tabayyun.engine.media.sounds import RATE
from tabayyun.plugins.media.decoding import UndecodableError

SUFFIXES = frozenset(
    {".mp4", ".m4v", ".mov", ".3gp", ".webm", ".mkv", ".avi", ".mpg", ".mpeg", ".ts", ".flv", ".wmv", ".ogv"}
    | {".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac", ".amr", ".wma"}
)
"""What a folder is searched for; the bytes themselves decide what a file is."""
MOST_SECONDS = 30 * 60
"""Of a longer file so much is read."""
CPU_SECONDS = 600
MEMORY = 2 * 1024**3
"""Bytes of address space of the program."""
MOST_PIXELS = 40_000_000
"""Of a frame: 8K has 33 million."""
_CONTAINERS = "mov,matroska,avi,mpeg,mpegts,flv,asf,ogg,mp3,aac,wav,flac,amr"
"""None that names other files, as playlists do."""
_LIMITED = (
    "import os, resource, sys\n"
    f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
    f"resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS}))\n"
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))\n"
    "os.execvp(sys.argv[1], sys.argv[1:])\n"
)
_EDGE = f"min({EDGE},max(iw*sar,ih))"
_FRAMES = (
    f"fps={1 / STEP},scale='trunc({_EDGE}*min(1,dar))':'trunc({_EDGE}*min(1,1/dar))':flags=area,format=gray"
)


@dataclass(frozen=True, slots=True)
class Reel:
    """What a file says it holds."""

    seconds: float
    """At most `MOST_SECONDS`; 0 when the file does not say."""
    has_frames: bool
    has_sound: bool
    is_longer: bool
    """Than `MOST_SECONDS`: the rest is not read."""


def reel(path: Path) -> Reel:
    """Look into the file. Raises UndecodableError: no clip or sound, damaged, or no `ffmpeg` here."""
    with _running("ffprobe", path, ["-show_streams", "-show_format", "-of", "json"]) as program:
        try:
            found = json.loads(program.outlet.read())
            streams: list[dict[str, Any]] = found["streams"]
            seconds = float(found["format"].get("duration", 0))
        except (ValueError, KeyError):
            raise UndecodableError(program.reason()) from None
    moving = [one for one in streams if not one.get("disposition", {}).get("attached_pic")]
    kinds = {one.get("codec_type") for one in moving}
    if not kinds & {"video", "audio"}:
        raise UndecodableError("there is neither picture nor sound in it")
    return Reel(min(seconds, MOST_SECONDS), "video" in kinds, "audio" in kinds, seconds > MOST_SECONDS)


def frames(path: Path) -> Iterator[NDArray[np.uint8]]:
    """Its frames, one every `STEP` seconds from the beginning: grey, at working size, the right way up.

    Frames that no other needs (B) are left out and the last smoothing of the decoder too: half the time, and
    what is recognised stays. Raises UndecodableError when not one frame can be read.
    """
    read = 0
    how = ["-skip_frame", "bidir", "-skip_loop_filter", "all", "-max_pixels", str(MOST_PIXELS)]
    what = ["-map", "0:V:0", "-vf", _FRAMES, "-f", "image2pipe", "-c:v", "pgm"]
    with _running("ffmpeg", path, how, what) as program:
        while (frame := _frame(program.outlet)) is not None:
            read += 1
            yield frame
        program.check(read)


def samples(path: Path) -> NDArray[np.int16]:
    """Its sound, `RATE` samples a second, all channels in one. Raises UndecodableError."""
    what = ["-map", "0:a:0", "-ac", "1", "-ar", str(RATE), "-f", "s16le"]
    with _running("ffmpeg", path, [], what) as program:
        data = program.outlet.read()
        program.check(len(data))
    return np.frombuffer(data[: len(data) // 2 * 2], np.int16)


@dataclass(frozen=True, slots=True)
class _Program:
    process: subprocess.Popen[bytes]
    errors: IO[bytes]

    @property
    def outlet(self) -> IO[bytes]:
        return cast("IO[bytes]", self.process.stdout)

    def check(self, read: int) -> None:
        """Raises UndecodableError when nothing was read, or the time was up."""
        if not read or self.process.wait() == -signal.SIGXCPU:
            raise UndecodableError(self.reason())

    def reason(self) -> str:
        if self.process.wait() == -signal.SIGXCPU:
            return f"reading it took more than {CPU_SECONDS} seconds"
        self.errors.seek(0)
        said = self.errors.read().decode(errors="replace").strip().splitlines() or ["it is empty"]
        return f"no picture, clip or sound that can be read ({said[-1].rpartition(': ')[2][:200]})"


@contextmanager
def _running(name: str, path: Path, how: Sequence[str], what: Sequence[str] = ()) -> Iterator[_Program]:
    if shutil.which(name) is None:
        raise UndecodableError(f"clips and sounds are read with the program {name}, which is not installed")
    if not path.is_file():
        raise UndecodableError("No such file")
    asked = ["-v", "error", "-protocol_whitelist", "file,pipe", "-format_whitelist", _CONTAINERS, *how]
    asked += ["-threads", "1", "-i", f"file:{path.resolve()}"]
    if what:
        asked += ["-t", str(MOST_SECONDS), *what, "pipe:1"]
    with TemporaryFile() as errors, subprocess.Popen(  # noqa: S603  (no shell)
        [sys.executable, "-ISc", _LIMITED, name, *asked],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
    ) as process:  # fmt: skip
        try:
            yield _Program(process, errors)
        finally:
            process.kill()


def _frame(outlet: IO[bytes]) -> NDArray[np.uint8] | None:
    """The next frame (PGM), or None at the end."""
    kind, size, _most = outlet.readline(), outlet.readline(), outlet.readline()
    if kind != b"P5\n":
        return None
    width, height = map(int, size.split())
    data = outlet.read(width * height)
    return np.frombuffer(data, np.uint8).reshape(height, width) if len(data) == width * height else None
