"""The recipe for strangers in the documentation, run as it stands with tools that are not ours."""

import base64
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.data.signed import TEXT, Signed, forged, published

from tabayyun.engine.signing import keys
from tabayyun.plugins.timestamps.local.plugin import LocalTimestamps, authority

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "verification.md"
PRESS = published(3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a stranger has: the statement, the key and the authority's root."""
    missing = [name for name in ("openssl", "jq", "basenc", "sh") if not shutil.which(name)]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    bundle = PRESS.bundle(1)
    stamp = LocalTimestamps().stamp(bundle["log"]["checkpoint"].encode(), home=str(tmp_path))
    bundle["log"]["timestamp"] = base64.b64encode(stamp).decode()
    (tmp_path / "statement.json").write_text(json.dumps(bundle), encoding="utf-8")
    (tmp_path / "key.pem").write_text(keys.public_pem(PRESS.public[0]))
    shutil.copy(authority(str(tmp_path)) / "ca.pem", tmp_path / "root.pem")
    return tmp_path


def follow(folder: Path) -> int:
    """The exit code of the recipe, ended by its first failure."""
    found = re.search(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    script = "set -e\n" + found[1]
    return subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, check=False).returncode


def test_the_recipe_accepts_a_statement(folder: Path) -> None:
    assert follow(folder) == 0
    assert json.loads((folder / "payload.json").read_text())["ref"] == "BH-2026-0001"


@pytest.mark.parametrize("damage", ["text", "verdict", "signature", "head", "key", "stamp"])
def test_the_recipe_refuses_anything_else(folder: Path, damage: str) -> None:
    file = folder / "statement.json"
    bundle = json.loads(file.read_text())
    if damage == "text":
        bundle["body"] = TEXT["body"] + " x"
    elif damage == "verdict":
        bundle["verdict"] = "confirmed"
    elif damage == "signature":
        bundle["jws"] = forged(bundle["jws"])
    elif damage == "head":
        bundle["log"]["checkpoint"] = bundle["log"]["checkpoint"].replace("\n3\n", "\n4\n")
    elif damage == "key":
        (folder / "key.pem").write_text(keys.public_pem(Signed().public[0]))
    else:
        stamp = LocalTimestamps().stamp(b"other", home=str(folder))
        bundle["log"]["timestamp"] = base64.b64encode(stamp).decode()
    file.write_text(json.dumps(bundle), encoding="utf-8")
    assert follow(folder) != 0
