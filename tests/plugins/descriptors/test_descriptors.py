"""Every descriptor plugin keeps the contract; the one for a folder with a tiny network that is made here."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import cv2
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from tools.train_vocabulary import cloud

from tabayyun.cli import media
from tabayyun.desk.expertise.operations import bank as desk
from tabayyun.engine.media.bank import Bank
from tabayyun.engine.media.descriptors import DescriptorError, DescriptorIndex
from tabayyun.engine.media.recognition import Known, fingerprint
from tabayyun.kit.plugins import load, names
from tabayyun.plugins.media.disk import BankError
from tabayyun.plugins.media.folder import Folder, Named, vocabulary

SIDE = 64


def network(path: Path, *, takes_bytes: bool, cells: int = 8) -> Path:
    """A picture in cells, each against their mean: enough to know a cloud again."""
    shape = [1, SIDE, SIDE, 3] if takes_bytes else [1, 3, SIDE, SIDE]
    kind = TensorProto.UINT8 if takes_bytes else TensorProto.FLOAT
    step = SIDE // cells
    begin = [
        helper.make_node("Cast", ["picture"], ["cast"], to=TensorProto.FLOAT),
        helper.make_node(
            "Transpose", ["cast"], ["planes"], perm=[0, 3, 1, 2] if takes_bytes else [0, 1, 2, 3]
        ),
    ]
    nodes = [
        *begin,
        helper.make_node("AveragePool", ["planes"], ["cells"], kernel_shape=[step] * 2, strides=[step] * 2),
        helper.make_node("Flatten", ["cells"], ["flat"]),
        helper.make_node("ReduceMean", ["flat"], ["mean"], keepdims=1),
        helper.make_node("Sub", ["flat", "mean"], ["row"]),
    ]
    graph = helper.make_graph(
        nodes,
        "cells",
        [helper.make_tensor_value_info("picture", kind, shape)],
        [helper.make_tensor_value_info("row", TensorProto.FLOAT, [1, 3 * cells * cells])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    path.mkdir()
    onnx.save(model, str(path / "model.onnx"))
    (path / "descriptor.json").write_text(json.dumps({"side": SIDE, "alike": 0.97}))
    return path


@pytest.fixture(params=[True, False], ids=["bytes", "numbers"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return network(tmp_path / "descriptor", takes_bytes=request.param)


def plain(number: int) -> np.ndarray:
    """A cloud without a corner in it."""
    return cv2.GaussianBlur(cloud(np.random.default_rng(number), 3.0), (0, 0), 6)


def cut(picture: np.ndarray) -> np.ndarray:
    """What its hash and its parts do not survive: there is no corner in it, and all waves change place."""
    return picture[10:460, 50:500].copy()


@pytest.mark.parametrize("name", names("descriptors"))
def test_a_row_has_length_one_and_is_nearer_to_a_copy_than_to_another(name: str, folder: Path) -> None:
    descriptor = load("descriptors", name).load(folder)
    one, copy, other = (descriptor.describe(each) for each in (plain(1), plain(1)[::2, ::2], plain(2)))
    assert one.dtype == np.float32
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(one, descriptor.describe(plain(1)))
    assert one @ copy > descriptor.alike > one @ other
    assert descriptor.describe(np.zeros((5, 300), np.uint8)).shape == one.shape
    assert load("descriptors", name).load(folder).name == descriptor.name


@pytest.mark.parametrize("name", names("descriptors"))
def test_a_model_that_cannot_be_used_is_told_with_the_reason(name: str, tmp_path: Path) -> None:
    plugin = load("descriptors", name)
    with pytest.raises(DescriptorError, match=str(tmp_path)):
        plugin.load(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(DescriptorError, match=str(tmp_path)):
        plugin.load(tmp_path)
    good = network(tmp_path / "good", takes_bytes=True)
    (good / "descriptor.json").write_text('{"side": 7}')
    with pytest.raises(DescriptorError, match=str(good)):
        plugin.load(good)


def test_what_hash_and_parts_miss_is_found_by_the_descriptor(folder: Path) -> None:
    descriptor = load("descriptors", "folder").load(folder)
    pictures = [(n, fingerprint(plain(n), descriptor=descriptor)) for n in range(1, 6)]
    asked = cut(plain(3))
    descriptor.alike = 0.7
    without = Known(Bank(vocabulary())).added(pictures)
    known = Known(Bank(vocabulary()), descriptor=descriptor).added(pictures)
    assert without.recognise(asked) == []
    assert [(one.picture, one.by) for one in known.recognise(asked)] == [(3, "descriptor")]
    assert known.without(3).recognise(asked) == []


def test_rows_are_kept_with_the_bank_and_belong_to_one_model(tmp_path: Path, folder: Path) -> None:
    descriptor = load("descriptors", "folder").load(folder)
    bank = Folder(tmp_path / "bank", descriptor)
    for n in (1, 2):
        named = Named(f"{n}.jpg", sha256(b"%d" % n).hexdigest())
        bank.add([(named, fingerprint(plain(n), stored=50, descriptor=descriptor))])
    descriptor.alike = 0.7
    opened = Folder(tmp_path / "bank", descriptor)
    assert [one.picture for one in opened.known.recognise(cut(plain(2)))] == [1]
    Folder(tmp_path / "bank").remove(1)
    assert Folder(tmp_path / "bank", descriptor).known.recognise(cut(plain(2))) == []
    other = load("descriptors", "folder").load(network(tmp_path / "other", takes_bytes=True, cells=4))
    with pytest.raises(BankError, match="index anew"):
        Folder(tmp_path / "bank", other)


def test_the_command_takes_a_folder_and_refuses_one_without_a_model(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = tmp_path / "known"
    known.mkdir()
    cv2.imwrite(str(known / "cloud.png"), plain(4))
    cv2.imwrite(str(tmp_path / "asked.png"), plain(4))
    bank = ["--bank", "b", "--home", str(tmp_path / "banks"), "--descriptor"]
    assert media.run(["index", str(known), *bank, str(folder)]) == 0
    capsys.readouterr()
    assert media.run(["match", str(tmp_path / "asked.png"), *bank, str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["match"] == "cloud.png"
    assert media.run(["match", str(tmp_path / "asked.png"), *bank, str(known)]) == 2
    assert "no model.onnx" in capsys.readouterr().err


def test_the_desk_asks_the_descriptor_of_its_setting_and_goes_on_without_one_that_does_not_fit(
    tmp_path: Path, folder: Path, settings
) -> None:
    settings.HOME, settings.DESCRIPTOR_FOLDER = tmp_path / "home", folder
    (folder / "descriptor.json").write_text(json.dumps({"side": SIDE, "alike": 0.7}))
    for n in (1, 2):
        assert desk.enter(sha256=sha256(b"%d" % n).hexdigest(), grey=plain(n)) == n - 1
    asked = {"sha256": "00" * 32, "grey": cut(plain(2)), "own": ()}
    assert [(hit.number, hit.by) for hit in desk.hits(**asked)] == [(1, "descriptor")]
    settings.DESCRIPTOR_FOLDER = network(tmp_path / "other", takes_bytes=True, cells=4)
    assert desk.hits(**asked) == []
    assert desk.enter(sha256=sha256(b"3").hexdigest(), grey=plain(3)) == 2
    settings.DESCRIPTOR_FOLDER = tmp_path / "nothing"
    assert [hit.by for hit in desk.hits(**{**asked, "grey": plain(3)})] == ["hash"]


def test_the_nearest_are_found_among_many() -> None:
    chance = np.random.default_rng(5)
    rows = chance.standard_normal((3000, 100)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    index = DescriptorIndex()
    for begin in range(0, 3000, 700):
        part = rows[begin : begin + 700]
        index = index.added(range(begin, begin + len(part)), part)
    asked = rows[1234] + 0.05 * chance.standard_normal(100).astype(np.float32)
    asked /= np.linalg.norm(asked)
    assert [name for _cosine, name in index.near(asked, 0.7)] == [1234]
    assert index.without(1234).near(asked, 0.7) == []
