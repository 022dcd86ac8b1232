"""Draw pictures, read their keypoints, and gather them into the 4,096 words of the media bank.

    python tools/train_vocabulary.py src/tabayyun/plugins/media/vocabulary.npy

The pictures are drawn (clouds of noise of several roughnesses, shapes, lettering): corners look alike
in all pictures, and nobody's photograph is needed. The same file comes out every time.
"""

import sys
from pathlib import Path

import cv2
import numpy as np

from tabayyun.engine.media.keypoints import keypoints
from tabayyun.engine.media.vocabulary import BRANCHES, as_signs

PICTURES, EDGE, ROUNDS = 160, 512, 8


def main() -> None:
    chance = np.random.default_rng(2026)
    bits = np.concatenate([keypoints(drawn(chance), 400).bits for _ in range(PICTURES)])
    signs = as_signs(bits)
    branches = gathered(signs[chance.permutation(len(signs))[:30_000]], BRANCHES, chance)
    nearest = np.argmax(signs @ branches.T, axis=1)
    words = [gathered(signs[nearest == branch], BRANCHES, chance) for branch in range(BRANCHES)]
    packed = np.packbits(np.stack([branches, *words]) > 0, axis=-1)
    np.save(Path(sys.argv[1]), packed)
    print(f"{len(bits)} keypoints, {packed.nbytes} bytes")


def drawn(chance: np.random.Generator) -> np.ndarray:
    """A grey picture: a cloud, shapes on it, lettering on these."""
    picture = cloud(chance, chance.uniform(0.6, 2.2))
    for _ in range(chance.integers(5, 60)):
        centre = tuple(int(one) for one in chance.integers(0, EDGE, 2))
        size = tuple(int(one) for one in chance.integers(4, 90, 2))
        shade, turn = int(chance.integers(0, 256)), float(chance.uniform(0, 360))
        if chance.random() < 0.5:
            cv2.ellipse(picture, centre, size, turn, 0, 360, shade, -1)
        else:
            corners = cv2.boxPoints((centre, size, turn)).astype(np.int32)
            cv2.fillConvexPoly(picture, corners, shade)
    for _ in range(chance.integers(0, 12)):
        place = tuple(int(one) for one in chance.integers(0, EDGE, 2))
        letters = "".join(chr(one) for one in chance.integers(48, 122, 8))
        size, shade = float(chance.uniform(0.4, 2)), int(chance.integers(0, 256))
        cv2.putText(picture, letters, place, 2, size, shade, 2)
    return cv2.GaussianBlur(picture, (0, 0), float(chance.uniform(0.5, 1.4)))


def cloud(chance: np.random.Generator, roughness: float) -> np.ndarray:
    """Noise whose strength falls with its frequency, as it does in photographs."""
    across = np.hypot(*np.meshgrid(np.fft.fftfreq(EDGE), np.fft.fftfreq(EDGE)))
    across[0, 0] = 1
    noise = np.fft.fft2(chance.standard_normal((EDGE, EDGE))) / across**roughness
    plain = np.real(np.fft.ifft2(noise))
    low, high = np.percentile(plain, [1, 99])
    return np.clip((plain - low) / (high - low) * 255, 0, 255).astype(np.uint8)


def gathered(signs: np.ndarray, count: int, chance: np.random.Generator) -> np.ndarray:
    """k-majority: the centre of a heap is, bit by bit, what most of it say (Grana et al., 2013)."""
    centres = signs[chance.permutation(len(signs))[:count]]
    for _ in range(ROUNDS):
        nearest = np.argmax(signs @ centres.T, axis=1)
        for number in range(count):
            heap = signs[nearest == number]
            if len(heap):
                centres[number] = np.where(heap.mean(axis=0) >= 0, 1, -1)
    return centres


if __name__ == "__main__":
    main()
