"""A bank on the disk: opened as it was saved, whatever moment its process died at."""

import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from tools.train_vocabulary import drawn

from tabayyun.engine.media.recognition import fingerprint
from tabayyun.plugins.media.disk import BankError
from tabayyun.plugins.media.folder import Folder, Named

PICTURES = [drawn(np.random.default_rng(n)) for n in range(6)]


def named(number: int) -> tuple[Named, object]:
    name = Named(f"صورة {number}.jpg", sha256(b"%d" % number).hexdigest())
    return name, fingerprint(PICTURES[number], stored=80)


def recognised(folder: Folder, number: int) -> list[str]:
    return [folder.named(one.picture).name for one in folder.known.recognise(PICTURES[number])]


def test_what_was_added_is_there_when_the_bank_is_opened_again(tmp_path: Path) -> None:
    bank = Folder(tmp_path / "bank")
    assert list(bank.add([named(0), named(1)])) == [0, 1]
    assert list(bank.add([named(2)])) == [2]
    for opened in (bank, Folder(tmp_path / "bank")):
        assert [recognised(opened, n) for n in range(4)] == [
            ["صورة 0.jpg"],
            ["صورة 1.jpg"],
            ["صورة 2.jpg"],
            [],
        ]
        assert opened.has(named(1)[0].sha256) == 1
        assert opened.has(named(3)[0].sha256) is None


def test_what_was_removed_is_found_no_more(tmp_path: Path) -> None:
    bank = Folder(tmp_path)
    bank.add([named(0), named(1)])
    bank.remove(0)
    for opened in (bank, Folder(tmp_path)):
        assert [recognised(opened, n) for n in (0, 1)] == [[], ["صورة 1.jpg"]]
        assert opened.has(named(0)[0].sha256) is None


@pytest.mark.parametrize("manifest", ["", "{", '{"version": 99}', "[]"])
def test_what_is_no_bank_is_refused(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(BankError, match=r"manifest\.json"):
        Folder(tmp_path)


DIE = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[4:]
from tests.plugins.media.test_folder import Folder, named
steps = int(sys.argv[2])
def dying(event, arguments):
    global steps
    if event in ("open", "os.rename", "shutil.rmtree", "os.mkdir", "os.truncate") and armed:
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)
armed = False
sys.addaudithook(dying)
bank = Folder(Path(sys.argv[1]))
what = named(int(sys.argv[3]))
armed = True
bank.add([what])
"""


def test_a_process_that_dies_while_adding_has_added_all_or_nothing(tmp_path: Path) -> None:
    """Killed before every third file operation in turn, until one run gets through."""
    Folder(tmp_path).add([named(0), named(1)])
    for steps in range(0, 200, 3):
        command = [sys.executable, "-c", DIE, str(tmp_path), str(steps), "2", *sys.path]
        ended = subprocess.run(
            command, capture_output=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"}
        )
        opened = Folder(tmp_path)
        assert [recognised(opened, n) for n in (0, 1)] == [["صورة 0.jpg"], ["صورة 1.jpg"]]
        assert opened.count in {2, 3}
        if opened.count == 3:
            assert recognised(opened, 2) == ["صورة 2.jpg"]
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert steps >= 6
    opened.add([named(3)])
    assert recognised(Folder(tmp_path), 3) == ["صورة 3.jpg"]
