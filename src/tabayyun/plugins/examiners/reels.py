"""Open a clip or a sound inside the sandbox, with the programs `ffprobe` and `ffmpeg`.

They inherit the limits of the sandbox, may read that one file only (no playlists, no network), and give
plain frames and samples.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tabayyun.plugins.examiners.base import UnexaminableError

CONTAINERS = "mov,matroska,avi,mpeg,mpegts,flv,asf,ogg,mp3,aac,wav,flac,amr"
"""None that names other files, as playlists do."""
MOST_SECONDS = 1800
"""Of a longer file so much is looked at."""
MOST_PIXELS = 40_000_000
"""Of a frame: 8K has 33 million."""
_HEADS = (
    b"\x1aE\xdf\xa3", b"OggS", b"FLV\x01", b"0&\xb2u\x8ef\xcf\x11", b"\0\0\1\xba", b"\0\0\1\xb3",
    b"ID3", b"fLaC", b"#!AMR", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9",
)  # fmt: skip
_STILLS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")
_PACKET = 188


@dataclass(frozen=True, slots=True)
class Reel:
    """What a clip or a sound says it holds."""

    seconds: float
    """0 when it does not say."""
    width: int
    """0 without frames."""
    height: int
    codecs: tuple[str, ...]
    has_frames: bool
    has_sound: bool


def is_reel(path: Path) -> bool:
    """Whether the first bytes are those of a clip or a sound."""
    with path.open("rb") as file:
        head = file.read(2 * _PACKET + 1)
    if head[4:8] in {b"ftyp", b"moov"}:
        return head[8:12] not in _STILLS
    if head[:4] == b"RIFF":
        return head[8:12] in {b"AVI ", b"WAVE"}
    return head.startswith(_HEADS) or head[::_PACKET] == b"GGG"


def reel(path: Path) -> Reel:
    """Look into the file. Raises UnexaminableError: damaged, or the programs are missing."""
    said = run("ffprobe", path, [], ["-show_streams", "-show_format", "-of", "json"]).stdout
    try:
        found = json.loads(said)
        streams: list[dict[str, Any]] = found["streams"]
        seconds = float(found["format"].get("duration", 0))
        frames = [one for one in streams if _is_moving(one)]
        return Reel(
            seconds=seconds,
            width=int(frames[0]["width"]) if frames else 0,
            height=int(frames[0]["height"]) if frames else 0,
            codecs=tuple(str(one.get("codec_name", "?"))[:20] for one in streams[:8]),
            has_frames=bool(frames),
            has_sound=any(one.get("codec_type") == "audio" for one in streams),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UnexaminableError("the clip or sound is damaged, or of a kind that is not known") from None


def run(
    program: str, path: Path, how: Sequence[str], what: Sequence[str]
) -> subprocess.CompletedProcess[bytes]:
    """Have ``program`` read the file, ``how`` before its name, ``what`` after. Raises UnexaminableError."""
    tool = shutil.which(program)
    if not tool:
        raise UnexaminableError(f"the program {program} is not installed")
    only = [
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        CONTAINERS,
        "-max_pixels",
        str(MOST_PIXELS),
    ]
    one = ["-threads", "1"] if program == "ffmpeg" else []
    asked = [tool, "-hide_banner", *one, *only, *how, "-i", f"file:{path}", *what]
    return subprocess.run(asked, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603  (no shell)


def _is_moving(stream: dict[str, Any]) -> bool:
    cover = stream.get("disposition", {}).get("attached_pic")
    return stream.get("codec_type") == "video" and not cover
