"""Clips and sounds that the tests draw: scenes over which a camera moves, noise, tones and silence."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bench.reading import clouds

RATE, FRAMES = 16_000, 12
WIDTH, HEIGHT = 320, 180


def frames(scenes: Sequence[tuple[int, float]]) -> np.ndarray:
    """BGR frames, FRAMES a second: (number of the scene, seconds), the camera moving over each."""
    shown = []
    for number, seconds in scenes:
        wide = clouds(number)
        for step in range(round(seconds * FRAMES)):
            left = 3 * step % (wide.shape[1] - WIDTH)
            shown.append(wide[200 : 200 + HEIGHT, left : left + WIDTH])
    return np.stack(shown)


def clip(
    path: Path, scenes: Sequence[tuple[int, float]], sound: np.ndarray | None = None, every: int = 250
) -> Path:
    """Write ``scenes`` as H.264, a key frame at most ``every`` frames."""
    return film(path, frames(scenes), sound, every)


def film(path: Path, shown: np.ndarray, sound: np.ndarray | None = None, every: int = 250) -> Path:
    """Write BGR frames (count × height × width × 3)."""
    size = f"{shown.shape[2]}x{shown.shape[1]}"
    video = ["-f", "rawvideo", "-pix_fmt", "bgr24", "-s", size, "-r", str(FRAMES), "-i", "pipe:0"]
    how = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "34", "-g", str(every), "-pix_fmt", "yuv420p"]
    audio = _wav(path.with_suffix(".raw"), sound)
    _ffmpeg([*video, *audio, *how, "-c:a", "aac", "-b:a", "32k", str(path)], shown.tobytes())
    return path


def audio(path: Path, sound: np.ndarray, *how: str) -> Path:
    """Write ``sound`` (−1…1, RATE samples a second)."""
    _ffmpeg([*_wav(path.with_suffix(".raw"), sound), *how, str(path)])
    return path


def noise(seconds: float, level: float, seed: int = 1, dull: int = 1) -> np.ndarray:
    """A background of ``level`` dB; the larger ``dull``, the lower it sounds."""
    plain = np.random.default_rng(seed).standard_normal(round(seconds * RATE))
    softened = np.convolve(plain, np.ones(dull) / dull, mode="same")
    return softened / softened.std() * 10 ** (level / 20)


def speech(seconds: float, level: float) -> np.ndarray:
    """Bursts of tones with pauses between them, as people speak."""
    at = np.arange(round(seconds * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * pitch * at) / (1 + n) for n, pitch in enumerate((140, 280, 560, 1120)))
    return voice * np.clip(np.sin(2 * np.pi * 1.3 * at), 0, 1) * 10 ** (level / 20)


def _wav(path: Path, sound: np.ndarray | None) -> list[str]:
    if sound is None:
        return []
    path.write_bytes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", str(path)]


def _ffmpeg(asked: Sequence[str], data: bytes = b"") -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-threads", "1", *asked], input=data, check=True)
