"""What every installed examiner must do, whoever wrote it."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from tests.plugins.examiners.hostile import FILES, damaged, subject

from tabayyun.plugins.examiners.base import Appearance, ExaminerPlugin, File, Finding, UnexaminableError

NAMES = sorted(point.name for point in entry_points(group="tabayyun.examiners"))
NEEDS = {"text_in_picture": "tesseract", "key_frames": "ffmpeg", "sound": "ffmpeg"}
LANGUAGES = {"ar", "fr", "en"}


def loaded(name: str) -> type[ExaminerPlugin]:
    (point,) = entry_points(group="tabayyun.examiners", name=name)
    found: type[ExaminerPlugin] = point.load()
    return found


def made(name: str) -> ExaminerPlugin:
    """The examiner. Skips where its program is absent: then it has a reason, and no finding to check."""
    if (program := NEEDS.get(name)) and not shutil.which(program):
        pytest.skip(f"{program} is not installed")  # `make test` installs it where it may
    return loaded(name)()


@pytest.fixture(params=NAMES)
def plugin(request: pytest.FixtureRequest) -> ExaminerPlugin:
    return made(request.param)


@pytest.fixture(params=[name for name in NAMES if loaded(name).takes == "file"])
def file_plugin(request: pytest.FixtureRequest) -> ExaminerPlugin:
    return made(request.param)


def given(tmp_path: Path, data: bytes, name: str = "file.jpg") -> File:
    path = tmp_path / name
    path.write_bytes(data)
    return File(path, "image/jpeg", "0" * 64)


def check(found: Finding | None) -> None:
    """It can be kept and quoted."""
    if found is None:
        return
    assert set(found.finding) == set(found.parameters["limits"]) == LANGUAGES
    assert found.confidence in {"high", "medium", "low"}
    assert found.version
    assert found.limits in found.parameters["limits"].values()
    assert json.loads(json.dumps(found.parameters)) is not None
    for sentence in found.finding.values():
        assert 20 < len(sentence) <= 1000
        assert sentence.isprintable()
        assert sentence.endswith(".")


def test_slug_is_the_name_of_the_entry_point(plugin: ExaminerPlugin, request: pytest.FixtureRequest) -> None:
    assert request.node.callspec.params["plugin"] == plugin.slug
    assert plugin.takes in {"content", "file"}


def test_without_a_file_there_is_nothing_to_look_at(file_plugin: ExaminerPlugin) -> None:
    assert file_plugin.examine(subject(None)) is None


def test_examples_are_found_as_they_are_written_down(plugin: ExaminerPlugin) -> None:
    examples = plugin.examples()
    assert bool(examples) == (plugin.takes == "file")
    for example in examples:
        seen = [Appearance("a", example.appeared, "", "")]
        found = plugin.examine(subject(File(example.path, "image/jpeg", "0" * 64), *seen))
        check(found)
        assert found is not None
        assert (dict(found.finding), found.confidence) == (example.finding, example.confidence)


@pytest.mark.parametrize("what", FILES)
def test_a_malicious_file_gets_a_finding_or_a_reason(
    file_plugin: ExaminerPlugin, tmp_path: Path, what: str
) -> None:
    with suppress(UnexaminableError):
        check(file_plugin.examine(subject(given(tmp_path, FILES[what]()))))


@hypothesis.settings(
    max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@hypothesis.given(data=damaged())
def test_damaged_files_get_a_finding_or_a_reason(
    file_plugin: ExaminerPlugin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    (tmp_path / "drafts").mkdir(exist_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "drafts"))
    with suppress(UnexaminableError):
        check(file_plugin.examine(subject(given(tmp_path, data))))
    assert not list((tmp_path / "drafts").iterdir())


def test_a_strange_name_is_no_option_of_a_program(file_plugin: ExaminerPlugin, tmp_path: Path) -> None:
    with suppress(UnexaminableError):
        check(
            file_plugin.examine(
                subject(given(tmp_path, FILES["picture and archive at once"](), "-delete\n;صورة"))
            )
        )
