"""A bank of clips on the disk: opened as it was saved, whatever moment its process died at."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tools.train_vocabulary import drawn

from tabayyun.engine.media.clips import Clip
from tabayyun.engine.media.recognition import fingerprint
from tabayyun.engine.media.sounds import ASKED_HOP, HOP, RATE, spectrum
from tabayyun.plugins.media.clips import Clips
from tabayyun.plugins.media.disk import BankError
from tabayyun.plugins.media.folder import Named


def noise(number: int) -> np.ndarray:
    return np.random.default_rng(number).normal(0, 3000, 4 * RATE).astype(np.int16)


def clip(number: int) -> tuple[Named, Clip]:
    """Two pictures and four seconds of noise."""
    chance = np.random.default_rng(number)
    seen = tuple((float(at), fingerprint(drawn(chance), stored=60)) for at in range(2))
    return Named(f"مقطع {number}", f"{number:064x}"), Clip(4.0, seen, spectrum(noise(number), HOP).prints())


def heard(clips: Clips, number: int) -> list[str]:
    found = clips.sounds.heard(spectrum(noise(number), ASKED_HOP))
    return [clips.entries[one.sound].name for one in found]


def test_what_was_added_is_there_when_the_bank_is_opened_again(tmp_path: Path) -> None:
    clips = Clips(tmp_path)
    clips.add([clip(0), clip(1)])
    clips.add([clip(2)])
    for opened in (clips, Clips(tmp_path)):
        assert [heard(opened, n) for n in range(4)] == [["مقطع 0"], ["مقطع 1"], ["مقطع 2"], []]
        assert [opened.has(f"{n:064x}") for n in range(4)] == [0, 1, 2, None]
        assert [opened.of_frame(n) for n in (0, 3, 4, 6)] == [(0, 0.0), (1, 1.0), (2, 0.0), None]


def test_a_sound_without_frames_and_a_silent_clip_are_kept(tmp_path: Path) -> None:
    silent = Clip(2.0, clip(0)[1].frames, spectrum(np.zeros(9000, np.int16), HOP).prints())
    song = Clip(4.0, (), clip(1)[1].sound)
    Clips(tmp_path).add([(Named("silent", "0" * 64), silent), (Named("song", "1" * 64), song)])
    opened = Clips(tmp_path)
    assert (len(opened), opened.of_frame(1), opened.of_frame(2)) == (2, (0, 1.0), None)
    assert heard(opened, 1) == ["song"]


def test_what_was_removed_is_found_no_more(tmp_path: Path) -> None:
    clips = Clips(tmp_path)
    clips.add([clip(0), clip(1)])
    clips.remove(0)
    for opened in (clips, Clips(tmp_path)):
        assert (len(opened), opened.has(f"{0:064x}"), opened.of_frame(0)) == (1, None, None)
        assert [heard(opened, n) for n in (0, 1)] == [[], ["مقطع 1"]]


def test_a_bank_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"version": 9}')
    with pytest.raises(BankError, match="version 9"):
        Clips(tmp_path)


DIE = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from tests.plugins.media.test_clips import Clips, clip
steps, armed = int(sys.argv[2]), False
def dying(event, arguments):
    global steps
    if event in ("open", "os.rename", "shutil.rmtree", "os.mkdir", "os.truncate") and armed:
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(dying)
bank = Clips(Path(sys.argv[1]))
what = clip(1)
armed = True
bank.add([what])
"""


def test_a_process_that_dies_while_adding_has_added_all_or_nothing(tmp_path: Path) -> None:
    """Killed before every fourteenth file operation in turn, until one run gets through."""
    Clips(tmp_path).add([clip(0)])
    for steps in range(0, 420, 14):
        command = [sys.executable, "-c", DIE, str(tmp_path), str(steps), *sys.path]
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        ended = subprocess.run(command, capture_output=True, check=False, env=environment)
        opened = Clips(tmp_path)
        assert heard(opened, 0) == ["مقطع 0"]
        assert [opened.of_frame(frame) for frame in (0, 1)] == [(0, 0.0), (0, 1.0)]
        if opened.has(f"{1:064x}") == 1:
            assert heard(opened, 1) == ["مقطع 1"]
            break
        assert len(opened) == 1
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert steps >= 28
    opened.add([clip(2)])
    last = Clips(tmp_path).entries[-1]
    assert last.name == "مقطع 2"
    assert Clips(tmp_path).of_frame(last.first) == (2, 0.0)
