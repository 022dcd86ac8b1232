"""Match half of many texts in a second process, so that a stream that is caught up with has two cores.

Matching is most of the work where thousands of claims are known, and one Python process uses one core. The
second process has a copy of the index, read where it was saved; it starts when there are many texts, and ends
when it has had none for a while. Whatever becomes of it, the findings are the same: what it does not answer
is matched here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from tabayyun.engine.claims import PACKAGED, REPEATS, ClaimIndex, Judge, Weights
from tabayyun.engine.findings import Claim, ClaimMatch
from tabayyun.kit import arrays
from tabayyun.kit.encoders import encoder

WORTH, MANY = 100, 1000
"""Texts, and claims, from which on it is worth while to share the work."""
QUIET = 60.0
"""Seconds without texts after which the second process ends."""
_STARTED, _READY = "started", "ready"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the second process makes its index: the folder where it was saved, the encoder, the weights."""

    saved: Path
    encoder: str
    home: Path
    encoder_folder: Path | None = None
    weights: Weights = PACKAGED

    def index(self, claims: Iterable[Claim]) -> ClaimIndex:
        """The index of ``claims``; what has changed since it was saved is made anew."""
        found, _problem = encoder(self.encoder, self.home, self.encoder_folder)
        return ClaimIndex.restored(claims, arrays.read(self.saved), found, Judge(self.weights))


def with_help(index: ClaimIndex, recipe: Recipe) -> ClaimIndex | ClaimsBeside:
    """``index``, helped by a second process where there are claims enough and another core."""
    is_worth_it = len(index) >= MANY and len(os.sched_getaffinity(0)) > 1
    return ClaimsBeside(index, recipe) if is_worth_it else index


class ClaimsBeside:
    """A `ClaimIndex` that a second process helps with many texts. Used like the index, by one thread."""

    def __init__(self, index: ClaimIndex, recipe: Recipe) -> None:
        self.index, self._recipe = index, recipe
        self._helper: _Helper | None = None

    def __len__(self) -> int:
        return len(self.index)

    def changed(self, added: Iterable[Claim], withdrawn: Iterable[int] = ()) -> ClaimsBeside:
        """As `ClaimIndex.changed`; the second process begins anew with the next many texts."""
        self.close()
        return ClaimsBeside(self.index.changed(added, withdrawn), self._recipe)

    def repeated_many(
        self, texts: Sequence[str], normals: Sequence[str], repeats: float = REPEATS
    ) -> list[ClaimMatch | None]:
        """As `ClaimIndex.repeated_many`."""
        helper = self.helper() if len(texts) >= WORTH else None
        if helper is None:
            return self.index.repeated_many(texts, normals, repeats)
        half = len(texts) // 2
        rest = (texts[half:], normals[half:], repeats)
        try:
            helper.connection.send(rest)
            mine = self.index.repeated_many(texts[:half], normals[:half], repeats)
            theirs: list[ClaimMatch | None] = helper.connection.recv()
        except (OSError, EOFError):
            self.close()
            return self.index.repeated_many(texts, normals, repeats)
        return mine + theirs

    def close(self) -> None:
        """End the second process."""
        if self._helper:
            self._helper.end()
        self._helper = None

    def __del__(self) -> None:
        self.close()

    def helper(self) -> _Helper | None:
        """The second process once it is ready. It takes seconds to start; nobody waits for that."""
        try:
            self._helper = self._helper or _Helper()
            return self._helper if self._helper.is_ready(self._recipe, self.index) else None
        except (OSError, EOFError):  # it ended, or cannot be started: the next many texts start another
            self.close()
            return None


class _Helper:
    """The second process, and how it is spoken to."""

    def __init__(self) -> None:
        self.connection, theirs = Pipe()
        self._is_ready = False
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  (this very module)
                [sys.executable, "-m", "tabayyun.kit.claims_beside", str(theirs.fileno())],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )  # fmt: skip

    def is_ready(self, recipe: Recipe, index: ClaimIndex) -> bool:
        """Whether it has its index; it is given what it needs for that. Raises OSError, EOFError."""
        while not self._is_ready and self.connection.poll():
            said = self.connection.recv()
            if said == _STARTED:
                self.connection.send((recipe, index.claims()))
            self._is_ready = said == _READY
        if self._is_ready and self._process.poll() is not None:
            raise EOFError
        return self._is_ready

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait()
        self.connection.close()


def _serve(asked: Connection) -> None:
    """The second process: a recipe and claims once, then texts until there are none for a while."""
    asked.send(_STARTED)
    recipe, claims = asked.recv()
    index = recipe.index(claims)
    asked.send(_READY)
    while asked.poll(QUIET):
        asked.send(index.repeated_many(*asked.recv()))


if __name__ == "__main__":
    with suppress(EOFError, OSError), Connection(int(sys.argv[1])) as connection:
        _serve(connection)
